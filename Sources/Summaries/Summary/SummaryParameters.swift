public import Tokenizers

/// Everything that affects what a summary holds; summaries of different parameters refuse to merge.
public struct SummaryParameters: Sendable, Hashable {
    /// The version of the summary's meaning; it rises when equal input would give another summary.
    public static let formatVersion = 1

    /// The byte budget of the document sample.
    public var sampleBytes: Int

    /// The number of distinct documents that are counted exactly before sampling by hash begins.
    public var documentKeys: Int

    /// The number of distinct lines that are counted exactly before sampling by hash begins.
    public var lineKeys: Int

    /// The number of example errors kept.
    public var errorExamples: Int

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
    }

    /// Creates parameters; the defaults are those of `assay scan`.
    public init(
        sampleBytes: Int = 16 << 20,
        documentKeys: Int = 1 << 17,
        lineKeys: Int = 1 << 17,
        errorExamples: Int = 16,
        tokenizer: TokenizerIdentity? = nil
    ) {
        self.sampleBytes = sampleBytes
        self.documentKeys = documentKeys
        self.lineKeys = lineKeys
        self.errorExamples = errorExamples
        self.tokenizer = tokenizer
    }

    /// A hash of every parameter and of the format version.
    public var fingerprint: ContentHash {
        var writer = CanonicalWriter()
        writer.write(Self.formatVersion)
        writer.write(ContentHash.seed)
        writer.write(sampleBytes)
        writer.write(DocumentSample.overhead)
        writer.write(documentKeys)
        writer.write(lineKeys)
        writer.write(errorExamples)
        writer.write(tokenizer == nil ? 0 : 1)
        if let tokenizer {
            writer.write(tokenizer.name)
            writer.write(tokenizer.vocabularySize)
            writer.write(tokenizer.definition)
        }
        return ContentHash(of: writer.bytes)
    }
}
