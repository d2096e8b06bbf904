public import Diagnostics

/// What discovery found below the given paths: files to read, what was left out, and what went wrong.
public struct CorpusListing: Sendable {
    /// The files to read, each once, in the order of their paths' bytes.
    public let files: [CorpusFile]

    /// What was left out, in the order of the paths' bytes; a directory stands for all that it holds.
    public let omissions: [CorpusOmission]

    /// What could not be found, listed or opened, in the order of the paths' bytes.
    public let failures: [AssayError]

    /// The sum of the files' stored sizes in bytes.
    public var totalBytes: UInt64 { files.reduce(0) { $0 + $1.size } }

    /// How many paths were left out for each reason, in the order of the reasons' declaration.
    public var omissionCounts: [(reason: CorpusOmission.Reason, count: Int)] {
        CorpusOmission.Reason.allCases.compactMap { reason in
            let count = omissions.count { $0.reason == reason }
            return count == 0 ? nil : (reason, count)
        }
    }

    /// What a corpus is called that these paths make up: their last components, sorted, each once.
    ///
    /// "." and nothing are called by the path itself.
    public static func name(of paths: [String]) -> String {
        let names = paths.map { path in path.split(separator: "/").last { $0 != "." }.map(String.init) ?? path }
        return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
    }
}

/// A path that discovery left out, and why.
public struct CorpusOmission: Sendable, Hashable {
    /// The path as it would have been shown.
    public let path: String

    /// Why it was left out.
    public let reason: Reason

    /// Why a path is left out.
    ///
    /// A path that the user gave is left out only as a duplicate or by the selection.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The name begins with a dot.
        case hidden
        /// Text about the corpus, not of it: a README, a licence, a change log.
        case documentation
        /// Data about the corpus, not of it: `dataset_info.json`, `_SUCCESS`, checksums.
        case metadata
        /// A symbolic link that leads out of the given root.
        case linkOutsideRoot = "link-outside-root"
        /// A symbolic link that leads nowhere, or in a circle.
        case brokenLink = "broken-link"
        /// The same file or directory under another name or given twice.
        case duplicate
        /// A pipe, socket or device.
        case specialFile = "special-file"
        /// A hard or symbolic link in an archive: what it leads to is read where it lies.
        case linkInArchive = "link-in-archive"
        /// A member of an archive beside the one that holds the text of their sample, as an image is beside its caption.
        case besideText = "beside-text"
        /// The store of a Hugging Face cache, whose files are read under their names in the snapshots.
        case cacheStorage = "cache-storage"
        /// An exclusion of the selection matches.
        case excluded
        /// The selection has inclusions, and none matches.
        case notIncluded = "not-included"
        /// The file belongs to another split than the selection's.
        case otherSplit = "other-split"
    }
}
