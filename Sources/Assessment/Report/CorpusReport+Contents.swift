extension CorpusReport {
    /// Counts over the whole corpus; all exact.
    public struct Contents: Sendable, Hashable, Codable {
        /// Documents; one longer than the grid counts once for each piece.
        public var documents: UInt64

        /// Documents of no bytes.
        public var emptyDocuments: UInt64

        /// Bytes of text, after decompression and after records were taken apart.
        public var bytes: UInt64

        /// Unicode scalars; an invalid sequence counts as one.
        public var scalars: UInt64

        /// Words by Unicode word boundaries.
        public var words: UInt64

        /// Lines that hold anything but blanks.
        public var lines: UInt64

        /// Tokens; absent without a tokenizer.
        public var tokens: UInt64?

        /// Maximal invalid UTF-8 sequences.
        public var invalidUTF8Sequences: UInt64

        /// Documents with at least one of them.
        public var documentsWithInvalidUTF8: UInt64

        /// Documents by length: element i counts lengths of i binary digits (0, 1, 2–3, 4–7, … bytes).
        public var documentLengths: [UInt64]

        /// Creates contents.
        public init(
            documents: UInt64, emptyDocuments: UInt64, bytes: UInt64, scalars: UInt64, words: UInt64, lines: UInt64,
            tokens: UInt64?, invalidUTF8Sequences: UInt64, documentsWithInvalidUTF8: UInt64, documentLengths: [UInt64]
        ) {
            self.documents = documents
            self.emptyDocuments = emptyDocuments
            self.bytes = bytes
            self.scalars = scalars
            self.words = words
            self.lines = lines
            self.tokens = tokens
            self.invalidUTF8Sequences = invalidUTF8Sequences
            self.documentsWithInvalidUTF8 = documentsWithInvalidUTF8
            self.documentLengths = documentLengths
        }
    }

    /// How much of the corpus is repetition.
    public struct Repetition: Sendable, Hashable, Codable {
        /// Bytes of distinct documents over bytes of all: u.
        public var uniqueDocumentShare: Figure?

        /// Documents beyond the first of their kind, over all documents.
        public var duplicateDocumentShare: Figure?

        /// Distinct documents that are near duplicates of another, over all distinct documents that are not empty.
        ///
        /// Near: estimated Jaccard similarity of their shingles at least 0.8; of each kind one document counts as the first.
        public var nearDuplicateShare: Figure?

        /// Bytes of lines beyond the first of their kind, over bytes of all lines.
        public var duplicateLineShare: Figure?

        /// D_eff = U + U·R*·(1 − e^(−(D/U − 1)/R*)), R* = 15.4, in bytes (Muennighoff and others 2023).
        public var effectiveBytes: Figure?

        /// Distinct documents met once, twice, 3–4, 5–8, … times.
        public var documentSpectrum: [Figure]

        /// Distinct lines met once, twice, 3–4, 5–8, … times.
        public var lineSpectrum: [Figure]

        /// Creates a description of repetition.
        public init(
            uniqueDocumentShare: Figure?, duplicateDocumentShare: Figure?, nearDuplicateShare: Figure?,
            duplicateLineShare: Figure?, effectiveBytes: Figure?, documentSpectrum: [Figure], lineSpectrum: [Figure]
        ) {
            self.uniqueDocumentShare = uniqueDocumentShare
            self.duplicateDocumentShare = duplicateDocumentShare
            self.nearDuplicateShare = nearDuplicateShare
            self.duplicateLineShare = duplicateLineShare
            self.effectiveBytes = effectiveBytes
            self.documentSpectrum = documentSpectrum
            self.lineSpectrum = lineSpectrum
        }
    }

    /// The part of the corpus on which the costly estimates were made.
    public struct Sample: Sendable, Hashable, Codable {
        /// Distinct documents in the sample.
        public var documents: UInt64

        /// Their bytes.
        public var bytes: UInt64

        /// The budget in bytes.
        public var budget: UInt64

        /// Whether every distinct document of the corpus is in the sample: nothing was sampled.
        public var isComplete: Bool

        /// Creates a sample description.
        public init(documents: UInt64, bytes: UInt64, budget: UInt64, isComplete: Bool) {
            self.documents = documents
            self.bytes = bytes
            self.budget = budget
            self.isComplete = isComplete
        }
    }
}
