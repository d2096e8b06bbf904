import Diagnostics
import Foundation
import Testing

@testable import Corpora

@Suite struct SelectionTests {
    private func names(_ listing: CorpusListing) -> [String] { listing.files.map(\.relativePath) }

    private func selection(
        include: [String] = [], exclude: [String] = [], split: String? = nil
    ) throws -> CorpusSelection {
        CorpusSelection(
            include: try include.map { try GlobPattern(parsing: $0) },
            exclude: try exclude.map { try GlobPattern(parsing: $0) }, split: split)
    }

    @Test func patternsChooseFilesAndTheListingSaysSo() throws {
        let corpus = try TemporaryCorpus()
        for name in ["a.jsonl", "b.txt", "raw/c.jsonl", "raw/deep/d.jsonl", "en/e.jsonl", "README.md"] {
            try corpus.write(name, "x")
        }
        let chosen = CorpusDiscovery.discover(
            paths: [corpus.path], selection: try selection(include: ["*.jsonl", "*.md"], exclude: ["/raw/"]))
        #expect(names(chosen) == ["a.jsonl", "en/e.jsonl"])
        #expect(chosen.omissionCounts.map(\.reason) == [.documentation, .excluded, .notIncluded])
        #expect(chosen.omissions.contains { $0.path == corpus.path("raw") && $0.reason == .excluded })
        #expect(chosen.failures.isEmpty)
        let none = CorpusDiscovery.discover(paths: [corpus.path], selection: try selection(include: ["*.parquet"]))
        #expect(none.files.isEmpty)
        #expect(none.failures.map(\.code) == [.noFiles])
        #expect(none.failures.first?.message.contains("--include") == true)
    }

    @Test func filesThatAreGivenAreComparedByTheirLastComponent() throws {
        let corpus = try TemporaryCorpus()
        for name in ["d/a.txt", "d/b.log"] { try corpus.write(name, "x") }
        let listing = CorpusDiscovery.discover(
            paths: [corpus.path("d/a.txt"), corpus.path("d/b.log")], selection: try selection(exclude: ["*.log", "d"]))
        #expect(names(listing) == ["a.txt"])
        #expect(listing.failures.isEmpty)
    }

    @Test(arguments: [
        ("data/train-00000-of-00042.parquet", ["train"]), ("data/rotten-00001-of-00002.jsonl.gz", ["rotten"]),
        ("data/dev-00000-of-00001.parquet", ["validation"]), ("train.jsonl", ["train"]), ("Test.CSV", ["test"]),
        ("en/train/0.txt", ["train"]), ("train/test.txt", ["train"]), ("c4-train.00000-of-01024.json.gz", ["train"]),
        ("my-val_2/x.txt", ["validation"]), ("train_test.txt", ["train", "test"]), ("eval01.txt", ["test"]),
        ("trains.txt", []), ("latest.txt", []), ("devices/x", []), ("", []), ("train-0-of-1.txt", ["train"]),
    ])
    func splitsByName(path: String, splits: [String]) {
        #expect(SplitRule.splits(of: Array(path.utf8)) == splits)
    }

    @Test func aSplitOfADataSet() throws {
        let corpus = try TemporaryCorpus()
        for name in ["data/train-00000-of-00002.x", "data/train-00001-of-00002.x", "data/test-00000-of-00001.x", "z"] {
            try corpus.write(name, "x")
        }
        try corpus.write("whole.txt", "x")
        let train = CorpusDiscovery.discover(paths: [corpus.path], selection: try selection(split: "training"))
        #expect(names(train) == ["data/train-00000-of-00002.x", "data/train-00001-of-00002.x"])
        #expect(train.omissionCounts.map(\.reason) == [.otherSplit])
        #expect(train.omissionCounts.map(\.count) == [3])
        let dev = CorpusDiscovery.discover(paths: [corpus.path], selection: try selection(split: "dev"))
        #expect(dev.failures.map(\.code) == [.noFiles])
    }

