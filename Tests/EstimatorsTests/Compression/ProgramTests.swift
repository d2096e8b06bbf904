import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// Sizes of files that the programs made.
struct CodeLengthVectors: Decodable {
    struct Row: Decodable {
        var input: String
        var bytes: Int
        var sizes: [String: UInt64]

        enum CodingKeys: String, CodingKey {
            case input, bytes
            case sizes = "compressed_bytes"
        }
    }

    var rows: [Row]

    static let path = "vectors/code-lengths.json"
    static let rows: [Row] =
        SharedData.data(path).flatMap { try? JSONDecoder().decode(CodeLengthVectors.self, from: $0) }?.rows ?? []

    /// The bytes of a row's input: a file, or all files of a folder one after the other.
    static func text(of row: Row) -> [UInt8]? {
        guard row.input.hasPrefix("all files of ") else { return SharedData.data(row.input).map { [UInt8]($0) } }
        let folder = "data/corpora/multilingual"
        guard let path = SharedData.path(folder),
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { return nil }
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return sorted.flatMap { [UInt8](SharedData.data("\(folder)/\($0)") ?? Data()) }
    }

    /// All inputs with `ASSAY_SOAK=1`, else the two small ones: xz -9e codes about 1 MB a second.
    static let limit = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1" ? Int.max : 3_000_000
}

@Suite("Code lengths against the programs", .serialized)
struct ProgramTests {
    /// Published sizes, with the program's name and the version that made them.
    static let published: [(name: String, version: String, settings: CompressionSettings)] = [
        ("zstd 1.5.4 -3", "1.5.4", .zstd(level: 3)),
        ("zstd 1.5.4 -19 --long=27", "1.5.4", .zstd(level: 19, windowLog: 27, longDistanceMatching: true)),
        ("xz 5.4.1 -9e -T1", "5.4.1", .xz(preset: 9, extreme: true)),
    ]

    @Test("Published sizes", .enabled(if: SharedData.has(CodeLengthVectors.path)), arguments: published.indices)
    func publishedSizes(_ index: Int) throws {
        let (name, version, settings) = Self.published[index]
        var encoder = try CodeLengthEncoder(settings)
        var rows = 0
        for row in CodeLengthVectors.rows where row.bytes <= CodeLengthVectors.limit {
            let text = try #require(CodeLengthVectors.text(of: row))
            try #require(text.count == row.bytes)
            let expected = Double(try #require(row.sizes[name]))
            let size = try encoder.codeLength(of: text.span).value / 8
            // To the byte with the version that made the figure; other versions code a little differently.
            let tolerance = settings.libraryVersion == version ? 0 : 0.01
            #expect(
                abs(size / expected - 1) <= tolerance, "\(name) of \(row.input), here \(settings.libraryVersion)")
            rows += 1
        }
        #expect(rows >= 2)
    }

    @Test(
        "What the installed programs write",
        arguments: [
            CompressionSettings.zstd(level: 1), .zstd(level: 7), .zstd(level: 15, windowLog: 18),
            .zstd(level: 22, windowLog: 20, longDistanceMatching: true), .zstd(level: 5, longDistanceMatching: true),
            .xz(preset: 1), .xz(preset: 6, extreme: true), .xz(preset: 2, dictionarySize: 65_536),
        ])
    func installedPrograms(_ settings: CompressionSettings) throws {
        let words = settings.description.split(separator: " ").map(String.init)
        guard let version = Self.output(["env", words[0], "--version"]).map({ String(decoding: $0, as: UTF8.self) }),
            version.contains(settings.libraryVersion)
        else { return }
        let file = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var encoder = try CodeLengthEncoder(settings)
        for count in [0, 1, 131_072, 600_000] {
            let text = sampleText(bytes: count, seed: 21)
            try Data(text).write(to: file)
            let arguments = ["env"] + words + ["-T1", "-c", file.path]
            let output = try #require(Self.output(arguments))
            #expect(try encoder.codeLength(of: text.span) == Bits(8 * Double(output.count)), "\(count) bytes")
        }
    }

    /// The standard output of a program, or nil where it is not installed or fails.
    private static func output(_ arguments: [String]) -> Data? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = Array(arguments.dropFirst())
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = try? pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data ?? Data() : nil
    }
}
