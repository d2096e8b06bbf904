internal import Diagnostics

/// The first rows of what may be a table.
struct DelimitedHead {
    /// The fields' texts, row by row; empty lines and rows with unbalanced quotes are left out.
    private(set) var rows: [[[UInt8]]] = []
    /// Whether a field of any row is in quotes.
    private var hasQuotes = false
    private var malformed = 0
    private let delimiter: UInt8

    private static let maximumRows = 256

    init(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, delimiter: UInt8) {
        self.delimiter = delimiter
        var scan = DelimitedRowScan(delimiter: delimiter)
        var start = 0
        while start < head.count && rows.count + malformed < Self.maximumRows {
            scan.restart()
            let rest = unsafe UnsafeBufferPointer(rebasing: head[start...])
            switch unsafe scan.scan(rest, isFinal: isWhole) {
            case .row(let length):
                start += length
                if scan.isBlank { continue }
                hasQuotes = hasQuotes || scan.fields.contains(where: \.isQuoted)
                rows.append(
                    scan.fields.map { field in
                        var text: [UInt8] = []
                        unsafe field.append(of: rest, to: &text)
                        return text
                    })
            case .malformed, .unbalanced:
                malformed += 1
                start += unsafe (rest.firstIndex(of: 0x0A) ?? rest.count) + 1
            case .more: return
            }
        }
    }

    /// How many fields the first row has.
    var fieldCount: Int { rows.first?.count ?? 0 }

    private var regular: Int { rows.count { $0.count == fieldCount } }

    /// Whether nine rows in ten are like the first, of at least two.
    var isRegular: Bool { rows.count > 1 && 10 * regular >= 9 * (rows.count + malformed) }

    /// Whether at least four rows are alike and none is not.
    var isStrict: Bool { rows.count >= 4 && malformed == 0 && regular == rows.count }

    /// Whether it is a table of one column.
    var isColumn: Bool { fieldCount == 1 && isRegular && (hasQuotes || knownColumns != nil) }

    /// The columns of the first standard rule whose names are in the first row.
    var knownColumns: [Int]? {
        for rule in TextFieldRule.standard {
            let found = named(rule)
            if let found, !found.isEmpty { return found }
        }
        return nil
    }

    /// The columns that a rule names, by their names in the first row or else by their numbers from 1; empty where one
    /// is missing.
    func columns(_ rule: TextFieldRule) throws(AssayError) -> (columns: [Int], isByName: Bool) {
        if let found = named(rule), !found.isEmpty { return (found, true) }
        var columns: [Int] = []
        for path in rule.paths {
            guard path.keys.count == 1, let number = Int(path.keys[0].name), (1...max(fieldCount, 1)).contains(number)
            else { return ([], false) }
            columns.append(number - 1)
        }
        return (columns, false)
    }

    /// The columns whose names in the first row are the rule's paths; nil where one is missing.
    private func named(_ rule: TextFieldRule) -> [Int]? {
        guard let header = rows.first else { return nil }
        var columns: [Int] = []
        for path in rule.paths {
            let name = path.keys.map(\.name).joined(separator: ".")
            if let column = header.firstIndex(where: { $0.elementsEqual(name.utf8) }) {
                columns.append(column)
            } else if !path.isOptional {
                return nil
            }
        }
        return columns
    }

    /// Whether the first row looks like names: short, distinct, no numbers and no sentences; and a column below it is
    /// numbers, or the longest column's fields are at least twice as long as its name.
    var looksNamed: Bool {
        guard rows.count > 1, Set(rows[0]).count == fieldCount, rows[0].allSatisfy(Self.looksLikeName) else {
            return false
        }
        if (0..<fieldCount).contains(where: { isNumeric($0, hasHeader: true) }) { return true }
        guard let longest = longestColumn(hasHeader: true) else { return false }
        let body = fields(longest, hasHeader: true)
        return body.reduce(0) { $0 + $1.count } >= 2 * rows[0][longest].count * body.count
    }

    /// The column with the most bytes of those that are not all numbers; of equals the first.
    func longestColumn(hasHeader: Bool) -> Int? {
        let sizes = (0..<fieldCount).map { column in
            isNumeric(column, hasHeader: hasHeader)
                ? 0 : fields(column, hasHeader: hasHeader).reduce(0) { $0 + $1.count }
        }
        guard let longest = sizes.max(), longest > 0 else { return nil }
        return sizes.firstIndex(of: longest)
    }

    /// The layout with the given columns as its text.
    func layout(_ columns: [Int], hasHeader: Bool) -> DelimitedLayout {
        let names = columns.map { hasHeader ? String(decoding: rows[0][$0], as: UTF8.self) : "\($0 + 1)" }
        return DelimitedLayout(
            delimiter: delimiter, hasHeader: hasHeader, fieldCount: fieldCount, columns: columns,
            textField: TextFieldRule(names.map { TextFieldPath([TextFieldPath.Key($0)]) }))
    }

    private func fields(_ column: Int, hasHeader: Bool) -> [[UInt8]] {
        rows.dropFirst(hasHeader ? 1 : 0).filter { $0.count == fieldCount }.map { $0[column] }
    }

    /// Whether a column has numbers, dates or the like, and nothing else but empty fields.
    private func isNumeric(_ column: Int, hasHeader: Bool) -> Bool {
        let texts = fields(column, hasHeader: hasHeader).filter { !$0.isEmpty }
        return !texts.isEmpty && texts.allSatisfy(Self.looksLikeNumber)
    }

    private static func looksLikeNumber(_ text: [UInt8]) -> Bool {
        text.contains { (0x30...0x39).contains($0) } && text.allSatisfy(numberBytes.contains)
    }

    private static func looksLikeName(_ text: [UInt8]) -> Bool {
        (1...64).contains(text.count) && !looksLikeNumber(text)
            && text.allSatisfy { byte in
                byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || nameBytes.contains(byte)
            } && text.last != UInt8(ascii: ".")
    }

    private static let numberBytes = Set("0123456789+-.,eE%:/ TZ".utf8)
    private static let nameBytes = Set("_-. /()#[]:".utf8)
}
