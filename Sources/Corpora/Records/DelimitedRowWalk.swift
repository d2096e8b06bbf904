internal import Diagnostics

/// Steps through the rows of a table, in bounded memory.
///
/// Quotes that are opened and not closed properly are told, and reading goes on with the line behind the one on which
/// the row began, so that one stray quote costs one row.
@safe
struct DelimitedRowWalk {
    /// What was met.
    @unsafe
    enum Item {
        /// A row's bytes without its line end, whose fields are in ``fields``; valid until the next step.
        case row(UnsafeBufferPointer<UInt8>)
        /// A row beyond the limit, which was passed over; its length in bytes.
        case tooLong(UInt64)
        /// A row with another number of fields than the table's.
        case ragged(UnsafeBufferPointer<UInt8>)
        /// A row whose quotes are not balanced.
        case unbalanced
    }

    private let fieldCount: Int
    private let buffer: RecordBuffer
    private let limit: Int
    private var scan: DelimitedRowScan
    private var streamEnded = false
    /// The length of the row returned last, which is still in the buffer.
    private var lent = 0
    /// How many bytes were looked at more than once.
    private var rescanned: UInt64 = 0
    /// The row in whose quotes the data ended, until a proper row follows it.
    private var cutOff: AssayError.Location?
    /// Where the item returned last begins.
    private(set) var offset: UInt64 = 0
    /// How many line feeds precede the item returned last.
    private(set) var line: UInt64 = 0

    /// The fields of the row returned last.
    var fields: [DelimitedRowScan.Field] { scan.fields }

    /// - Parameters:
    ///   - buffer: Begins at the first byte of the table.
    ///   - limit: The longest row that is held, in bytes.
    init(_ layout: DelimitedLayout, _ buffer: RecordBuffer, limit: Int) {
        fieldCount = layout.fieldCount
        self.buffer = buffer
        self.limit = limit
        scan = DelimitedRowScan(delimiter: layout.delimiter)
    }

    /// The next item; nil at the end.
    ///
    /// Empty lines are passed over.
    ///
    /// - Throws: What the stream throws; ``AssayError/Code/truncatedInput`` where the table ends within a row, with the
    ///   row's place.
    mutating func next() throws(AssayError) -> Item? {
        buffer.drop(lent)
        lent = 0
        scan.restart()
        offset = buffer.offset
        line = buffer.lineFeeds
        while true {
            if buffer.count == scan.index && !streamEnded {
                streamEnded = try !buffer.extend()
                continue
            }
            if buffer.count == 0 {
                if let cutOff { throw truncated(cutOff) }
                return nil
            }
            switch unsafe scan.scan(buffer.bytes, isFinal: streamEnded) {
            case .row(let length):
                lent = length
                if !scan.isBlank { return unsafe try row(length) }
                buffer.drop(length)
                lent = 0
                scan.restart()
                offset = buffer.offset
                line = buffer.lineFeeds
            case .more:
                if buffer.count > limit { return unsafe try passOver() }
            case .malformed: return unsafe try resume()
            case .unbalanced:
                cutOff = .init(line: line + 1, byte: offset)
                return unsafe try resume()
            }
        }
    }

    private mutating func row(_ length: Int) throws(AssayError) -> Item {
        var bytes = unsafe UnsafeBufferPointer(rebasing: buffer.bytes[..<length])
        if length > limit { return unsafe .tooLong(UInt64(length)) }
        let isTerminated = unsafe bytes[length - 1] == 0x0A
        if isTerminated { unsafe bytes = .init(rebasing: bytes.dropLast()) }
        if unsafe bytes.last == 0x0D { unsafe bytes = .init(rebasing: bytes.dropLast()) }
        if scan.fields.count == fieldCount {
            cutOff = nil
            return unsafe .row(bytes)
        }
        if !isTerminated && scan.fields.count < fieldCount {
            throw truncated(cutOff ?? .init(line: line + 1, byte: offset))
        }
        return unsafe .ragged(bytes)
    }

    /// Goes on behind the line on which the row began.
    private mutating func resume() throws(AssayError) -> Item {
        rescanned += UInt64(scan.index)
        if rescanned > 4 * buffer.offset + UInt64(limit) + Self.patience {
            throw AssayError(
                .unbalancedQuotes,
                "too many quotes are opened and not closed; write the table again with a CSV library",
                at: .init(line: line + 1, byte: offset))
        }
        try skipLine()
        return unsafe .unbalanced
    }

    /// Drops a row that is too long to be held.
    private mutating func passOver() throws(AssayError) -> Item {
        if scan.isInQuotes && nextLinesAreRows { return unsafe try resume() }
        var length: UInt64 = 0
        while true {
            switch unsafe scan.scan(buffer.bytes, isFinal: streamEnded) {
            case .row(let count):
                buffer.drop(count)
                return unsafe .tooLong(length + UInt64(count))
            case .more:
                length += UInt64(buffer.count)
                buffer.drop(buffer.count)
                scan.drop()
                streamEnded = try !buffer.extend()
            case .malformed, .unbalanced:
                length += UInt64(scan.index)
                buffer.drop(scan.index)
                length += try skipLine()
                return unsafe .tooLong(length)
            }
        }
    }

    /// Whether the lines behind the row's first have the table's number of fields, so that its quotes and not its
    /// length are wrong.
    private var nextLinesAreRows: Bool {
        guard fieldCount > 1 else { return false }
        let bytes = unsafe buffer.bytes
        var start = unsafe bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        var rows = DelimitedRowScan(delimiter: scan.delimiter)
        for _ in 0..<3 {
            rows.restart()
            guard case .row(let length) = unsafe rows.scan(.init(rebasing: bytes[start...]), isFinal: false),
                rows.fields.count == fieldCount
            else { return false }
            start += length
        }
        return true
    }

    /// Drops the rest of a line and says how long it was.
    @discardableResult
    private func skipLine() throws(AssayError) -> UInt64 {
        var length: UInt64 = 0
        while true {
            let feed = unsafe buffer.bytes.firstIndex(of: 0x0A)
            let count = feed.map { $0 + 1 } ?? buffer.count
            length += UInt64(count)
            buffer.drop(count)
            if feed != nil { return length }
            if try !buffer.extend() { return length }
        }
    }

    private func truncated(_ place: AssayError.Location) -> AssayError {
        AssayError(
            .truncatedInput, "the table ends within the row that begins here; fetch the file again", at: place)
    }

    /// How many bytes may be looked at again in any table.
    private static let patience: UInt64 = 64 << 20
}
