import Diagnostics
import Foundation
import Testing

@testable import Corpora

/// A directory that is removed when the test ends.
final class TemporaryCorpus {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "corpora-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the directories above it, and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + name, withDestinationPath: target)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    /// The path below the directory.
    func path(_ name: String) -> String { path + "/" + name }

    /// A file as discovery finds it.
    func file(_ name: String) throws -> CorpusFile {
        try #require(CorpusDiscovery.discover(paths: [path(name)]).files.first)
    }

    /// Writes a file, plans it and reads all of its units.
    func read(
        _ name: String, _ bytes: some Sequence<UInt8>, options: CorpusOptions = CorpusOptions()
    ) throws -> Collector {
        try write(name, bytes)
        return try read(name, options: options)
    }

    /// Plans a file that is there and reads all of its units; a file that cannot be read is the only failure.
    func read(_ name: String, options: CorpusOptions = CorpusOptions()) throws -> Collector {
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [path(name)]), options: options)
        let reader = CorpusReader(options: options)
        var collector = Collector()
        collector.failures = plan.failures
        for unit in plan.units { _ = reader.read(unit, into: &collector) }
        return collector
    }
}

/// Whether a program is installed.
func isInstalled(_ program: String) -> Bool { location(of: program) != nil }

private func location(of program: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + program }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Runs a program on the bytes and returns what it prints.
func pipe(_ bytes: some Sequence<UInt8>, through program: String, _ arguments: [String]) throws -> [UInt8] {
    let corpus = try TemporaryCorpus()
    let input = try corpus.write("input", bytes)
    let process = Process()
    process.executableURL = URL(filePath: try #require(location(of: program)))
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let result = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Array(result)
}
