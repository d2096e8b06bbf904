/// Numbers words in the order in which they are first seen, and cuts lines into words.
///
/// Words lie between white space: what Python's `str.split` takes for it, and NUL, so that no word holds a byte that a file of
/// words cannot.
public struct WordVocabulary: Sendable {
    private var bytes: [UInt8] = []
    private var bounds: [Int] = [0]
    /// A hash table, twice as large as there are words at least: half of the hash above, the id plus 1 below; 0 is free.
    private var table = [UInt64](repeating: 0, count: 1 << 10)

    /// Creates a vocabulary without words.
    public init() {}

    /// How many words there are.
    public var count: Int { bounds.count - 1 }

    /// Appends a word's bytes.
    public func appendBytes(of id: UInt32, to target: inout [UInt8]) {
        target += bytes[bounds[Int(id)]..<bounds[Int(id) + 1]]
    }

    /// Hands over the ids of each line's words; lines without words are passed over.
    ///
    /// - Parameters:
    ///   - document: Text; bytes that are not UTF-8 belong to words.
    ///   - adding: Whether new words are added; otherwise each is `UInt32.max`, which no model knows.
    ///   - body: Takes the ids of one line.
    /// - Complexity: O(bytes), amortised.
    public mutating func forEachLine<Failure>(
        of document: UnsafeBufferPointer<UInt8>, adding: Bool,
        _ body: (Span<UInt32>) throws(Failure) -> Void
    ) throws(Failure) {
        var ids: [UInt32] = []
        var start = 0
        var i = 0
        while i <= document.count {
            let gap = unsafe i == document.count ? 1 : WhiteSpace.length(in: document, at: i)
            guard gap > 0 else {
                i += 1
                continue
            }
            if start < i {
                unsafe ids.append(id(of: UnsafeBufferPointer(rebasing: document[start..<i]), adding: adding))
            }
            if unsafe i == document.count || document[i] == 0x0A, !ids.isEmpty {
                try body(ids.span)
                ids.removeAll(keepingCapacity: true)
            }
            i += gap
            start = i
        }
    }

    private mutating func id(of word: UnsafeBufferPointer<UInt8>, adding: Bool) -> UInt32 {
        let hash = unsafe Self.hash(word)
        var place = Int(hash) & (table.count - 1)
        while table[place] != 0 {
            let entry = table[place]
            let id = UInt32(truncatingIfNeeded: entry) - 1
            if unsafe UInt32(truncatingIfNeeded: entry >> 32) == hash && isSpelled(id, word) { return id }
            place = (place + 1) & (table.count - 1)
        }
        guard adding, count < Int(NGramID.maximum) else { return .max }
        let id = UInt32(count)
        unsafe bytes.append(contentsOf: word)
        bounds.append(bytes.count)
        table[place] = UInt64(hash) << 32 | UInt64(id + 1)
        if count * 2 > table.count { grow() }
        return id
    }

    private func isSpelled(_ id: UInt32, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = bounds[Int(id)]
        guard bounds[Int(id) + 1] - start == word.count else { return false }
        for i in 0..<word.count where unsafe bytes[start + i] != word[i] { return false }
        return true
    }

    private mutating func grow() {
        let old = table
        table = [UInt64](repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 {
            var place = Int(entry >> 32) & (table.count - 1)
            while table[place] != 0 { place = (place + 1) & (table.count - 1) }
            table[place] = entry
        }
    }

    /// Half of the hash, enough to place 2³² words; its seed is the process's, so that no one can make words that
    /// meet, and no id depends on it.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hasher = Hasher()
        unsafe hasher.combine(bytes: UnsafeRawBufferPointer(word))
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}

/// What separates words.
private enum WhiteSpace {
    /// How many bytes the white space at a place takes; 0 where there is none.
    @inline(__always)
    static func length(in text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
        let byte = unsafe text[i]
        if byte < 0x80 {
            return byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte) || byte == 0 ? 1 : 0
        }
        return byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 ? unsafe wideLength(in: text, at: i) : 0
    }

    /// U+0085, U+00A0, U+1680, U+2000…U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
    private static func wideLength(in text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { i + offset < text.count ? unsafe text[i + offset] : 0 }
        switch (unsafe text[i], byte(1), byte(2)) {
        case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }
}
