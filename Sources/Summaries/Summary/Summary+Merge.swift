public import Diagnostics

extension AssayError.Code {
    /// Two summaries were made with different parameters.
    public static let incompatibleSummaries = AssayError.Code(rawValue: "incompatible-summaries")
}

extension Summary {
    /// Adds the summary of a disjoint part.
    ///
    /// - Throws: `incompatible-summaries` when the parameters differ; nothing is changed then.
    /// - Complexity: O(size of both summaries), whatever the size of the corpora.
    public mutating func merge(_ other: Summary) throws(AssayError) {
        guard parameters.fingerprint == other.parameters.fingerprint else {
            throw AssayError(
                .incompatibleSummaries,
                "the summaries were made with different parameters; scan both with the same options")
        }
        counts.merge(other.counts)
        byteHistogram.merge(other.byteHistogram)
        for index in lengthHistogram.indices { lengthHistogram[index] += other.lengthHistogram[index] }
        for index in tokenHistogram.indices { tokenHistogram[index] += other.tokenHistogram[index] }
        sample.merge(other.sample)
        documentSketch.merge(other.documentSketch)
        lineSketch.merge(other.lineSketch)
        errorCounts.merge(other.errorCounts, uniquingKeysWith: +)
        errorExamples.merge(other.errorExamples)
    }

    /// The summary as bytes: equal bytes for equal content, however it came together.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.write(parameters.fingerprint)
        for field in SummaryCounts.fields { writer.write(counts[keyPath: field]) }
        writer.write(byteHistogram.counts)
        writer.write(lengthHistogram)
        writer.write(tokenHistogram)
        if let threshold = sample.threshold { writer.write(threshold) }
        for (hash, entry) in sample.inHashOrder {
            writer.write(hash)
            writer.write(entry.multiplicity)
            writer.write(entry.locator.path)
            writer.write(entry.locator.member)
            writer.write(entry.locator.byte)
            writer.write(entry.locator.offset)
            writer.write(entry.bytes)
        }
        for sketch in [documentSketch, lineSketch] {
            writer.write(sketch.level)
            for slot in sketch.keptKeys {
                writer.write(slot.key)
                writer.write(slot.multiplicity)
                writer.write(slot.bytes)
            }
        }
        for (code, count) in errorCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.write(code.rawValue)
            writer.write(count)
        }
        for example in errorExamples.examples {
            writer.write(example.hash)
            writer.write(example.error.description)
        }
        return writer.bytes
    }

    /// The hash of `canonicalBytes`.
    public var digest: ContentHash { ContentHash(of: canonicalBytes) }

    /// Two summaries are equal when their canonical bytes are.
    public static func == (a: Self, b: Self) -> Bool {
        a.canonicalBytes == b.canonicalBytes
    }
}
