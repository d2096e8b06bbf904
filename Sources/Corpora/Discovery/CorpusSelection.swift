/// Which of the files that discovery finds belong to the corpus.
///
/// A file belongs to it where no exclusion matches, an inclusion matches (or there is none) and the split is the wanted
/// one (or none is wanted). Paths are compared as they lie below the given directory, a file that was given itself by
/// its last component. Hidden files, documentation and metadata stay left out, whatever is included.
public struct CorpusSelection: Sendable, Hashable {
    /// Patterns of which a file must match one; empty lets all files in.
    public var include: [GlobPattern]

    /// Patterns of which a file must match none.
    public var exclude: [GlobPattern]

    /// The split that is wanted: train, validation, test, another word for one of them, or a name of the data set's own;
    /// nil lets all files in.
    public var split: String?

    /// Creates a selection; by default of all files.
    public init(include: [GlobPattern] = [], exclude: [GlobPattern] = [], split: String? = nil) {
        self.include = include
        self.exclude = exclude
        self.split = split
    }

    /// Why the patterns leave a path out; nil where they do not.
    func reason(_ relativePath: [UInt8], isDirectory: Bool) -> CorpusOmission.Reason? {
        if exclude.contains(where: { $0.matches(relativePath, isDirectory: isDirectory) }) { return .excluded }
        if isDirectory || include.isEmpty || include.contains(where: { $0.matches(relativePath) }) { return nil }
        return .notIncluded
    }
}
