public import Corpora

extension SummaryParameters.TokenizerIdentity {
    /// The name that a corpus of token ids has in the place of a tokenizer's; no file is called so.
    private static let tokenIDs = "token ids/"

    /// The identity of ids whose tokenizer is not known.
    public init(_ options: TokenIdOptions) {
        var writer = CanonicalWriter()
        writer.write(options.vocabularySize)
        writer.write(TokenIdOptions.grid)
        name = Self.tokenIDs
        vocabularySize = options.vocabularySize
        definition = ContentHash(of: writer.bytes)
    }

    fileprivate var isOfTokenIDs: Bool { name == Self.tokenIDs }
}

extension SummaryParameters {
    /// Whether the corpus holds token ids in place of text.
    ///
    /// Documents are then ids of `TokenIdOptions.bytesPerID` bytes, and byte counts are those of these; element i of
    /// the lengths counts documents whose number of ids needs i binary digits; scalars, words, lines and the histogram of
    /// bytes stay zero.
    public var holdsTokenIDs: Bool { tokenizer?.isOfTokenIDs ?? false }

    /// The bytes of an id in a corpus of token ids.
    public var bytesPerID: Int {
        tokenizer.map { TokenIdOptions(vocabularySize: $0.vocabularySize).bytesPerID } ?? 1
    }
}

extension Summarizer {
    /// Adds a document of token ids.
    mutating func addTokenIDs(_ bytes: UnsafeBufferPointer<UInt8>, at locator: Locator) {
        let width = summary.parameters.bytesPerID
        let count = bytes.count / width
        summary.counts.documents += 1
        summary.counts.bytes += UInt64(bytes.count)
        summary.counts.tokens += UInt64(count)
        summary.lengthHistogram[Int.bitWidth - count.leadingZeroBitCount] += 1
        if count == 0 { summary.counts.emptyDocuments += 1 }
        unsafe TokenIdOptions.forEachID(in: bytes, bytesPerID: width) { summary.tokenHistogram[Int($0)] += 1 }
        let hash = unsafe ContentHash(of: bytes)
        summary.documentSketch.insert(hash.low, bytes: bytes.count)
        unsafe summary.sample.offer(hash, bytes, at: locator)
    }
}
