import Diagnostics
import Foundation
import Parquet
import SharedData

/// Writes bytes to a file that is removed afterwards.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "parquet-tests-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
}

/// All entries of a column, and the error that ended them.
func entries(
    _ path: String, column: Int = 0, limits: ParquetLimits = ParquetLimits()
) -> (entries: [ParquetWriter.Entry], rows: Int, failure: AssayError?) {
    var entries: [ParquetWriter.Entry] = []
    var rowCount = 0
    do {
        let file = try ParquetFile(path: path, limits: limits)
        for group in file.rowGroups.indices {
            let rows = try file.rows(ofGroup: group, columns: [column])
            while try rows.next() {
                rowCount += 1
                for index in 0..<rows.entryCount(0) {
                    let entry = unsafe rows.entry(0, index)
                    unsafe entries.append(
                        ParquetWriter.Entry(
                            repetition: entry.repetitionLevel, definition: entry.definitionLevel,
                            value: entry.bytes.map { unsafe Array($0) }))
                }
            }
        }
    } catch {
        return (entries, rowCount, error)
    }
    return (entries, rowCount, nil)
}

/// All entries of a file in memory.
func entries(
    of bytes: [UInt8], limits: ParquetLimits = ParquetLimits()
) throws -> (entries: [ParquetWriter.Entry], rows: Int, failure: AssayError?) {
    try withFile(bytes) { entries($0, limits: limits) }
}

/// The nodes of `messages.list.element.content`: a list of records with a text that may be null.
let chatNodes = [
    ParquetWriter.Node(name: "messages", repetition: 1, convertedType: 3, childCount: 1),
    ParquetWriter.Node(name: "list", repetition: 2, childCount: 1),
    ParquetWriter.Node(name: "element", repetition: 1, childCount: 1),
    ParquetWriter.Node(name: "content", repetition: 1, convertedType: 0),
]

/// The node of a text that may be null.
let textNodes = [ParquetWriter.Node(name: "text", repetition: 1, convertedType: 0)]

/// Texts with common beginnings, repeats, nulls and empty texts.
func randomTexts(_ count: Int, _ generator: inout some RandomNumberGenerator) -> [ParquetWriter.Entry] {
    (0..<count).map { _ in
        if Int.random(in: 0..<8, using: &generator) == 0 { return ParquetWriter.Entry(definition: 0, value: nil) }
        let length = [0, 3, 20, 300].randomElement(using: &generator) ?? 0
        var value = Array("common beginning ".utf8.prefix(length))
        value += (0..<(length / 10)).map { _ in UInt8.random(in: 97...99, using: &generator) }
        return ParquetWriter.Entry(definition: 1, value: value)
    }
}

/// Rows of chats, some null, some empty, with contents that may be null.
func randomChats(_ rows: Int, _ generator: inout some RandomNumberGenerator) -> [ParquetWriter.Entry] {
    (0..<rows).flatMap { _ -> [ParquetWriter.Entry] in
        let kind = Int.random(in: 0..<10, using: &generator)
        if kind < 2 { return [ParquetWriter.Entry(definition: kind)] }
        return (0..<Int.random(in: 1...9, using: &generator)).map { index in
            var entry = randomTexts(1, &generator)[0]
            entry.definition = entry.value == nil ? Int.random(in: 2...3, using: &generator) : 4
            entry.repetition = index == 0 ? 0 : 1
            return entry
        }
    }
}
