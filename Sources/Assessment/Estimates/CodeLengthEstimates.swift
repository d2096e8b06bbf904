internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Code lengths of the sample under general compressors, each with the spread between groups of documents.
enum CodeLengthEstimates {
    /// The codes of every report, cheapest first, with windows that reach over the whole text.
    static func settings(forBytes count: Int) -> [CompressionSettings] {
        let windowLog = max(10, min(27, Int.bitWidth - max(count - 1, 1).leadingZeroBitCount))
        return [
            .zstd(level: 3, windowLog: windowLog, longDistanceMatching: false),
            .zstd(level: 22, windowLog: windowLog, longDistanceMatching: false),
            .xz(preset: 9, extreme: true, dictionarySize: UInt64(1) << UInt64(max(windowLog, 16))),
        ]
    }

    /// Bytes of memory that a code needs for a text, an upper estimate from the libraries' own tables.
    static func memory(_ settings: CompressionSettings, bytes: Int) -> Int {
        switch settings {
        case .zstd: 16 * bytes + (32 << 20)
        case .xz: 12 * bytes + (16 << 20)
        }
    }

    /// The total code length of one text.
    static func measure(_ settings: CompressionSettings, _ text: [UInt8]) throws(AssayError) -> Bits {
        var encoder = try CodeLengthEncoder(settings)
        return try encoder.codeLength(of: text.span)
    }

    /// The code length of each group's text by itself.
    static func measureGroups(_ settings: CompressionSettings, _ texts: [[UInt8]]) throws(AssayError) -> [Bits] {
        var lengths: [Bits] = []
        for text in texts { lengths.append(text.isEmpty ? .zero : try measure(settings, text)) }
        return lengths
    }

    /// The figure of a code for the whole sample.
    ///
    /// - Parameter groups: Code lengths of the groups by themselves, where the sample is not the whole corpus.
    static func report(
        name: String, total: Bits, text: SampleText, groups: (lengths: [Bits], sizes: [Int])?
    ) -> CorpusReport.CodeLength {
        let rate = Rate<Bits, Byte>(total, over: UInt64(text.bytes.count)) ?? Rate(Bits.zero)
        var interval: Figure.Interval?
        var absence: String?
        if !text.isComplete {
            interval = groups.flatMap {
                GroupInterval.ofRatio(
                    around: rate.value, totals: $0.lengths.map(\.value), sizes: $0.sizes.map(Double.init))
            }
            if interval == nil { absence = GroupInterval.absence(documents: text.documents) }
        }
        return CorpusReport.CodeLength(
            code: name, total: Figure(total.value, unit: Bits.unitName, kind: .bound),
            perByte: Figure(rate, kind: .bound, interval: interval, intervalAbsence: absence))
    }

    /// The adaptive order-0 code of one text.
    static func adaptiveOrderZero(_ text: [UInt8]) -> Bits {
        SymbolCounts(ByteHistogram(of: text.span).counts)
            .flatMap { InitialLoss<Byte>.adaptiveOrderZero($0)?.rate.total(over: $0.total) } ?? .zero
    }

    /// The Bayesian mixture of valid codes of the sample and the uniform code, and the shortest of them.
    ///
    /// The mixture's interval is that of the shortest code, moved by the overhead: the others have no weight to speak of.
    static func mix(
        _ codes: [CorpusReport.CodeLength], text: SampleText
    ) -> (mixture: CorpusReport.CodeLength, shortest: CorpusReport.CodeLength, overhead: Figure)? {
        let uniform = report(
            name: CodeMixture.uniformName, total: Bits(8 * Double(text.bytes.count)), text: text, groups: nil)
        let all = codes + [uniform]
        guard
            let mixture = CodeMixture(
                all.map { CodeMixture.Code($0.code, length: Bits($0.total.value)) },
                byteCount: UInt64(text.bytes.count)),
            let shortest = all.first(where: { $0.code == mixture.shortest })
        else { return nil }
        var mixed = shortest
        mixed.code = "mixture of \(all.count) codes"
        mixed.total.value = mixture.length.value
        mixed.perByte.value = mixture.length.value / Double(text.bytes.count)
        let moved = mixture.overhead.value / Double(text.bytes.count)
        mixed.perByte.interval = shortest.perByte.interval.map {
            Figure.Interval(lower: $0.lower + moved, upper: $0.upper + moved, level: $0.level, method: $0.method)
        }
        return (
            mixed, shortest,
            Figure(
                mixture.overhead.value, unit: Bits.unitName, kind: .diagnostic,
                intervalAbsence: "no interval: what naming a code costs this sample")
        )
    }

    /// The interval of the entropy where nothing was learnt: its upper end alone.
    static func interval(
        _ entropy: CorpusReport.Entropy, text: SampleText, absence: String
    ) -> CorpusReport.EntropyInterval {
        let mixture = entropy.mixture.perByte
        let upper: Diagnosed
        if let interval = mixture.interval {
            upper = Diagnosed(
                Figure(
                    interval.upper, unit: mixture.unit, kind: .bound,
                    intervalAbsence: "the 97.5 % quantile \(interval.method)"))
        } else if text.isComplete {
            upper = Diagnosed(
                Figure(
                    mixture.value, unit: mixture.unit, kind: .bound,
                    intervalAbsence: "no quantile: the whole corpus was encoded, and the bound is one of this text"))
        } else {
            upper = Diagnosed(absence: mixture.intervalAbsence ?? GroupInterval.absence(documents: text.documents))
        }
        return CorpusReport.EntropyInterval(
            basis: "the sample", bytes: UInt64(text.bytes.count), documents: UInt64(text.documents),
            lower: Diagnosed(absence: absence), point: Diagnosed(absence: absence), budget: nil, upper: upper,
            mixture: mixture, overhead: entropy.mixtureOverhead,
            codes: entropy.codeLengths.map { CorpusReport.NamedFigure(name: $0.code, figure: $0.perByte) })
    }
}
