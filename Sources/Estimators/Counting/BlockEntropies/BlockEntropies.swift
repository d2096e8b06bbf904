public import Diagnostics
public import InformationCapacity

extension AssayError.Code {
    /// A text has more symbols than block entropies can address.
    public static let tooManySymbols = AssayError.Code(rawValue: "too-many-symbols")

    /// A token id is beyond any vocabulary.
    public static let tokenOutOfRange = AssayError.Code(rawValue: "token-out-of-range")
}

/// Where a document lies in a sequence of symbols, and which jackknife group it belongs to.
public struct DocumentRange: Sendable, Hashable {
    /// The positions of its symbols.
    public let range: Range<Int>

    /// 0 ..< ``DocumentGroups/count``; groups should be of about equal size and independent of the content.
    public let group: Int

    /// Creates the place of a document; `group` is 0 ..< ``DocumentGroups/count``.
    public init(_ range: Range<Int>, group: Int) {
        precondition((0..<DocumentGroups.count).contains(group), "there are \(DocumentGroups.count) groups, from 0")
        self.range = range
        self.group = group
    }
}

/// The entropies of blocks of k symbols within documents, and how uncertain a symbol is given the k − 1 before it.
///
/// *Diagnostics, never bounds*: the number of blocks grows so fast with k that from some order on most of those in a
/// sample are seen once, and every estimator then reports the sample's size instead of the source's entropy. On a
/// source of a true rate of 2.164 bits the plug-in reads 2.126 at order 3 and 1.673 at order 5. So orders are marked
/// ``Order/isUsable`` while at most 2 % of the blocks are of a kind seen once, and the first that is not is the last.
public struct BlockEntropies<Symbol: Denominator>: Sendable, Hashable {
    /// The largest ``Order/singletonShare`` of a usable order.
    public static var maximumSingletonShare: Double { 0.02 }

    /// The fewest documents with an interval.
    public static var minimumDocuments: Int { 20 }

    /// What is known at one block length.
    public struct Order: Sendable, Hashable {
        /// k: the length of the blocks in symbols.
        public var order: Int

        /// The number of blocks, repeats counted; a document of m symbols has m − k + 1.
        public var observations: UInt64

        /// The number of different blocks.
        public var distinct: UInt64

        /// H_k: the entropy of a block, bias-corrected (Chao, Wang & Jost 2013).
        public var blockEntropy: Bits

        /// H_k of the sample itself.
        public var plugInBlockEntropy: Bits

        /// h_k = H_k − H_{k−1}, bias-corrected.
        ///
        /// H_{k−1} is over all blocks of that length, those at the ends of documents among them: with documents of
        /// few symbols the two are not over quite the same text.
        public var conditionalEntropy: Rate<Bits, Symbol>

        /// h_k = H_k − H_{k−1} of the sample itself; falls below the truth, and far below it at high orders.
        public var plugInConditionalEntropy: Rate<Bits, Symbol>

        /// 1 − f₁/n: the probability that the next block is of a kind already seen.
        public var coverage: Double

        /// f₁/n: the share of all blocks, repeats counted, that are of a kind seen once.
        public var singletonShare: Double

        /// Whether the singleton share is small enough to read anything into the entropies.
        public var isUsable: Bool

        /// The 95 % interval of ``conditionalEntropy``, by leaving out one group of documents in turn.
        ///
        /// It covers how much the documents differ, not the bias of an order that is not usable. Nil with fewer than
        /// 20 documents or with documents in fewer than 10 groups.
        public var interval: ClosedRange<Rate<Bits, Symbol>>?
    }

    /// The orders 1, 2, …: all usable ones, then the first that is not, if the maximum was not reached before.
    ///
    /// Empty where no document has a symbol.
    public let orders: [Order]
}

extension BlockEntropies where Symbol == Byte {
    /// Measures blocks of bytes.
    ///
    /// - Parameters:
    ///   - bytes: the text of all documents.
    ///   - documents: their places; empty ones do not count.
    ///   - maximumOrder: the longest block in bytes.
    /// - Throws: `too-many-symbols` from 4 GiB on.
    /// - Complexity: O(bytes) for each order; 10 bytes of memory per byte of text and 8 to 12 per different block.
    public init(bytes: Span<UInt8>, documents: [DocumentRange], maximumOrder: Int = 8) throws(AssayError) {
        let counter = try BlockCounter<UInt16>(
            symbols: bytes, alphabetSize: 256, documents: documents)
        try self.init(counter, documents: documents, maximumOrder: maximumOrder)
    }
}

extension BlockEntropies where Symbol == Token {
    /// Measures blocks of tokens.
    ///
    /// - Parameters:
    ///   - tokens: the token ids of all documents, below 2²⁴.
    ///   - documents: their places; empty ones do not count.
    ///   - maximumOrder: the longest block in tokens.
    /// - Throws: `token-out-of-range`, `too-many-symbols` from 4 G tokens on.
    /// - Complexity: O(tokens) for each order; 12 bytes of memory per token and 8 to 12 per different block.
    public init(tokens: Span<UInt32>, documents: [DocumentRange], maximumOrder: Int = 3) throws(AssayError) {
        var largest: UInt32 = 0
        for i in tokens.indices { largest = max(largest, tokens[i]) }
        guard largest < 1 << 24 else {
            throw AssayError(
                .tokenOutOfRange, "token id \(largest) is beyond any vocabulary; check which tokenizer made the ids")
        }
        let counter = try BlockCounter<UInt32>(
            symbols: tokens, alphabetSize: Int(largest) + 1, documents: documents)
        try self.init(counter, documents: documents, maximumOrder: maximumOrder)
    }
}
