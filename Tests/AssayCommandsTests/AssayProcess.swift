import Foundation

/// Runs the built program, as a user would.
struct AssayProcess {
    var status: Int32
    var output: String
    var errors: String

    /// The debug build that lies beside the tests.
    static let debugBinary = Bundle.main.executableURL.map { executable in
        var directory = executable.deletingLastPathComponent()
        // The tests' bundle lies in the build folder, or one level below it.
        while directory.path.count > 1,
            !FileManager.default.isExecutableFile(atPath: directory.appending(path: "assay").path)
        {
            directory.deleteLastPathComponent()
        }
        return directory.appending(path: "assay").path
    }

    /// A release build, where the script that runs the tests made one.
    static let releaseBinary = ProcessInfo.processInfo.environment["ASSAY_RELEASE_BINARY"]

    /// The quickest binary there is: the release build, else the debug build.
    static var binary: String { releaseBinary ?? debugBinary ?? "assay" }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], binary: String = binary, environment: [String: String] = [:],
        directory: URL? = nil, standardInput: URL? = nil
    ) throws -> AssayProcess {
        let process = Process()
        process.executableURL = URL(filePath: binary)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = directory
        // Files, not pipes: a full pipe would stop the program.
        let scratch = try Scratch()
        let output = scratch.url("output")
        let errors = scratch.url("errors")
        for url in [output, errors] { try Data().write(to: url) }
        let outputHandle = try FileHandle(forWritingTo: output)
        let errorsHandle = try FileHandle(forWritingTo: errors)
        process.standardOutput = outputHandle
        process.standardError = errorsHandle
        process.standardInput = try standardInput.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return AssayProcess(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}

/// Reports as JSON.
enum ReportJSON {
    /// A corpus report whose example documents do not say where they lie, which differs between forms of one corpus.
    static func withoutPlaces(_ report: [String: Any]) -> [String: Any] {
        var report = report
        guard var surprise = report["surprise"] as? [String: Any] else { return report }
        for kind in ["mostSurprising", "mostRedundant", "mostTypical"] {
            let examples = surprise[kind] as? [[String: Any]] ?? []
            surprise[kind] = examples.map { $0.filter { !["path", "member", "byte", "offset"].contains($0.key) } }
        }
        report["surprise"] = surprise
        return report
    }
}

/// A folder that goes away with the value.
final class Scratch {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "assay-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func url(_ name: String) -> URL { directory.appending(path: name) }

    /// Writes a file, its folders too, and gives its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let url = url(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }
}

/// Texts that anyone can make again: words and lines from a seed.
enum GeneratedText {
    static func words(_ count: Int, seed: UInt64) -> String {
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let lexicon = (0..<2000).map { index in
            String((0..<(2 + index % 9)).map { _ in Character(Unicode.Scalar(UInt8(97 + next() % 26))) })
        }
        var text = ""
        for index in 0..<count {
            text += lexicon[Int(min(next() % 2000, next() % 2000))]
            text += index % 11 == 10 ? "\n" : " "
        }
        return text
    }

    /// One JSON record a line, each with a `text`.
    static func records(_ count: Int, seed: UInt64) -> [String] {
        (0..<count).map {
            #"{"id": \#($0), "text": "\#(words(40, seed: seed &+ UInt64($0)).dropLast().replacing("\n", with: "\\n"))"}"#
        }
    }
}
