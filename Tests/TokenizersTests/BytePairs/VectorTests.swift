import Foundation
import SharedData
import Testing

@testable import Tokenizers

private struct Vectors: Decodable, Sendable {
    struct File: Decodable, Sendable {
        struct Encoding: Decodable, Sendable {
            var tokens: Int
            var ids_sha256: String
        }
        var file: String
        var bytes: Int
        var encodings: [String: Encoding]
    }
    var files: [File]

    static func load() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: try #require(SharedData.data("vectors/tokenizers.json")))
    }
}

func sharedTokenizer(_ name: String) throws -> BytePairTokenizer {
    let file = name.hasSuffix(".json") ? name : name + ".tiktoken"
    return try TokenizerFile.load(try #require(SharedData.path("data/tokenizers/" + file)))
}

/// SHA-256 of each list of ids, as little-endian 32-bit integers, by sha256sum.
private func digests(_ lists: [[UInt32]]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    for (index, ids) in lists.enumerated() {
        let file = folder.appending(path: "\(index)")
        try unsafe ids.map(\.littleEndian).withUnsafeBytes { unsafe Data($0) }.write(to: file)
        process.arguments = (process.arguments ?? []) + [file.path]
    }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map { String($0.prefix(64)) }
}

@Suite(.enabled(if: SharedData.has("vectors/tokenizers.json"))) struct VectorTests {
    @Test(arguments: ["r50k_base", "cl100k_base", "o200k_base", "gpt2-tokenizer.json", "phi-2-tokenizer.json"])
    func idsEqualTheReference(_ encoding: String) throws {
        let encoder = try sharedTokenizer(encoding).makeEncoder()
        let files = try Vectors.load().files
        #expect(files.count == 27)
        var lists: [[UInt32]] = []
        for file in files {
            let document = [UInt8](try #require(SharedData.data("data/" + file.file)))
            var ids: [UInt32] = []
            unsafe document.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &ids) }
            #expect(ids.count == file.encodings[encoding]?.tokens, "\(file.file)")
            lists.append(ids)
        }
        for (file, digest) in zip(files, try digests(lists)) {
            #expect(digest == file.encodings[encoding]?.ids_sha256, "\(file.file)")
        }
    }

    @Test(arguments: [
        ("r50k_base", 50256), ("cl100k_base", 100256), ("o200k_base", 199998),
        ("gpt2-tokenizer.json", 50257), ("phi-2-tokenizer.json", 50295),
    ])
    func vocabularySize(_ encoding: String, _ size: Int) throws {
        #expect(try sharedTokenizer(encoding).vocabularySize == size)
    }

    /// jtokkit's texts with the ids expected of them.
    @Test(arguments: ["r50k_base", "cl100k_base", "o200k_base"])
    func idsEqualThePublishedTable(_ encoding: String) throws {
        let tokenizer = try sharedTokenizer(encoding)
        let table = try #require(SharedData.data("data/tokenizers/\(encoding)_encodings.csv"))
        let rows = csvRows([UInt8](table)).dropFirst()
        #expect(rows.count > 100)
        for row in rows {
            let expected = String(decoding: row[1], as: UTF8.self).split { !$0.isNumber }.compactMap { UInt32($0) }
            let ids = tokenizer.encode(row[0])
            #expect(ids == expected, "\(String(decoding: row[0], as: UTF8.self).debugDescription)")
            #expect(tokenizer.decode(ids) == row[0])
        }
    }

    /// Rows of RFC 4180, with quoted fields.
    private func csvRows(_ bytes: [UInt8]) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
                row.append(field)
                field = []
                if byte == UInt8(ascii: "\n") {
                    rows.append(row)
                    row = []
                }
            } else if byte != UInt8(ascii: "\r") {
                field.append(byte)
            }
        }
        if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
        return rows
    }
}
