import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct DiscoveryTests {
    private func names(_ listing: CorpusListing) -> [String] { listing.files.map(\.relativePath) }

    private func omissions(_ listing: CorpusListing, below root: String) -> [String: CorpusOmission.Reason] {
        Dictionary(
            listing.omissions.map { (String($0.path.dropFirst(root.count + 1)), $0.reason) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func filesAreSortedByBytesAndNamedFromTheRoot() throws {
        let corpus = try TemporaryCorpus()
        for name in ["b.txt", "a/z.txt", "B.txt", "a.txt", "é.txt", "a-b.txt"] { try corpus.write(name, "x") }
        let listing = CorpusDiscovery.discover(paths: [corpus.path + "//"])
        #expect(names(listing) == ["B.txt", "a-b.txt", "a.txt", "a/z.txt", "b.txt", "é.txt"])
        #expect(listing.files[0].path == corpus.path("B.txt"))
        #expect(listing.totalBytes == 6)
        #expect(listing.failures.isEmpty && listing.omissions.isEmpty)
    }

    @Test func whatIsLeftOutIsSaid() throws {
        let corpus = try TemporaryCorpus()
        let kept = ["a.txt", "readme.jsonl", "licenses/mit.txt", "statement.json", "README-parsed.csv"]
        let left: [String: CorpusOmission.Reason] = [
            ".hidden.txt": .hidden, ".git": .hidden, "README.md": .documentation, "readme": .documentation,
            "README.fr.md": .documentation, "LICENSE.txt": .documentation, "dataset_info.json": .metadata,
            "state.json": .metadata, "_SUCCESS": .metadata, "part-0.crc": .metadata, "a.txt.sha256": .metadata,
        ]
        for name in kept { try corpus.write(name, "x") }
        for name in left.keys where name != ".git" { try corpus.write(name, "x") }
        try corpus.write(".git/config", "x")
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        #expect(Set(names(listing)) == Set(kept))
        #expect(omissions(listing, below: corpus.path) == left)
        #expect(listing.omissionCounts.map(\.reason) == [.hidden, .documentation, .metadata])
        #expect(listing.omissionCounts.map(\.count) == [2, 4, 5])
    }

    @Test func aGivenPathIsAlwaysRead() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write(".hidden/README.md", "x")
        try corpus.write("LICENSE", "x")
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path("LICENSE")])) == ["LICENSE"])
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path(".hidden/README.md")])) == ["README.md"])
        // Given beside a directory that would leave it out, it is read and not said to be left out.
        let both = CorpusDiscovery.discover(paths: [corpus.path, corpus.path("LICENSE")])
        #expect(names(both) == ["LICENSE"])
        #expect(both.omissions.map(\.reason) == [.hidden])
    }

    @Test func overlappingPathsAreReadOnceInAnyOrder() throws {
        let corpus = try TemporaryCorpus()
        for name in ["a.txt", "d/b.txt", "d/e/c.txt"] { try corpus.write(name, "x") }
        let paths = [corpus.path, corpus.path("d"), corpus.path("d/b.txt"), corpus.path("a.txt")]
        var generator = SplitMix(seed: 1)
        for _ in 0..<5 {
            let listing = CorpusDiscovery.discover(paths: paths.shuffled(using: &generator))
            #expect(names(listing) == ["a.txt", "d/b.txt", "d/e/c.txt"])
            #expect(listing.omissionCounts.map(\.reason) == [.duplicate])
            #expect(listing.failures.isEmpty)
        }
    }

    @Test func linksAreFollowedInsideTheRootOnly() throws {
        let outside = try TemporaryCorpus()
        try outside.write("secret.txt", "x")
        let corpus = try TemporaryCorpus()
        try corpus.write("d/a.txt", "x")
        try corpus.write(".store/b.txt", "x")
        try corpus.link("cycle", to: ".")
        try corpus.link("d/up", to: "..")
        try corpus.link("loop", to: "loop")
        try corpus.link("again.txt", to: "d/a.txt")
        try corpus.link("b.txt", to: ".store/b.txt")
        try corpus.link("out", to: outside.path)
        try corpus.link("out.txt", to: outside.path("secret.txt"))
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        #expect(names(listing) == ["b.txt", "d/a.txt"])
        let expected: [String: CorpusOmission.Reason] = [
            ".store": .hidden, "cycle": .duplicate, "d/up": .duplicate, "loop": .brokenLink, "again.txt": .duplicate,
            "out": .linkOutsideRoot, "out.txt": .linkOutsideRoot,
        ]
        #expect(omissions(listing, below: corpus.path) == expected)
        #expect(listing.failures.isEmpty)
        // A link that is itself given is the root.
        #expect(names(CorpusDiscovery.discover(paths: [corpus.path("out")])) == ["secret.txt"])
    }

    @Test func hardLinksAreReadOnce() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("b.txt", "x")
        try FileManager.default.linkItem(atPath: corpus.path("b.txt"), toPath: corpus.path("a.txt"))
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        #expect(names(listing) == ["a.txt"])
        #expect(omissions(listing, below: corpus.path) == ["b.txt": .duplicate])
    }

    @Test func errorsNeverStopTheRest() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("full/a.txt", "x")
        try corpus.write("nothing/README.md", "x")
        try FileManager.default.createDirectory(
            atPath: corpus.path("empty"), withIntermediateDirectories: true)
        let listing = CorpusDiscovery.discover(
            paths: [
                corpus.path("missing"), corpus.path("full"), corpus.path("empty"), corpus.path("nothing"), "/dev/null",
            ])
        #expect(names(listing) == ["a.txt"])
        #expect(listing.failures.map(\.code) == [.notARegularFile, .noFiles, .noSuchFile, .noFiles])
        #expect(listing.failures[2].location.path == corpus.path("missing"))
        #expect(CorpusDiscovery.discover(paths: []).files.isEmpty)
    }

    @Test func specialFilesAreLeftOut() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.txt", "x")
        #expect(unsafe mkfifo(corpus.path("pipe"), 0o600) == 0)
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        #expect(names(listing) == ["a.txt"])
        #expect(omissions(listing, below: corpus.path) == ["pipe": .specialFile])
    }

    @Test func namesNeedNotBeUTF8() throws {
        let corpus = try TemporaryCorpus()
        let name = Array(corpus.path.utf8) + [0x2F, 0xFF, 0xFE, 0x2E, 0x74, 0x78, 0x74, 0]
        let descriptor = unsafe name.withUnsafeBufferPointer {
            unsafe $0.withMemoryRebound(to: CChar.self) { unsafe open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
        }
        try #require(descriptor >= 0, "the file system refuses names that are not UTF-8")
        #expect(unsafe write(descriptor, "text\n", 5) == 5)
        close(descriptor)
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [corpus.path]))
        #expect(plan.failures.isEmpty)
        var collector = Collector()
        for unit in plan.units { _ = CorpusReader().read(unit, into: &collector) }
        #expect(collector.texts == ["text\n"])
    }

    @Test(.enabled(if: geteuid() != 0, "permissions do not hold for root"))
    func unreadablePathsAreErrors() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.txt", "x")
        try corpus.write("closed.txt", "x")
        try corpus.write("closed/b.txt", "x")
        unsafe chmod(corpus.path("closed.txt"), 0)
        unsafe chmod(corpus.path("closed"), 0)
        defer { unsafe chmod(corpus.path("closed"), 0o700) }
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        #expect(names(listing) == ["a.txt"])
        #expect(listing.failures.map(\.code) == [.unreadableDirectory, .unreadableFile])
    }
}
