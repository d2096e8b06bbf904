public import Corpora
public import Diagnostics
internal import Estimators
internal import Summaries

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Scores in files that are there wholly or not at all, packed as the endings of their names say: `.gz`, `.zst`, else not.
public enum ScoreFiles: Sendable {
    /// Output is packed in parts of this size, so that memory does not depend on the file.
    private static let partSize = 1 << 20

    /// Scores slices into one file.
    ///
    /// - Throws: `cannot-write`.
    public static func write(
        _ scoring: DocumentScoring, of slices: [FileSlice], to path: String, progress: (UInt64) -> Void = { _ in }
    ) throws(AssayError) -> DocumentScoring.Outcome {
        let packing: PackedBytes? = path.hasSuffix(".gz") ? .gzip : path.hasSuffix(".zst") ? .zstandard : nil
        var outcome = DocumentScoring.Outcome()
        try AtomicFile.write(to: path) { write throws(AssayError) in
            var part: [UInt8] = []
            func flush() throws(AssayError) {
                try write(packing?.pack(part) ?? part)
                part.removeAll(keepingCapacity: true)
            }
            outcome = try scoring.run(on: slices, progress: progress) { _, output throws(AssayError) in
                part += output
                if part.count >= partSize { try flush() }
            }
            // An empty file is one of an empty part, so that it can be unpacked.
            try flush()
        }
        return outcome
    }

    /// Whether a file is there, which is then whole.
    public static func exists(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

    /// The paths of files in a folder that mirror the corpus's files, whose folders are made.
    ///
    /// - Throws: `cannot-write`, also where two files of the corpus have the same path below what was given.
    public static func mirror(_ files: [CorpusFile], in folder: String) throws(AssayError) -> [String] {
        var taken: Set<String> = []
        var made: Set<Substring> = []
        var paths: [String] = []
        for file in files {
            let path = folder + "/" + file.relativePath
            guard taken.insert(path).inserted else {
                throw AssayError(
                    .cannotWrite, "two files of the corpus would have the same file of scores; score them apart",
                    at: .init(path: path))
            }
            for slash in path.indices.dropFirst() where path[slash] == "/" {
                let parent = path[..<slash]
                guard made.insert(parent).inserted else { continue }
                _ = try SummaryFolder(making: String(parent))
            }
            paths.append(path)
        }
        return paths
    }
}
