public import Diagnostics

/// Counts the n-grams of sentences of token ids by sorting, in bounded memory.
///
/// Sentences begin with `<s>` and end with `</s>`, as in KenLM. N-grams are kept in a block; a full block is sorted, counted and
/// written to a temporary file (in TMPDIR or /var/tmp), and all blocks are merged in the end.
public struct NGramCounter: ~Copyable {
    /// The model's order, 1 to 6.
    public let order: Int

    /// How many tokens have been counted, ends of sentences among them.
    public private(set) var tokens: UInt64 = 0

    private var block: [NGramKey] = []
    private let blockSize: Int
    private let memory: Int
    private let mask: NGramKey
    private var runs: NGramRuns?

    /// Creates a counter.
    ///
    /// - Parameters:
    ///   - order: From how many tokens an n-gram is made, 1 to 6.
    ///   - memory: How many bytes the counting takes at most, at least 64 KiB; a model that is larger lies in temporary files.
    public init(order: Int, memory: Int = 256 << 20) {
        precondition((1...NGramKey.maximumOrder).contains(order), "the order is 1 to 6")
        self.order = order
        self.memory = max(memory, 64 << 10)
        // Sorting takes as much again.
        blockSize = self.memory / (2 * MemoryLayout<NGramKey>.stride)
        mask = .mask(order: order)
    }

    /// Counts a sentence; an empty one is `<s> </s>`.
    ///
    /// - Throws: `token-id-too-large` for ids above 2³² − 4, `counts-too-large` above 2³² − 1 tokens in all, and
    ///   `temporary-file-failed`.
    /// - Complexity: amortised O(*n* log *n*).
    public mutating func add(_ sentence: Span<UInt32>) throws(AssayError) {
        var key = NGramKey.beginning
        for i in sentence.indices {
            guard sentence[i] <= NGramID.maximum else {
                throw AssayError(.tokenIDTooLarge, "a token id is above 4294967292; n-gram models take smaller ones")
            }
            key = key.appending(sentence[i] + NGramID.first, keeping: mask)
            try append(key)
        }
        try append(key.appending(NGramID.end, keeping: mask))
        tokens += UInt64(sentence.count) + 1
        guard tokens <= UInt64(UInt32.max) else {
            throw AssayError(.countsTooLarge, "an n-gram model takes 2^32 - 1 tokens at most; train it on a sample")
        }
    }

    @inline(__always)
    private mutating func append(_ key: NGramKey) throws(AssayError) {
        if block.count == blockSize { try flush() }
        block.append(key)
    }

    private mutating func flush() throws(AssayError) {
        NGramSort.sort(&block)
        if runs == nil { runs = try NGramRuns() }
        try runs?.append(sorted: block)
        block.removeAll(keepingCapacity: true)
    }

    /// Ends the counting: every n-gram of every order with its adjusted count.
    consuming func finish() throws(AssayError) -> NGramTrie {
        guard tokens > 0 else {
            throw AssayError(.nothingToTrainOn, "there is no sentence to train an n-gram model on; give it text")
        }
        if runs != nil, !block.isEmpty { try flush() }
        if let runs = runs.take() {
            block = []
            let entries = runs.entries
            var builder = try NGramTrie.Builder(order: order, entries: entries, memory: memory)
            try runs.merge(memory: memory / 4) { key, count throws(AssayError) in try builder.add(key, count: count) }
            return try builder.finish()
        }
        NGramSort.sort(&block)
        var builder = try NGramTrie.Builder(order: order, entries: block.count, memory: memory)
        var i = 0
        while i < block.count {
            let first = i
            while i < block.count, block[i] == block[first] { i += 1 }
            try builder.add(block[first], count: UInt64(i - first))
        }
        return try builder.finish()
    }
}

@available(*, unavailable)
extension NGramCounter: Sendable {}
