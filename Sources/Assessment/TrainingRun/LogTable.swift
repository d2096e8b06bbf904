internal import Diagnostics

/// A log as rows of named numbers, whatever sort of file it came from.
struct LogTable {
    enum Format: String {
        case csv = "CSV"
        case jsonLines = "JSON Lines"
        case trainerState = "trainer_state.json"
    }

    struct Row {
        var line: Int
        /// The cells that hold a number; one that is "nan" or infinite too.
        var cells: [String: Double]
    }

    var format: Format
    var rows: [Row]

    /// Names in the order in which they were met first.
    var names: [String]

    init(_ bytes: [UInt8], path: String, options: TrainingLog.Options) throws(AssayError) {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        switch bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
        case nil:
            throw AssayError(.logSyntax, "the log is empty; give a file with tokens and losses", at: .init(path: path))
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try self.init(json: bytes, path: path)
        default:
            try self.init(csv: bytes, path: path, options: options)
        }
    }

    /// A trainer's state, an array of objects, or one object a line.
    private init(json bytes: ArraySlice<UInt8>, path: String) throws(AssayError) {
        var parser = LogJSONParser(bytes, path: path)
        var objects: [LogJSON.Object] = []
        format = .jsonLines
        while let value = try parser.nextValue() {
            switch value {
            case .object(let object):
                guard case .array(let history)? = object["log_history"] else {
                    objects.append(object)
                    continue
                }
                format = .trainerState
                objects += history.compactMap(\.object)
            case .array(let array): objects += array.compactMap(\.object)
            default:
                throw AssayError(
                    .logSyntax, "a line holds no JSON object; give one object a line, or a trainer_state.json",
                    at: .init(path: path, line: UInt64(parser.line)))
            }
        }
        names = []
        rows = []
        var known: Set<String> = []
        for object in objects {
            for name in object.names where known.insert(name).inserted { names.append(name) }
            rows.append(Row(line: object.line, cells: object.numbers))
        }
    }

    /// Columns divided by commas, tabs or semicolons; a first line without numbers names them, else they are 1, 2, ….
    private init(csv bytes: ArraySlice<UInt8>, path: String, options: TrainingLog.Options) throws(AssayError) {
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw AssayError(
                .logSyntax, "the log is no text; give CSV, JSON Lines or a trainer_state.json", at: .init(path: path))
        }
        format = .csv
        names = []
        rows = []
        var separator: UInt8?
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) || line.first == UInt8(ascii: "#") { continue }
            let mark = separator ?? Self.separator(line)
            let cells = Self.cells(line, separator: mark)
            if separator == nil {
                separator = mark
                if cells.contains(where: { !$0.isEmpty && LogNumber.parse($0) == nil }) {
                    names = cells
                    continue
                }
                names = cells.indices.map { "\($0 + 1)" }
            }
            guard cells.count <= names.count else {
                throw AssayError(
                    .logSyntax,
                    "the line has \(cells.count) columns and the first line has \(names.count); make them equal",
                    at: .init(path: path, line: UInt64(number)))
            }
            var row = Row(line: number, cells: [:])
            for (name, cell) in zip(names, cells) {
                if let value = LogNumber.parse(cell) { row.cells[name] = value }
            }
            rows.append(row)
        }
    }

    private static func separator(_ line: ArraySlice<UInt8>) -> UInt8 {
        [UInt8(ascii: "\t"), UInt8(ascii: ";")].first(where: line.contains) ?? UInt8(ascii: ",")
    }

    /// The cells of a line without blanks around them; a quoted cell may hold the separator, and "" for a quote.
    private static func cells(_ line: ArraySlice<UInt8>, separator: UInt8) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        func finished() -> String {
            var part = cell[...]
            while let first = part.first, first == 0x20 || first == 0x09 { part.removeFirst() }
            while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
            return String(decoding: part, as: UTF8.self)
        }
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                if isQuoted, index < line.endIndex, line[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == separator, !isQuoted {
                cells.append(finished())
                cell = []
            } else {
                cell.append(byte)
            }
        }
        return cells + [finished()]
    }
}

/// A number as training programs write it.
enum LogNumber {
    /// nil for what is no number; NaN and infinities by any of their usual names are numbers.
    static func parse(_ text: some StringProtocol) -> Double? {
        switch text.lowercased() {
        case "nan", "-nan": .nan
        case "inf", "infinity", "+inf", "+infinity": .infinity
        case "-inf", "-infinity": -.infinity
        default: text.first.map { $0.isLetter } == true ? nil : Double(text)
        }
    }
}

extension StringProtocol {
    /// The beginning of a text from a log, fit for an error: without control and format characters.
    var printableBeginning: String {
        var text = ""
        for scalar in unicodeScalars.prefix(60) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
