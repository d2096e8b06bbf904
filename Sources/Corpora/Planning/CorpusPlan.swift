public import Diagnostics

/// The work units of a corpus, and the files that cannot be read.
public struct CorpusPlan: Sendable {
    /// The files that can be read, in the order of the listing.
    public let files: [FileDescription]

    /// The units of all files, file by file, in order.
    public let units: [WorkUnit]

    /// Why files of the listing cannot be read, in its order, one error a file.
    public let failures: [AssayError]

    /// Looks at the beginning of every file and cuts the corpus into units.
    ///
    /// The result depends on nothing but the files and the options.
    ///
    /// - Parameters:
    ///   - listing: What discovery found; its failures are not repeated.
    ///   - options: How the corpus is read.
    public init(_ listing: CorpusListing, options: CorpusOptions = CorpusOptions()) {
        let reader = CorpusReader(options: options)
        var files: [FileDescription] = []
        var failures: [AssayError] = []
        for file in listing.files {
            do {
                files.append(try reader.describe(file))
            } catch {
                failures.append(error)
            }
        }
        self.files = files
        self.failures = failures
        units = files.flatMap { $0.units(size: options.unitSize) }
    }
}
