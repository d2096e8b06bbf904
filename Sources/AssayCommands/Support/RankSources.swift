internal import ArgumentParser
internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Corpora that are read one after the other, each into a summary.
struct RankSources {
    let input: InputOptions
    let threads: Int
    let sampleBytes: Int
    /// How many documents and lines are counted exactly.
    var sketchKeys = SummaryParameters.standardKeys

    /// Counts tokens when present.
    var tokenizer: BytePairTokenizer?

    /// Whether corpora of token ids are of use.
    var takesTokenIDs = false

    let progress = ProgressLine(total: 0)

    /// The paths of candidates, those in folders in the order of their bytes.
    ///
    /// - Throws: A failure with exit code 2 where a path is given twice, or a folder holds none.
    func candidatePaths(_ paths: [String], each folders: [String]) throws -> [String] {
        var all = paths
        for folder in folders {
            let found = Self.folders(in: folder)
            guard !found.isEmpty else {
                throw CommandFailure(status: .usage, message: "\(folder): there is no folder in it to rank")
            }
            all += found
        }
        for (index, path) in all.enumerated() where all[..<index].contains(path) {
            throw CommandFailure(status: .usage, message: "\(path): is given twice")
        }
        return all
    }

    /// The last component of each path, or as many as tell the paths apart; a summary's without its ending.
    static func names(_ paths: [String]) -> [String] {
        let parts = paths.map { path in
            var parts = path.split(separator: "/").filter { $0 != "." }
            if let last = parts.popLast() {
                parts.append(last.hasSuffix(SummaryFile.suffix) ? last.dropLast(SummaryFile.suffix.count) : last)
            }
            return parts.isEmpty ? [Substring(path)] : parts
        }
        return parts.indices.map { index in
            let own = parts[index]
            var count = 1
            func collides(_ count: Int) -> Bool {
                parts.indices.contains { $0 != index && parts[$0].suffix(count) == own.suffix(count) }
            }
            while count < own.count, collides(count) { count += 1 }
            return collides(count) ? paths[index] : own.suffix(count).joined(separator: "/")
        }
    }

    /// The summary of a corpus: read from a summary file or a folder of them, else made.
    ///
    /// - Throws: A failure with exit code 2 where the path does not exist or holds no text, 3 where a summary is damaged.
    func summary(of path: String) async throws -> Summary {
        if Self.isSummary(path) {
            let summary = try SummaryInputs.merged([path])
            guard takesTokenIDs || !summary.parameters.holdsTokenIDs else {
                throw CommandFailure(status: .usage, message: "\(path): is a summary of token ids; text is needed")
            }
            return summary
        }
        var one = input
        one.paths = [path]
        let options = try one.corpusOptions()
        let listing = try one.discover()
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        guard !listing.failures.contains(where: { $0.code == .noSuchFile }) else {
            throw CommandFailure(status: .usage)
        }
        progress.note("reading \(path)")
        let plan = ScanPlan(
            listing, name: one.corpusName, options: options,
            parameters: SummaryParameters(
                sampleBytes: sampleBytes, documentKeys: sketchKeys, lineKeys: sketchKeys, reading: options,
                tokenizer: tokenizer.map { SummaryParameters.TokenizerIdentity($0) }))
        return await plan.summary(options: options, tokenizer: tokenizer, threads: threads)
    }

    /// Whether a path is a summary file, or a folder with some.
    static func isSummary(_ path: String) -> Bool {
        SummaryFolder.files(in: path).map { !$0.isEmpty } ?? path.hasSuffix(SummaryFile.suffix)
    }

    private static func folders(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe _ = closedir(folder) }
        var paths: [String] = []
        while let entry = unsafe readdir(folder) {
            let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            guard !name.hasPrefix("."), let inner = unsafe opendir(path + "/" + name) else { continue }
            unsafe _ = closedir(inner)
            paths.append(path + (path.hasSuffix("/") ? "" : "/") + name)
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
