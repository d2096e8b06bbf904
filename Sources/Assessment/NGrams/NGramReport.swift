/// What `assay ngrams` shows: an n-gram model of a corpus, and what held-out text costs under it.
public struct NGramReport: Sendable, Hashable, Codable {
    /// The version of this form; the schema `ngram-report-1` describes version 1.
    public var schemaVersion = 1

    /// The version of assay.
    public var assay: String

    /// The corpus's name.
    public var corpus: String

    /// What the tokens are: "words", or a tokenizer's name.
    public var tokens: String

    /// |V| where it is known before reading; nil for words.
    public var vocabularySize: UInt64?

    /// What the model was trained on.
    public var trained: Part

    /// Every order of the model, unigrams first.
    public var orders: [Order]

    /// The score of text that was not trained on; nil where there was none.
    public var heldOut: HeldOut?

    /// What to know before these figures are used, in sentences.
    public var notes: [String]

    /// How many records, members and files could not be used.
    public var problems: UInt64

    /// A part of the corpus.
    public struct Part: Sendable, Hashable, Codable {
        /// Documents; a text longer than 64 KiB is several.
        public var documents: UInt64 = 0

        /// Sentences: lines of words, documents of ids.
        public var sentences: UInt64 = 0

        /// Tokens, the end of each sentence among them.
        public var tokens: UInt64 = 0

        /// Bytes of text, or of ids where the corpus is one of ids.
        public var bytes: UInt64 = 0
    }

    /// One order of the model.
    public struct Order: Sendable, Hashable, Codable {
        /// How many distinct n-grams; of unigrams, the three marks are among them.
        public var ngrams: UInt64

        /// What is taken from adjusted counts of 1, of 2, and of 3 or more.
        public var discounts: [Double]

        /// Whether the discounts are fixed ones, because the counts gave none.
        public var discountsAreFallback: Bool
    }

    /// A score.
    public struct HeldOut: Sendable, Hashable, Codable {
        /// What was scored.
        public var scored: Part

        /// How many tokens the model was not trained on.
        public var unknownTokens: UInt64

        /// Cross-entropy: a bound for ids; for words a diagnostic, as `<unk>` does not say which word it is.
        public var perToken: Figure

        /// Cross-entropy by byte of text; nil for words, and for a corpus of ids.
        public var perByte: Figure?

        /// 2 to the power of the cross-entropy; for words it is what KenLM's query says.
        public var perplexity: Double

        /// The same of the tokens that the model knows; nil without any.
        public var perplexityOfKnown: Double?
    }
}
