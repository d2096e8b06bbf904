internal import InformationCapacity

extension DocumentLabel {
    /// How far a document must be from the median of its length: in real text about one sound document in a thousand is (in three
    /// hundred for surprise, in a hundred for compression, where tables and verse are).
    static let farBelowContext = 3.0, farAboveSurprise = 5.0, farBelowCompression = 6.0

    /// The labels that a score earns, in the order of the cases.
    ///
    /// - Parameters:
    ///   - isBlank: Whether there is nothing but white space.
    ///   - isWhollyEncoded: Whether the bytes as a whole are of a hidden alphabet.
    ///   - isValidUTF8: Whether all bytes are UTF-8.
    static func labels(
        of score: DocumentScore, isBlank: Bool, isWhollyEncoded: Bool, isValidUTF8: Bool
    ) -> [DocumentLabel] {
        func share(_ value: Double?, atLeast least: Double) -> Bool { value.map { $0 >= least } ?? false }
        let isEncoded = isWhollyEncoded || share(score.encodedShare, atLeast: 0.25)
        let isNoise = !isEncoded && score.bytes >= 256 && share(score.compressedPerByte?.value, atLeast: 7.92)
        let unknown = score.unknownWordShare ?? 0
        return allCases.filter { label in
            switch label {
            case .empty: isBlank
            case .encoded: isEncoded
            case .noiseLike: isNoise
            case .repetitive:
                share(score.repeatedLineShare, atLeast: 0.3)
                    || share(score.compressionDeviation.map { -$0 }, atLeast: farBelowCompression)
            case .truncatedRecord: score.openBrackets > 0
            case .wordSalad: unknown < 0.5 && share(score.contextDeviation.map { -$0 }, atLeast: farBelowContext)
            case .unlikeTheCorpus:
                !isEncoded && !isNoise && share(score.surpriseDeviation, atLeast: farAboveSurprise)
            case .duplicate: score.copies.map { $0 > 1 } ?? false
            case .nearDuplicate: score.nearDuplicates != nil
            case .invalidUTF8: !isValidUTF8
            }
        }
    }
}
