import ArgumentParser
import Diagnostics
import Foundation
import Parquet

/// The columns of a Parquet file as JSON, for Scripts/compare parquet.
struct ParquetColumns: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "parquet-columns")

    @Argument var path: String

    func run() throws {
        let file = try orExit { () throws(AssayError) in try ParquetFile(path: path) }
        let columns = file.columns.map { column -> [String: Any] in
            ["index": column.index, "name": column.name, "readable": column.isReadable, "text": column.isText]
        }
        try FileHandle.standardOutput.write(contentsOf: JSONSerialization.data(withJSONObject: columns))
    }
}

/// The entries of one column on standard output, and the number of rows on standard error.
///
/// An entry is a byte of repetition level, a byte of definition level, the length in four bytes, the lowest first, or
/// all ones for a null, and the value's bytes.
struct ParquetEntries: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "parquet-entries")

    @Argument var path: String
    @Option var column: Int
    @Option var pageLimit = 64 << 20

    func run() throws {
        var output: [UInt8] = []
        var rowCount = 0
        try forEachRow(path, column, pageLimit) { rows in
            rowCount += 1
            for index in 0..<rows.entryCount(0) {
                let entry = unsafe rows.entry(0, index)
                unsafe output.append(UInt8(entry.repetitionLevel))
                unsafe output.append(UInt8(entry.definitionLevel))
                let length = unsafe UInt32(entry.bytes?.count ?? Int(UInt32.max))
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    output.append(UInt8(truncatingIfNeeded: length >> shift))
                }
                if let bytes = unsafe entry.bytes { unsafe output.append(contentsOf: bytes) }
            }
            if output.count >= 1 << 20 {
                try FileHandle.standardOutput.write(contentsOf: Data(output))
                output.removeAll(keepingCapacity: true)
            }
        }
        try FileHandle.standardOutput.write(contentsOf: Data(output))
        try FileHandle.standardError.write(contentsOf: Data("\(rowCount)\n".utf8))
    }
}

/// How long one column takes to read, opening the file included.
struct ParquetRead: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "parquet-read")

    @Argument var path: String
    @Option var column: Int

    func run() throws {
        var bytes = 0
        let duration = try ContinuousClock().measure {
            try forEachRow(path, column, 64 << 20) { rows in
                for index in 0..<rows.entryCount(0) { unsafe bytes += rows.entry(0, index).bytes?.count ?? 0 }
            }
        }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        print(#"{"seconds": \#(seconds), "bytes": \#(bytes)}"#)
    }
}

private func forEachRow(
    _ path: String, _ column: Int, _ pageLimit: Int, _ body: (ParquetRows) throws -> Void
) throws {
    let file = try orExit { () throws(AssayError) in
        try ParquetFile(path: path, limits: ParquetLimits(pageBytes: pageLimit, rowBytes: pageLimit, columnBytes: .max))
    }
    for group in file.rowGroups.indices {
        let rows = try orExit { () throws(AssayError) in try file.rows(ofGroup: group, columns: [column]) }
        while try orExit({ () throws(AssayError) in try rows.next() }) { try body(rows) }
    }
}

/// Prints an error's code and sentence and exits 3.
private func orExit<Result>(_ body: () throws(AssayError) -> Result) throws -> Result {
    do throws(AssayError) {
        return try body()
    } catch {
        try FileHandle.standardError.write(contentsOf: Data("\(error.code) \(error)\n".utf8))
        throw ExitCode(3)
    }
}
