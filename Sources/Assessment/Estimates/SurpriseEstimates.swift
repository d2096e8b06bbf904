internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries

/// What each document of the sample costs when the others are known.
///
/// The documents are two halves by content hash; a byte model of each scores the other. So no document is scored by what it
/// taught, and what a document shares with others makes it cheap.
struct SurpriseEstimates: Sendable {
    /// The order of the models.
    static let order = 6

    /// How many bytes a model is trained on at most.
    static let mostTrained = 2 << 20

    /// The shortest document that can be an example, where there are enough such.
    static let leastExampleBytes = 256

    /// How many examples there are of a kind.
    static let exampleCount = 5

    /// How much of a document's text is shown, in bytes.
    static let excerptLength = 160

    let text: SampleText

    /// Whether examples show their text.
    let showsText: Bool

    /// Bytes of memory that it takes: the models are made one after the other.
    static func memory(bytes: Int) -> Int { 2 * ByteModel.memory(bytes: min(bytes, mostTrained)) }

    private static let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

    /// Scores every document; nil with fewer than two.
    func run() throws(AssayError) -> CorpusReport.Surprise? {
        let halves = (0..<2).map { half in
            (0..<text.documents).filter { Int(text.hashes[$0].low >> 32 & 1) == half }
                .sorted { text.hashes[$0] < text.hashes[$1] }
        }
        guard halves.allSatisfy({ !$0.isEmpty }) else { return nil }
        var scored: [Scored] = []
        var models: [ByteModel] = []
        for half in 0..<2 {
            let model = try ByteModel(order: Self.order, text: text, training: training(halves[1 - half]))
            models.append(model)
            for document in halves[half] {
                let bytes = text.bytes.span.extracting(text.bounds[document]..<text.bounds[document + 1])
                let score = model.score(bytes)
                let rate = (score.total + model.naming(score)).value / Double(bytes.count)
                scored.append(Scored(document: document, half: half, rate: rate))
            }
        }
        // Equal rates stand in the order of the documents' hashes, whatever the files are called.
        scored.sort { ($0.rate, text.hashes[$0.document]) < ($1.rate, text.hashes[$1.document]) }
        let long = scored.filter { text.length(of: $0.document) >= Self.leastExampleBytes }
        let pool = long.count >= 4 * Self.exampleCount ? long : scored
        let middle = pool[pool.count / 2].rate
        let typical = pool.indices.sorted {
            (abs(pool[$0].rate - middle), $0) < (abs(pool[$1].rate - middle), $1)
        }
        func example(_ scored: Scored, dearest: Bool = false) -> CorpusReport.Surprise.Example {
            self.example(scored, dearestBy: dearest ? models[scored.half] : nil)
        }
        return CorpusReport.Surprise(
            documents: UInt64(scored.count),
            leastExampleBytes: UInt64(long.count >= 4 * Self.exampleCount ? Self.leastExampleBytes : 1),
            quantiles: Self.shares.map { share in
                CorpusReport.Surprise.Quantile(
                    share: share,
                    perByte: Figure(
                        Rate<Bits, Byte>(scored[min(Int(share * Double(scored.count)), scored.count - 1)].rate),
                        kind: .diagnostic, intervalAbsence: "no interval: a quantile of the sample"))
            },
            mostSurprising: pool.suffix(Self.exampleCount).reversed().map { example($0, dearest: true) },
            mostRedundant: pool.prefix(Self.exampleCount).map { example($0) },
            mostTypical: typical.prefix(Self.exampleCount).map { example(pool[$0]) })
    }

    private struct Scored {
        var document: Int
        var half: Int
        var rate: Double
    }

    private func training(_ documents: [Int]) -> [Range<Int>] {
        var rest = Self.mostTrained
        return documents.compactMap { document in
            let part = (text.bounds[document]..<text.bounds[document + 1]).prefix(rest)
            rest -= part.count
            return part.isEmpty ? nil : part
        }
    }

    private func example(_ scored: Scored, dearestBy model: ByteModel?) -> CorpusReport.Surprise.Example {
        let range = text.bounds[scored.document]..<text.bounds[scored.document + 1]
        let locator = text.locators[scored.document]
        var excerpt = range.prefix(Self.excerptLength)
        if let model, range.count > Self.excerptLength {
            excerpt = dearest(of: range, model.costs(text.bytes.span.extracting(range)))
        }
        return CorpusReport.Surprise.Example(
            path: locator.path, member: locator.member.isEmpty ? nil : locator.member, byte: locator.byte,
            offset: locator.offset == 0 ? nil : locator.offset, bytes: UInt64(range.count),
            perByte: Figure(
                Rate<Bits, Byte>(scored.rate), kind: .bound, intervalAbsence: "no interval: one document"),
            text: showsText ? String(decoding: text.bytes[wholeScalars(excerpt, in: range)], as: UTF8.self) : nil)
    }

    /// The stretch of an excerpt's length that costs most.
    private func dearest(of range: Range<Int>, _ costs: [Bits]) -> Range<Int> {
        var sum = costs.prefix(Self.excerptLength).reduce(0) { $0 + $1.value }
        var (best, start) = (sum, 0)
        for end in Self.excerptLength..<range.count {
            sum += costs[end].value - costs[end - Self.excerptLength].value
            // Sums that differ by rounding alone are equal.
            if sum > best + 1e-6 { (best, start) = (sum, end - Self.excerptLength + 1) }
        }
        return (range.lowerBound + start..<range.upperBound).prefix(Self.excerptLength)
    }

    /// Without the pieces of scalars at the ends.
    private func wholeScalars(_ excerpt: Range<Int>, in range: Range<Int>) -> Range<Int> {
        func isInside(_ place: Int) -> Bool { place < range.upperBound && text.bytes[place] & 0xC0 == 0x80 }
        var (start, end) = (excerpt.lowerBound, excerpt.upperBound)
        while start < end, start > range.lowerBound, start - excerpt.lowerBound < 4, isInside(start) { start += 1 }
        while end > start, excerpt.upperBound - end < 4, isInside(end) { end -= 1 }
        return start..<end
    }
}
