/// What `assay scan` says of a corpus of token ids.
///
/// It is a report of its own, because nothing in it is per byte of text: what bytes an id stands for is not known. Parts
/// that it shares with ``CorpusReport`` have its types.
public struct TokenReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = TokenReport.schemaVersion

    /// The corpus's name: the last components of the paths given, sorted.
    public var corpus: String

    /// The program and the libraries whose versions can change a figure.
    public var provenance: CorpusReport.Provenance

    /// What was read and what was not.
    public var input: CorpusReport.Input

    /// Counts over the whole corpus.
    public var contents: Contents

    /// How often ids occur.
    public var histogram: Histogram

    /// How much of the corpus is repetition.
    public var repetition: Repetition

    /// Corollary 4.1 over the whole corpus; empty for a corpus without ids.
    public var initialLosses: [Loss]

    /// The sample on which the costly estimates were made.
    public var sample: Sample

    /// ◇ The entropy of the distribution of ids in the sample, with each correction for unseen ids.
    public var unigramEntropies: [CorpusReport.NamedFigure]

    /// Code lengths of the sample; absent for a corpus without ids.
    public var entropy: Entropy?

    /// What a report on text has and this one cannot.
    public var missing: [Missing]

    /// What stands out, each with its numbers.
    public var findings: [CorpusReport.Finding]

    /// Whether the result can be trusted: false when too much could not be read (exit code 3).
    public var isTrustworthy: Bool

    /// Counts over the whole corpus; all exact.
    public struct Contents: Sendable, Hashable, Codable {
        /// Documents; one longer than the grid counts once for each piece.
        public var documents: UInt64

        /// Documents without an id of the vocabulary.
        public var emptyDocuments: UInt64

        /// Ids of the vocabulary.
        public var tokens: UInt64

        /// |V|, as given.
        public var vocabularySize: UInt64

        /// The id that ends documents, as given; nil where files and rows end them alone.
        public var endOfDocument: UInt64?

        /// How often that id occurs; nil where there is none.
        public var documentsEnded: UInt64?

        /// Documents by length: element i counts lengths of i binary digits (0, 1, 2–3, 4–7, … tokens).
        public var documentLengths: [UInt64]
    }

    /// How often ids occur; all exact.
    public struct Histogram: Sendable, Hashable, Codable {
        /// How many different ids occur.
        public var used: UInt64

        /// How many of them occur once.
        public var once: UInt64

        /// The greatest id that occurs; nil where none does.
        public var greatest: UInt64?

        /// The ten most frequent ids, the most frequent first.
        public var mostFrequent: [Count]

        /// An id and how often it occurs.
        public struct Count: Sendable, Hashable, Codable {
            /// The id.
            public var id: UInt64

            /// How often it occurs.
            public var count: UInt64
        }
    }

    /// How much of the corpus is repetition: exact copies of documents.
    public struct Repetition: Sendable, Hashable, Codable {
        /// Tokens of distinct documents over tokens of all: u.
        public var uniqueTokenShare: Figure?

        /// Documents beyond the first of their kind, over all documents.
        public var duplicateDocumentShare: Figure?

        /// D_eff in tokens, as ``CorpusReport/Repetition/effectiveBytes`` has it.
        public var effectiveTokens: Figure?

        /// Distinct documents met once, twice, 3–4, 5–8, … times.
        public var documentSpectrum: [Figure]
    }

    /// One initial loss.
    public struct Loss: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// In bits per token.
        public var perToken: Figure

        /// Whether it depends on the data.
        public var seesData: Bool

        /// Whether it is the length of a code that a receiver could decode.
        public var isValidCode: Bool
    }

    /// The part of the corpus on which the costly estimates were made.
    public struct Sample: Sendable, Hashable, Codable {
        /// Distinct documents in the sample.
        public var documents: UInt64

        /// Their tokens.
        public var tokens: UInt64

        /// The bytes of a token in the sample, little-endian: what compressors see.
        public var bytesPerToken: UInt64

        /// The budget in bytes.
        public var budget: UInt64

        /// Whether every distinct document of the corpus is in the sample: nothing was sampled.
        public var isComplete: Bool
    }

    /// ▲ Lengths of valid codes of the sample.
    public struct Entropy: Sendable, Hashable, Codable {
        /// Each code: of general compressors and the learned predictor over the ids' bytes, and order-0 over ids.
        public var codeLengths: [CodeLength]

        /// The shortest of them.
        public var best: CodeLength

        /// A Bayesian mixture of all of them and the uniform code: a bound that was not chosen after the fact.
        public var mixture: CodeLength

        /// What the mixture costs above the shortest code, in bits for the whole sample.
        public var mixtureOverhead: Figure

        /// Bits per token saved against the adaptive order-0 code over ids.
        public var saved: Figure

        /// What the mixture needs over what that code needs; an upper bound of the noise share.
        public var remainingShare: Figure
    }

    /// The length of a valid code of the sample.
    public struct CodeLength: Sendable, Hashable, Codable {
        /// The code: program, settings and library version.
        public var code: String

        /// Its length for the whole sample, in bits.
        public var total: Figure

        /// Its length in bits per token.
        public var perToken: Figure
    }

    /// Figures of a report on text that are not here.
    public struct Missing: Sendable, Hashable, Codable {
        /// Their names in that report.
        public var figures: String

        /// Why they are not here.
        public var reason: String
    }
}
