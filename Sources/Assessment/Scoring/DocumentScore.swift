public import Corpora
public import InformationCapacity

/// What `assay score` says of one document; a part that cannot be known is nil.
public struct DocumentScore: Sendable {
    /// The file below the corpus's root.
    public var path: String

    /// Where in the file it lies.
    public var position: DocumentPosition

    /// Bytes of text.
    public var bytes: UInt64

    /// Unicode scalars; a sequence that is not UTF-8 counts as the one that would replace it.
    public var scalars: UInt64

    /// Words between white space.
    public var words: UInt64

    /// ▲ The code length under the n-gram model, unknown words spelled byte by byte: that of the text with single white space.
    public var perByte: Rate<Bits, Byte>?

    /// ◇ The cross-entropy as KenLM has it: a line's end is a token, and `<unk>` does not say which word it is.
    public var perToken: Rate<Bits, Token>?

    /// ◇ What the words before save for each token, against the same model's unigrams; below zero in a salad of words.
    public var contextGain: Rate<Bits, Token>?

    /// The share of words that the model was not trained on.
    public var unknownWordShare: Double?

    /// The share of the model's documents that cost less for each byte, those that cost the same counted by half.
    public var surprise: Double?

    /// How far the code length for each byte is from the median of documents of its length, in robust standard deviations.
    public var surpriseDeviation: Double?

    /// The same of what the words before save.
    public var contextDeviation: Double?

    /// ▲ The code length under the learned predictor, which learns inside the document and forgets it; nil unless asked for.
    public var learnedPerByte: Rate<Bits, Byte>?

    /// ▲ The length under zstd -1.
    public var compressedPerByte: Rate<Bits, Byte>?

    /// How far that is from the median of documents of its length, in robust standard deviations; low is repetitive.
    public var compressionDeviation: Double?

    /// The share of bytes of lines that repeat an earlier line of the document, blanks around them aside.
    public var repeatedLineShare: Double?

    /// The share of bytes in unbroken runs of 48 letters and digits or more, with a digit and a letter in each.
    public var encodedShare: Double?

    /// How many brackets and strings are open at the end of what begins like JSON; 0 for other text.
    public var openBrackets: UInt64

    /// The hash of the text in hexadecimal digits: documents are exact copies where it is equal.
    public var hash: String

    /// How often the text occurs in the model's corpus; nil where that was not counted.
    public var copies: UInt64?

    /// The near duplicates among the documents of the model's sample; nil where there are none but itself.
    public var nearDuplicates: NearDuplicates?

    /// What applies, in the order of the cases.
    public var labels: [DocumentLabel]

    /// A cluster of near duplicates.
    public struct NearDuplicates: Sendable, Hashable {
        /// The least content hash of a document in it.
        public var cluster: String

        /// How many distinct documents of the sample are in it.
        public var documents: UInt64
    }
}

/// A word for what a document is, by a rule over its score.
public enum DocumentLabel: String, Sendable, Hashable, CaseIterable {
    /// No word.
    case empty
    /// Base64, hexadecimal or base32 as a whole, or in runs that make up a quarter of it.
    case encoded
    /// 256 bytes or more of which zstd saves nothing worth mentioning: less than 1 %.
    case noiseLike = "noise-like"
    /// Three tenths of its lines' bytes repeat an earlier line, or it compresses far better than others of its length.
    case repetitive
    /// It begins like JSON and ends inside of it.
    case truncatedRecord = "truncated-record"
    /// Its words are known, but the words before save far less than in others of its length.
    case wordSalad = "word-salad"
    /// A byte costs far more than in others of its length: another language, another kind of text.
    case unlikeTheCorpus = "unlike-the-corpus"
    /// The model's corpus has it more than once.
    case duplicate
    /// The model's sample has near duplicates of it.
    case nearDuplicate = "near-duplicate"
    /// Some bytes are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
}
