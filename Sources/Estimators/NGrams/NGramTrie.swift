internal import Diagnostics

/// N-grams of all orders as a tree in suffix order: below a word stand the words before it.
///
/// Level k holds the k-grams. The n-grams that share their last k words are one stretch of level n, sorted by the word before,
/// so that a suffix's left neighbours are the children of its node.
struct NGramTrie: Sendable {
    /// The k-grams of one length.
    struct Level: Sendable {
        /// The first word of each.
        let words: PagedArray<UInt32>

        /// The adjusted count of each (Heafield and others 2013, section 3.2).
        ///
        /// It is the number of distinct words before it; of the highest order and behind `<s>`, how often it occurs.
        var counts: PagedArray<UInt32>?

        /// Where the children of each begin in the next level, with one element more than there are k-grams; not for the last.
        let children: PagedArray<UInt32>?

        var count: Int { words.count }
    }

    var levels: [Level]

    /// Whether the levels lie in temporary files.
    let isInFiles: Bool

    var order: Int { levels.count }

    /// The children of a node of a level, as places in the next level.
    @inline(__always)
    func children(of node: Int, level: Int) -> Range<Int> {
        guard let children = levels[level].children else { return 0..<0 }
        return unsafe Range(uncheckedBounds: (Int(children[node]), Int(children[node + 1])))
    }

    /// The unigram of an id.
    @inline(__always)
    func unigram(_ id: UInt32) -> Int? {
        // Ids that are numbered without gaps stand where their number says, others before that.
        let words = levels[0].words
        let guess = min(Int(id), words.count - 1)
        if words[guess] == id { return guess }
        return Self.find(id, in: words, 0..<guess)
    }

    /// The place of a word in a sorted stretch.
    @inline(__always)
    static func find(_ word: UInt32, in words: PagedArray<UInt32>, _ range: Range<Int>) -> Int? {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            let found = words[middle]
            if found == word { return middle }
            if found < word { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

extension NGramTrie {
    /// Makes a tree of sorted n-grams.
    struct Builder {
        private var levels: [Level] = []
        private var previous = NGramKey()
        private let order: Int
        private let isInFiles: Bool

        /// Bytes of a model for each n-gram of the highest order, at most, while it is made.
        private static func bytesPerEntry(order: Int) -> Int { 16 * order + 24 }

        init(order: Int, entries: Int, memory: Int) throws(AssayError) {
            self.order = order
            isInFiles = entries.multipliedReportingOverflow(by: Self.bytesPerEntry(order: order)).partialValue > memory
            for level in 0..<order {
                let capacity = entries + 2
                levels.append(
                    Level(
                        words: try PagedArray(capacity: capacity, inFile: isInFiles, grows: true),
                        counts: try PagedArray(capacity: capacity, inFile: isInFiles, grows: true),
                        children: level + 1 < order
                            ? try PagedArray(capacity: capacity + 1, inFile: isInFiles, grows: true) : nil))
            }
            try append(NGramID.unknown, count: 0, level: 0)
            try append(NGramID.beginning, count: 0, level: 0)
        }

        /// Adds the next n-gram in ascending order.
        mutating func add(_ key: NGramKey, count: UInt64) throws(AssayError) {
            var level = 0
            while level < order - 1, key[fromEnd: level] == previous[fromEnd: level] { level += 1 }
            previous = key
            // Two different keys differ in a place that both have, as no key is the beginning of another.
            while true {
                let word = key[fromEnd: level]
                let isLast = level == order - 1 || word == NGramID.beginning
                try append(word, count: isLast ? UInt32(truncatingIfNeeded: count) : 0, level: level)
                if level > 0, let counts = levels[level - 1].counts { counts[counts.count - 1] += 1 }
                if isLast { return }
                level += 1
            }
        }

        private func append(_ word: UInt32, count: UInt32, level: Int) throws(AssayError) {
            try levels[level].words.append(word)
            try levels[level].counts?.append(count)
            if level + 1 < order { try levels[level].children?.append(UInt32(levels[level + 1].words.count)) }
        }

        consuming func finish() throws(AssayError) -> NGramTrie {
            for level in 0..<order - 1 { try levels[level].children?.append(UInt32(levels[level + 1].words.count)) }
            return NGramTrie(levels: levels, isInFiles: isInFiles)
        }
    }
}
