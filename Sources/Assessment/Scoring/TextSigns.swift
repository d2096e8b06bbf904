#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What a text shows without any model: lines that repeat, runs that look encoded, and JSON that is not closed.
struct TextSigns {
    /// Bytes of lines without the blanks around them.
    private(set) var lineBytes = 0

    /// Those of lines that repeat an earlier one.
    private(set) var repeatedLineBytes = 0

    /// Bytes of unbroken runs of letters and digits.
    private(set) var encodedBytes = 0

    /// Brackets and strings that are open at the end.
    private(set) var openBrackets = 0

    /// The shortest run that counts: lines of encoded data have 60 to 76 characters, words fewer than 48.
    static let leastRun = 48

    /// - Parameter lines: Room for the lines met, reused from text to text.
    init(_ text: UnsafeBufferPointer<UInt8>, lines: inout LineSet) {
        guard let base = text.baseAddress else { return }
        unsafe countLines(base, text.count, &lines)
        unsafe findRuns(text)
        openBrackets = unsafe Self.openBrackets(text)
    }

    private mutating func countLines(_ base: UnsafePointer<UInt8>, _ count: Int, _ lines: inout LineSet) {
        lines.removeAll()
        var start = 0
        while start < count {
            let feed = unsafe memchr(base + start, 0x0A, count - start)
            let end = unsafe feed.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? count
            var (first, last) = (start, end)
            while first < last, unsafe Self.isBlank(base[first]) { first += 1 }
            while first < last, unsafe Self.isBlank(base[last - 1]) { last -= 1 }
            if first < last {
                lineBytes += last - first
                if unsafe !lines.insert(UnsafeBufferPointer(start: base + first, count: last - first)) {
                    repeatedLineBytes += last - first
                }
            }
            start = end + 1
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// A run that is long enough covers a multiple of the least length, so one byte in 48 is looked at first.
    private mutating func findRuns(_ text: UnsafeBufferPointer<UInt8>) {
        var probe = Self.leastRun - 1
        var end = 0
        while probe < text.count {
            guard unsafe Self.kind(text[probe]) != 0 else {
                probe += Self.leastRun
                continue
            }
            var first = probe
            while first > end, unsafe Self.kind(text[first - 1]) != 0 { first -= 1 }
            end = probe
            while end < text.count, unsafe Self.kind(text[end]) != 0 { end += 1 }
            if end - first >= Self.leastRun {
                var kinds: UInt8 = 0
                for i in first..<end { kinds |= unsafe Self.kind(text[i]) }
                if kinds & 3 == 3 { encodedBytes += end - first }
            }
            probe = max(probe + Self.leastRun, end + Self.leastRun - 1)
        }
    }

    /// 1 for digits, 2 for letters, 4 for + and /, else 0.
    @inline(__always)
    private static func kind(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 1
        case 0x41...0x5A, 0x61...0x7A: 2
        case 0x2B, 0x2F: 4
        default: 0
        }
    }

    /// The depth at the end of a text that begins with a bracket and what may follow it in JSON.
    private static func openBrackets(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        func afterSpace(_ start: Int) -> Int {
            var i = start
            while i < text.count, unsafe text[i] <= 0x20 { i += 1 }
            return i
        }
        let first = afterSpace(0)
        guard first < text.count, unsafe text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[") else {
            return 0
        }
        let second = afterSpace(first + 1)
        let isObject = unsafe text[first] == UInt8(ascii: "{")
        if second < text.count {
            let next = unsafe text[second]
            let follows: StaticString = isObject ? "\"}" : "\"{[]-0123456789"
            guard unsafe UnsafeBufferPointer(start: follows.utf8Start, count: follows.utf8CodeUnitCount).contains(next)
            else { return 0 }
        }
        var depth = 0
        var isInString = false
        var i = first
        while i < text.count {
            let byte = unsafe text[i]
            if isInString {
                if byte == UInt8(ascii: "\\") { i += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                if depth == 0 {
                    // Another value may follow, as in JSON Lines; anything else is no JSON.
                    i = afterSpace(i + 1)
                    guard i < text.count, unsafe text[i] == UInt8(ascii: "{") || text[i] == UInt8(ascii: "[") else {
                        return 0
                    }
                    continue
                }
            }
            i += 1
        }
        return depth + (isInString ? 1 : 0)
    }
}

/// Lines met in a text, by 64-bit hash.
struct LineSet {
    private var slots = [UInt64](repeating: 0, count: 64)
    private var count = 0

    mutating func removeAll() {
        guard count > 0 else { return }
        if slots.count > 4096 { slots = [UInt64](repeating: 0, count: 64) }
        for i in slots.indices { slots[i] = 0 }
        count = 0
    }

    /// Adds a line; false where it was there.
    mutating func insert(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = unsafe max(Self.hash(line), 1)
        var place = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
        while slots[place] != 0 {
            if slots[place] == hash { return false }
            place = (place + 1) & (slots.count - 1)
        }
        slots[place] = hash
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for hash in old where hash != 0 {
            var place = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = hash
        }
    }

    private static func hash(_ line: UnsafeBufferPointer<UInt8>) -> UInt64 {
        func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let product = a.multipliedFullWidth(by: b)
            return product.high ^ product.low
        }
        var state = UInt64(truncatingIfNeeded: line.count) ^ 0x9E37_79B9_7F4A_7C15
        guard let base = unsafe UnsafeRawPointer(line.baseAddress) else { return state }
        var i = 0
        while i + 8 <= line.count {
            let part = unsafe base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            state = mixed(state ^ part, 0xD6E8_FEB8_6659_FD93)
            i += 8
        }
        var last: UInt64 = 0
        while i < line.count {
            last = unsafe last << 8 | UInt64(base.load(fromByteOffset: i, as: UInt8.self))
            i += 1
        }
        return mixed(state ^ last, 0xA076_1D64_78BD_642F)
    }
}
