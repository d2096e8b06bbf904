#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Finds the fields of one row of delimited values, in parts (RFC 4180).
///
/// A field that begins with a quote ends with the next quote that is not doubled, and a delimiter or line end must
/// follow. Quotes inside other fields stand for themselves. A row ends with a line feed, with or without a carriage
/// return, or with the data.
struct DelimitedRowScan {
    /// A field's place in the row.
    struct Field {
        /// The bytes between the quotes, or all of them.
        var range: Range<Int>
        /// Whether doubled quotes in it stand for single ones.
        var hasEscapes = false
        var isQuoted = false
    }

    enum Result {
        /// The row's length in bytes, with its line end.
        case row(Int)
        /// The data ends before the row.
        case more
        /// Something other than a delimiter or line end follows a closing quote.
        case malformed
        /// The data's end lies within quotes.
        case unbalanced
    }

    private enum Mode { case begin, bare, quoted, closed, carriageReturn }

    let delimiter: UInt8
    private(set) var fields: [Field] = []
    /// Up to where the row was looked at.
    private(set) var index = 0
    private var mode = Mode.begin
    private var field = Field(range: 0..<0)
    /// Where the present field begins, and where its closing quote is.
    private var start = 0
    private var close = 0

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// Begins with another row.
    mutating func restart() {
        fields.removeAll(keepingCapacity: true)
        index = 0
        mode = .begin
    }

    /// Whether the scan stopped within quotes.
    var isInQuotes: Bool { mode == .quoted || mode == .closed }

    /// Whether the row that was found is an empty line.
    var isBlank: Bool { fields.count == 1 && fields[0].range.isEmpty && !fields[0].isQuoted }

    /// Forgets the bytes that were looked at, when they are dropped; the fields found have no meaning then.
    mutating func drop() {
        index = 0
        start = 0
        close = 0
    }

    /// Goes on with the row's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The row's first byte and what follows it, more at each call.
    ///   - isFinal: Whether nothing follows the bytes.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Result {
        while index < bytes.count {
            let byte = unsafe bytes[index]
            switch mode {
            case .begin:
                field = Field(range: 0..<0, isQuoted: byte == Self.quote)
                mode = field.isQuoted ? .quoted : .bare
                if field.isQuoted { index += 1 }
                start = index
            case .bare:
                unsafe skipBare(bytes)
                guard index < bytes.count else { break }
                if unsafe end(field: index, with: bytes[index], bytes) { return .row(index) }
            case .quoted:
                guard let hit = unsafe memchr(bytes.baseAddress! + index, Int32(Self.quote), bytes.count - index) else {
                    index = bytes.count
                    break
                }
                close = unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(bytes.baseAddress!)
                index = close + 1
                mode = .closed
            case .closed:
                if byte == Self.quote {
                    field.hasEscapes = true
                    mode = .quoted
                    index += 1
                } else if byte == 0x0D {
                    mode = .carriageReturn
                    index += 1
                } else if byte == delimiter || byte == 0x0A {
                    if unsafe end(field: close, with: byte, bytes) { return .row(index) }
                } else {
                    return .malformed
                }
            case .carriageReturn:
                guard byte == 0x0A else { return .malformed }
                _ = unsafe end(field: close, with: byte, bytes)
                return .row(index)
            }
        }
        guard isFinal else { return .more }
        switch mode {
        case .begin:
            field = Field(range: 0..<0)
            start = index
            append(upTo: index)
        case .bare: unsafe append(upTo: withoutCarriageReturn(index, bytes))
        case .quoted: return .unbalanced
        case .closed, .carriageReturn: append(upTo: close)
        }
        return .row(index)
    }

    private static let quote = UInt8(ascii: "\"")

    /// Moves on to the next delimiter or line feed.
    private mutating func skipBare(_ bytes: UnsafeBufferPointer<UInt8>) {
        let count = bytes.count
        var at = index
        while unsafe at < count && bytes[at] != delimiter && bytes[at] != 0x0A { at += 1 }
        index = at
    }

    /// Ends a field, and says whether it was the row's last.
    private mutating func end(field end: Int, with byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let isLast = byte == 0x0A
        append(upTo: isLast && mode == .bare ? unsafe withoutCarriageReturn(end, bytes) : end)
        index += 1
        mode = .begin
        return isLast
    }

    private mutating func append(upTo end: Int) {
        field.range = start..<end
        fields.append(field)
    }

    private func withoutCarriageReturn(_ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        unsafe end > start && bytes[end - 1] == 0x0D ? end - 1 : end
    }
}
