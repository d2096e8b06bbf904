public import Corpora
public import Tokenizers

/// Everything that affects what a summary holds; summaries of different parameters refuse to merge.
public struct SummaryParameters: Sendable, Hashable {
    /// The version of the summary's meaning; it rises when equal input would give another summary.
    public static let formatVersion = 3

    /// The byte budget of the document sample.
    public var sampleBytes: Int

    /// The number of distinct documents that are counted exactly before sampling by hash begins.
    public var documentKeys: Int

    /// The number of distinct lines that are counted exactly before sampling by hash begins.
    public var lineKeys: Int

    /// The number of documents that are kept for near duplicates before sampling by hash begins.
    public var nearDuplicateDocuments: Int

    /// The number of example errors kept of each code.
    public var errorExamples: Int

    /// Where the text of records is taken from, as it was asked for; nil lets each file tell.
    public var textField: String?

    /// The format of the files, as it was asked for; nil lets each file tell.
    public var inputFormat: String?

    /// The longest record that is read, in bytes.
    public var maximumRecordBytes: Int

    /// The token id that ends documents in a corpus of ids; nil where none does.
    public var endOfDocument: Int?

    /// What identifies the tokenizer whose ids are counted: its name, vocabulary and merges; nil without one.
    public var tokenizer: TokenizerIdentity?

    /// Name, size and content hash of a tokenizer.
    public struct TokenizerIdentity: Sendable, Hashable {
        /// The tokenizer's name.
        public var name: String

        /// The number of ids, special tokens of the file included.
        public var vocabularySize: Int

        /// The hash of the tokenizer's definition (the file's bytes).
        public var definition: ContentHash

        /// The identity of a tokenizer; its definition is the bytes that each id stands for.
        ///
        /// - Complexity: O(vocabulary).
        public init(_ tokenizer: any Tokenizer) {
            var writer = CanonicalWriter()
            for id in 0..<UInt32(tokenizer.vocabularySize) {
                var bytes: [UInt8] = []
                _ = tokenizer.appendBytes(of: id, to: &bytes)
                writer.write(bytes)
            }
            name = tokenizer.name
            vocabularySize = tokenizer.vocabularySize
            definition = ContentHash(of: writer.bytes)
        }

        /// The identity that was written down.
        init(name: String, vocabularySize: Int, definition: ContentHash) {
            self.name = name
            self.vocabularySize = vocabularySize
            self.definition = definition
        }
    }

    /// How many bytes of documents `assay scan` keeps for the costly estimates.
    public static let standardSampleBytes = 16 << 20

    /// How many distinct documents, and lines, `assay scan` counts exactly.
    public static let standardKeys = 1 << 17

    /// Creates parameters; the defaults are those of `assay scan`.
    public init(
        sampleBytes: Int = Self.standardSampleBytes,
        documentKeys: Int = Self.standardKeys,
        lineKeys: Int = Self.standardKeys,
        nearDuplicateDocuments: Int = 1 << 14,
        errorExamples: Int = 5,
        reading options: CorpusOptions = CorpusOptions(),
        tokenizer: TokenizerIdentity? = nil
    ) {
        self.sampleBytes = sampleBytes
        self.documentKeys = documentKeys
        self.lineKeys = lineKeys
        self.nearDuplicateDocuments = nearDuplicateDocuments
        self.errorExamples = errorExamples
        textField = options.textField?.description
        inputFormat = options.inputFormat?.rawValue
        maximumRecordBytes = options.maximumRecordBytes
        endOfDocument = options.tokenIDs?.endOfDocument
        self.tokenizer = options.tokenIDs.map { TokenizerIdentity($0) } ?? tokenizer
    }

    /// What a summary with the standard parameters takes beside its sample, at most, in bytes.
    ///
    /// 24 for each key, 288 for each document kept for near duplicates, and room for histograms, examples and the names of work
    /// units.
    public static let sketchBytes = 48 * standardKeys + 288 << 14 + (2 << 20)

    /// A hash of every parameter and of the format version.
    public var fingerprint: ContentHash {
        var writer = CanonicalWriter()
        writer.write(Self.formatVersion)
        writer.write(ContentHash.seed)
        writer.write(sampleBytes)
        writer.write(DocumentSample.overhead)
        writer.write(documentKeys)
        writer.write(lineKeys)
        writer.write(nearDuplicateDocuments)
        writer.write(errorExamples)
        for text in [textField, inputFormat] {
            writer.write(text == nil ? 0 : 1)
            writer.write(text ?? "")
        }
        writer.write(maximumRecordBytes)
        writer.write(endOfDocument ?? -1)
        writer.write(tokenizer == nil ? 0 : 1)
        if let tokenizer {
            writer.write(tokenizer.name)
            writer.write(tokenizer.vocabularySize)
            writer.write(tokenizer.definition)
        }
        return ContentHash(of: writer.bytes)
    }

    /// What differs, in words; empty where nothing does.
    func difference(from other: SummaryParameters) -> String {
        var words: [String] = []
        func compare<Value: Equatable>(_ name: String, _ a: Value, _ b: Value) {
            if a != b { words.append("\(name) \(a) and \(b)") }
        }
        compare("sample size", sampleBytes, other.sampleBytes)
        compare("document keys", documentKeys, other.documentKeys)
        compare("line keys", lineKeys, other.lineKeys)
        compare("near-duplicate documents", nearDuplicateDocuments, other.nearDuplicateDocuments)
        compare("examples", errorExamples, other.errorExamples)
        compare("text field", textField ?? "recognised", other.textField ?? "recognised")
        compare("input format", inputFormat ?? "recognised", other.inputFormat ?? "recognised")
        compare("longest record", maximumRecordBytes, other.maximumRecordBytes)
        compare("id that ends documents", endOfDocument ?? -1, other.endOfDocument ?? -1)
        compare("tokenizer", tokenizer?.name ?? "none", other.tokenizer?.name ?? "none")
        if words.isEmpty { words.append("tokenizers of one name with other content") }
        return words.joined(separator: ", ")
    }
}
