internal import Diagnostics

/// Steps through the records of JSON that runs over several lines, in bounded memory.
///
/// It knows where a record ends, not whether it is valid: the parser decides about that, record by record. What stands
/// wrongly between records is told and passed over, so that everything that looks like a record is met.
@safe
struct JSONRecordWalk {
    /// What was met.
    @unsafe
    enum Item {
        /// A record's bytes, valid until the next step.
        case record(UnsafeBufferPointer<UInt8>)
        /// A record beyond the limit, which was passed over; its length in bytes.
        case tooLong(UInt64)
        /// Something that has no place between records; what it should have been.
        case misplaced(expected: String)
    }

    private enum State { case top, element, elementOrEnd, commaOrEnd, key, keyOrEnd, colon, member, memberEnd }

    private let layout: JSONLayout
    private let buffer: RecordBuffer
    private let limit: Int
    private var state = State.top
    /// Whether the member whose name was read last holds the records.
    private var isRecords = false
    /// The length of the record returned last, which is still in the buffer.
    private var lent = 0
    /// Where the item returned last begins.
    private(set) var offset: UInt64 = 0
    /// How many line feeds precede the item returned last.
    private(set) var line: UInt64 = 0

    /// - Parameters:
    ///   - buffer: Begins at the first byte of the JSON.
    ///   - limit: The longest record that is held, in bytes.
    init(_ layout: JSONLayout, _ buffer: RecordBuffer, limit: Int) {
        self.layout = layout
        self.buffer = buffer
        self.limit = limit
    }

    /// The next item; nil at the end.
    ///
    /// - Throws: What the stream throws; ``AssayError/Code/truncatedInput`` where the JSON ends within a container, with
    ///   the place of the record that is not complete.
    mutating func next() throws(AssayError) -> Item? {
        buffer.drop(lent)
        lent = 0
        while true {
            guard let byte = try significantByte() else {
                if state == .top { return nil }
                throw truncated
            }
            switch (state, byte) {
            case (.top, UInt8(ascii: "[")) where layout == .elements: advance(to: .elementOrEnd)
            case (.top, UInt8(ascii: "{")) where layout != .elements && layout != .values: advance(to: .keyOrEnd)
            case (.top, UInt8(ascii: "{")) where layout == .values: return unsafe try record()
            case (.element, UInt8(ascii: "]")):
                // A comma before the end is said, and ends the array all the same.
                state = .commaOrEnd
                return unsafe .misplaced(expected: "a record")
            case (.elementOrEnd, UInt8(ascii: "]")), (.commaOrEnd, UInt8(ascii: "]")):
                advance(to: isRecords ? .memberEnd : .top)
            case (.commaOrEnd, UInt8(ascii: ",")): advance(to: .element)
            case (.keyOrEnd, UInt8(ascii: "}")), (.memberEnd, UInt8(ascii: "}")): advance(to: .top)
            case (.keyOrEnd, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")): try readKey()
            case (.colon, UInt8(ascii: ":")): advance(to: .member)
            case (.member, UInt8(ascii: "[")) where isRecords: advance(to: .elementOrEnd)
            case (.memberEnd, UInt8(ascii: ",")): advance(to: .key)
            case (.member, _) where Self.beginsValue(byte):
                _ = try measure(held: false)
                state = .memberEnd
            case (.element, _), (.elementOrEnd, _):
                if Self.beginsValue(byte) {
                    state = .commaOrEnd
                    return unsafe try record()
                }
                return unsafe try misplaced("a record")
            case (.commaOrEnd, _):
                if !Self.beginsValue(byte) { return unsafe try misplaced("a comma or ]") }
                state = .element
                return unsafe .misplaced(expected: "a comma")
            default: return unsafe try misplaced(expectation)
            }
        }
    }

    private var expectation: String {
        switch state {
        case .top: layout == .elements ? "an array" : "an object"
        case .key, .keyOrEnd: "a name in quotes"
        case .colon: "a colon"
        case .member: "a value"
        default: "a comma or }"
        }
    }

    private mutating func advance(to next: State) {
        buffer.drop(1)
        state = next
    }

    /// The first byte that is no white space, which is where the item begins; nil at the stream's end.
    private mutating func significantByte() throws(AssayError) -> UInt8? {
        while true {
            let bytes = unsafe buffer.bytes
            var index = 0
            while unsafe index < bytes.count && Self.isBlank(bytes[index]) { index += 1 }
            let found = unsafe index < bytes.count ? bytes[index] : nil
            buffer.drop(index)
            offset = buffer.offset
            line = buffer.lineFeeds
            if let found { return found }
            if try !buffer.extend() { return nil }
        }
    }

    private mutating func record() throws(AssayError) -> Item {
        switch try measure(held: true) {
        case .held(let count):
            lent = count
            return unsafe .record(UnsafeBufferPointer(rebasing: buffer.bytes[..<count]))
        case .passed(let count): return unsafe .tooLong(count)
        }
    }

    /// Passes over a byte or value that has no place here.
    private mutating func misplaced(_ expected: String) throws(AssayError) -> Item {
        let byte = unsafe buffer.bytes[0]
        if Self.beginsValue(byte) { _ = try measure(held: false) } else { buffer.drop(1) }
        return unsafe .misplaced(expected: expected)
    }

    private mutating func readKey() throws(AssayError) {
        isRecords = false
        if case .held(let count) = try measure(held: true) {
            if case .member(let name) = layout {
                isRecords = unsafe buffer.bytes[1..<(count - 1)].elementsEqual(name.utf8)
            }
            buffer.drop(count)
        }
        state = .colon
    }

    private enum Measure {
        /// The value is in the buffer, with its length in bytes.
        case held(Int)
        /// The value was dropped, with its length in bytes.
        case passed(UInt64)
    }

    /// Finds the end of the value at the buffer's front.
    ///
    /// - Parameter held: Whether a value up to the limit stays in the buffer.
    private func measure(held: Bool) throws(AssayError) -> Measure {
        var extent = JSONExtent()
        var scanned = 0
        var passed: UInt64 = 0
        var isPassing = !held
        while true {
            var end = unsafe extent.scan(buffer.bytes, from: scanned)
            scanned = buffer.count
            if end == nil {
                if scanned > limit { isPassing = true }
                if isPassing {
                    passed += UInt64(scanned)
                    buffer.drop(scanned)
                    scanned = 0
                }
                if try !buffer.extend() {
                    guard extent.mayEndHere else { throw truncated }
                    end = scanned
                }
            }
            guard let end else { continue }
            if !isPassing && end <= limit { return .held(end) }
            buffer.drop(end)
            return .passed(passed + UInt64(end))
        }
    }

    private var truncated: AssayError {
        AssayError(
            .truncatedInput, "the JSON ends before what begins here is complete; fetch the file again",
            at: .init(line: line + 1, byte: offset))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// Whether a byte outside strings can begin a value or something that stands for one.
    private static func beginsValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): false
        default: true
        }
    }
}
