/// Finds the files of a corpus.
public enum CorpusDiscovery: Sendable {
    /// Lists the files at and below the given paths.
    ///
    /// The result does not depend on the order of the paths. Every file is read once, whatever links, hard links and
    /// overlapping paths lead to it: its own path is preferred to a link, then the path that sorts first. A path that
    /// is given is followed and read even when it is hidden, documentation or a link; below it, hidden files,
    /// documentation, metadata, special files and links that lead out are left out, and the listing says so. A link from a
    /// snapshot of a Hugging Face cache into the same repository's store does not lead out. No paths give an empty
    /// listing.
    ///
    /// - Parameters:
    ///   - paths: Files and directories, absolute or relative to the current directory.
    ///   - selection: Which of the files belong to the corpus; the listing says what it left out.
    public static func discover(
        paths: [String], selection: CorpusSelection = CorpusSelection()
    ) -> CorpusListing {
        discover(paths.map { .path($0) }, selection: selection)
    }

    /// Lists the files at and below the given roots, as ``discover(paths:selection:)`` does.
    public static func discover(
        _ roots: [CorpusRoot], selection: CorpusSelection = CorpusSelection()
    ) -> CorpusListing {
        var walk = DirectoryWalk(selection)
        var paths: Set<[UInt8]> = []
        for root in Set(roots) {
            switch root {
            case .path(let path): paths.insert(trimmed(path))
            case .openFile(let descriptor, let name): walk.addOpenFile(descriptor, name)
            }
        }
        for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) { walk.addRoot(path) }
        walk.followLinks()
        return walk.listing()
    }

    /// The path without the slashes at its end.
    private static func trimmed(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }
}
