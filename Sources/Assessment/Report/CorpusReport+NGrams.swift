extension CorpusReport {
    /// The held-out cross-entropy of a Kneser–Ney model: the measure of text that most people have met.
    public struct NGramEntropy: Sendable, Hashable, Codable {
        /// What the tokens are: "bytes" or "words".
        public var tokens: String

        /// The model's order.
        public var order: Int

        /// Bytes of text that it was trained on: the n bytes of the learned predictor's first order, where there is one.
        public var trainedBytes: UInt64

        /// Held-out tokens, the end of each sentence among them.
        public var scoredTokens: UInt64

        /// How many of them the model was not trained on.
        public var unknownTokens: UInt64

        /// The cross-entropy per token: a bound for bytes; for words a diagnostic, as `<unk>` does not say which word it is.
        public var perToken: Figure

        /// ▲ The cross-entropy per byte; nil for words.
        public var perByte: Figure?

        /// Whether the counts of an order gave no discounts, so that fixed ones were taken: they look artificial.
        public var looksArtificial: Bool
    }

    /// What the documents of the sample cost when the others are known: the extremes, and the usual.
    ///
    /// Each document is scored by a byte model of the half of the sample that it is not in.
    public struct Surprise: Sendable, Hashable, Codable {
        /// How many documents were scored.
        public var documents: UInt64

        /// The shortest document, in bytes, that can be an example: rates of short texts scatter.
        public var leastExampleBytes: UInt64

        /// ◇ Quantiles over documents of the cost per byte.
        public var quantiles: [Quantile]

        /// The dearest documents, dearest first.
        public var mostSurprising: [Example]

        /// The cheapest, cheapest first.
        public var mostRedundant: [Example]

        /// Those nearest to the median.
        public var mostTypical: [Example]

        /// A quantile.
        public struct Quantile: Sendable, Hashable, Codable {
            /// The share of documents that cost at most this.
            public var share: Double

            /// The cost of a byte.
            public var perByte: Figure
        }

        /// A document.
        public struct Example: Sendable, Hashable, Codable {
            /// The file.
            public var path: String

            /// The member of an archive.
            public var member: String?

            /// Where it begins: the byte in the file or member, or the row.
            public var byte: UInt64

            /// The byte in the record's text where the piece begins; nil for 0.
            public var offset: UInt64?

            /// Its length.
            public var bytes: UInt64

            /// ▲ What a byte of it costs.
            public var perByte: Figure

            /// The beginning of its text, or its dearest part where it is surprising; nil where text is left out.
            public var text: String?
        }
    }
}
