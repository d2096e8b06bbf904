internal import Diagnostics
internal import Estimators
internal import InformationCapacity

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
}