    @Test func whereNothingSaysASplitAllIsTrain() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.txt", "x")
        #expect(
            names(CorpusDiscovery.discover(paths: [corpus.path], selection: try selection(split: "train"))).count == 1)
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path], selection: try selection(split: "test"))).isEmpty)
    }

    /// A repository as huggingface_hub lays it out.
    private func hubCache() throws -> TemporaryCorpus {
        let corpus = try TemporaryCorpus()
        let repository = "datasets--o--n"
        try corpus.write(repository + "/blobs/0a", "one")
        try corpus.write(repository + "/blobs/0b", "two")
        try corpus.write(repository + "/refs/main", "rev")
        try corpus.write(repository + "/snapshots/rev/data/own.txt", "three")
        try corpus.write("other/secret.txt", "no")
        try corpus.link(repository + "/snapshots/rev/data/train.txt", to: "../../../blobs/0a")
        try corpus.link(repository + "/snapshots/rev/test.txt", to: "../../blobs/0b")
        try corpus.link(repository + "/snapshots/rev/out.txt", to: "../../../other/secret.txt")
        try corpus.link(repository + "/snapshots/rev/all", to: "../../blobs")
        try corpus.link(repository + "/snapshots/rev/up", to: "../..")
        try corpus.link(repository + "/snapshots/rev/loop", to: "loop")
        return corpus
    }

    @Test func aSnapshotOfTheHubCacheIsReadThroughItsLinks() throws {
        let corpus = try hubCache()
        let snapshot = "datasets--o--n/snapshots/rev"
        let listing = CorpusDiscovery.discover(paths: [corpus.path(snapshot)])
        #expect(names(listing) == ["data/own.txt", "data/train.txt", "test.txt"])
        #expect(
            listing.omissions.map(\.reason).sorted { $0.rawValue < $1.rawValue }
                == [.brokenLink, .linkOutsideRoot, .linkOutsideRoot, .linkOutsideRoot])
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path(snapshot + "/data")])) == ["own.txt", "train.txt"])
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path(snapshot + "/test.txt")])) == ["test.txt"])
        let train = CorpusDiscovery.discover(paths: [corpus.path(snapshot)], selection: try selection(split: "train"))
        #expect(names(train) == ["data/train.txt"])
    }

    @Test func theHubCacheItselfIsReadUnderTheFilesOwnNames() throws {
        let corpus = try hubCache()
        let listing = CorpusDiscovery.discover(paths: [corpus.path("datasets--o--n")])
        #expect(
            names(listing) == ["snapshots/rev/data/own.txt", "snapshots/rev/data/train.txt", "snapshots/rev/test.txt"])
        #expect(listing.omissions.count { $0.reason == .cacheStorage } == 2)
    }

    @Test func aListOfPathsIsSeparatedByNUL() throws {
        #expect(try PathList.paths(in: Array("a\0b c\n\0".utf8)) == [.path("a"), .path("b c\n")])
        #expect(try PathList.paths(in: [0x61, 0xFF]) == [.path([0x61, 0xFF])])
        #expect(try PathList.paths(in: []).isEmpty)
        let error = #expect(throws: AssayError.self) { try PathList.paths(in: Array("a\nb\n".utf8)) }
        #expect(error?.code == .invalidPathList)
    }

    @Test func anOpenFileIsReadUnderItsGivenName() throws {
        let corpus = try TemporaryCorpus()
        let path = try corpus.write("a", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n")
        let descriptor = unsafe open(path, O_RDONLY)
        defer { close(descriptor) }
        try corpus.remove("a")
        let listing = CorpusDiscovery.discover([.openFile(descriptor: descriptor, name: "-")])
        #expect(listing.files.map(\.path) == ["-"])
        #expect(listing.failures.isEmpty)
        let plan = CorpusPlan(listing)
        var collector = Collector()
        for unit in plan.units { _ = CorpusReader().read(unit, into: &collector) }
        #expect(collector.texts == ["one", "two"])
    }
}
