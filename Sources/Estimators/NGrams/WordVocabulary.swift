internal import CPrefetch

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Numbers words in the order in which they are first seen, and cuts lines into words.
///
/// Words lie between white space: what Python's `str.split` takes for it, and NUL, so that no word holds a byte that a file of
/// words cannot.
public struct WordVocabulary: Sendable {
    private var bytes: [UInt8] = []
    private var bounds: [Int] = [0]
    /// A hash table, twice as large as there are words at least.
    private var table = [Entry](repeating: Entry(), count: 1 << 10)

    /// A word's place in the table; all zeros is free.
    struct Entry: BitwiseCopyable {
        /// The first eight bytes, zeros behind a shorter word.
        var beginning: UInt64 = 0
        /// A part of the hash, and below it the length in bytes, 255 for that and more.
        var tag: UInt32 = 0
        /// The id plus 1.
        var number: UInt32 = 0
    }

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
        var scan = unsafe WordScan(document)
        while let word = scan.next() {
            if word.isEmpty {
                try body(ids.span)
                ids.removeAll(keepingCapacity: true)
                continue
            }
            let spelled = unsafe SpelledWord(document, word)
            if let id = id(of: spelled) {
                ids.append(id)
            } else {
                ids.append(adding ? add(spelled) : .max)
            }
        }
    }

    /// Appends the lines of a document as sentences; lines without words are passed over.
    ///
    /// - Parameters:
    ///   - document: Text; bytes that are not UTF-8 belong to words.
    ///   - sentences: Each line with a word is appended to it.
    ///   - unknown: Takes each word that the vocabulary lacks, in order.
    /// - Complexity: O(bytes).
    public func appendSentences(
        of document: UnsafeBufferPointer<UInt8>, to sentences: inout NGramSentences,
        unknown: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var scan = unsafe WordScan(document)
        var isInLine = false
        var isDone = false
        unsafe withUnsafeTemporaryAllocation(of: SpelledWord.self, capacity: Self.batch) { batch in
            // The words of a batch are asked for from memory before the first of them is looked up.
            while !isDone {
                var count = 0
                while count < Self.batch {
                    guard let word = scan.next() else {
                        isDone = true
                        break
                    }
                    let spelled = unsafe SpelledWord(document, word)
                    unsafe batch.initializeElement(at: count, to: spelled)
                    if spelled.count > 0 { prefetch(spelled.hash) }
                    count += 1
                }
                for i in 0..<count {
                    let word = unsafe batch[i]
                    if word.count == 0 {
                        sentences.ids.append(NGramID.end)
                        sentences.tokens += 1
                        sentences.count += 1
                        isInLine = false
                        continue
                    }
                    if !isInLine {
                        sentences.ids.append(NGramID.beginning)
                        isInLine = true
                    }
                    if let id = id(of: word) {
                        sentences.ids.append(id + NGramID.first)
                    } else {
                        sentences.ids.append(NGramID.unknown)
                        unsafe unknown(UnsafeBufferPointer(start: word.start, count: word.count))
                    }
                    sentences.tokens += 1
                }
            }
        }
    }

    private static let batch = 64

    private func prefetch(_ hash: UInt64) {
        unsafe table.withUnsafeBufferPointer { table in
            guard let base = table.baseAddress else { return }
            unsafe assay_prefetch_read(base + Int(truncatingIfNeeded: hash) & (table.count - 1))
        }
    }

    @inline(__always)
    private func id(of word: SpelledWord) -> UInt32? {
        unsafe table.withUnsafeBufferPointer { table in
            let mask = table.count - 1
            var place = Int(truncatingIfNeeded: word.hash) & mask
            while true {
                let entry = unsafe table[place]
                if entry.number == 0 { return nil }
                if entry.beginning == word.beginning, entry.tag == word.tag,
                    word.count <= 8 || isSpelled(entry.number - 1, word)
                {
                    return entry.number - 1
                }
                place = (place + 1) & mask
            }
        }
    }

    private func isSpelled(_ id: UInt32, _ word: SpelledWord) -> Bool {
        let start = bounds[Int(id)]
        guard bounds[Int(id) + 1] - start == word.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { own in
            guard let base = own.baseAddress, let other = unsafe word.start else { return false }
            return unsafe memcmp(base + start, other, word.count) == 0
        }
    }

    private mutating func add(_ word: SpelledWord) -> UInt32 {
        guard count < Int(NGramID.maximum) else { return .max }
        let id = UInt32(count)
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: word.start, count: word.count))
        bounds.append(bytes.count)
        enter(id, word)
        if count * 2 > table.count { grow() }
        return id
    }

    private mutating func enter(_ id: UInt32, _ word: SpelledWord) {
        var place = Int(truncatingIfNeeded: word.hash) & (table.count - 1)
        while table[place].number != 0 { place = (place + 1) & (table.count - 1) }
        table[place] = Entry(beginning: word.beginning, tag: word.tag, number: id + 1)
    }

    private mutating func grow() {
        table = [Entry](repeating: Entry(), count: table.count * 2)
        let bytes = bytes
        unsafe bytes.withUnsafeBufferPointer { bytes in
            for id in 0..<count { enter(UInt32(id), unsafe SpelledWord(bytes, bounds[id]..<bounds[id + 1])) }
        }
    }
}

/// A word with what it is found by; it points into the text.
@safe
private struct SpelledWord: BitwiseCopyable {
    let start: UnsafePointer<UInt8>?
    let count: Int
    let beginning: UInt64
    let hash: UInt64

    /// - Parameter word: Its place in the text; empty for the end of a line.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) {
        count = word.count
        guard let base = text.baseAddress, !word.isEmpty else {
            unsafe start = nil
            (beginning, hash) = (0, 0)
            return
        }
        let raw = unsafe UnsafeRawPointer(base + word.lowerBound)
        unsafe start = base + word.lowerBound
        var first: UInt64 = 0
        if word.lowerBound + 8 <= text.count {
            first = unsafe raw.loadUnaligned(as: UInt64.self)
            if count < 8 { first &= (1 << UInt64(8 * count)) - 1 }
        } else {
            for i in 0..<min(count, 8) {
                unsafe first |= UInt64(raw.load(fromByteOffset: i, as: UInt8.self)) << UInt64(8 * i)
            }
        }
        beginning = first
        var state = Self.mixed(first ^ Self.seed, UInt64(truncatingIfNeeded: count) ^ 0x9E37_79B9_7F4A_7C15)
        if count > 8 {
            var i = 8
            while i + 8 < count {
                let part = unsafe raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                state = Self.mixed(state ^ part, 0xA076_1D64_78BD_642F)
                i += 8
            }
            // The last eight bytes, which may overlap those before.
            let last = unsafe raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            state = Self.mixed(state ^ last, 0xE703_7ED1_A0B4_28DB)
        }
        hash = state
    }

    /// A part of the hash that does not say the place, and the length.
    var tag: UInt32 { UInt32(truncatingIfNeeded: hash >> 40) << 8 | UInt32(min(count, 255)) }

    /// Both halves of the product.
    @inline(__always)
    private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The process's own, so that no one can make words that meet, and no id depends on it.
    private static let seed = UInt64.random(in: 0...UInt64.max)
}
