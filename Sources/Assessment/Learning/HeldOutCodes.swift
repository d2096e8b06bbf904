internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The valid codes of the held-out documents that the learned predictor is mixed with.
enum HeldOutCodes {
    /// General compressors, each document by itself: their windows hold the longest excerpt.
    private static let settings: [CompressionSettings] = [
        .zstd(level: 22, windowLog: 14), .xz(preset: 9, extreme: true, dictionarySize: 64 << 10),
    ]

    /// Bytes of memory that measuring takes.
    static let memory = 64 << 20

    /// The code lengths of each held-out document under zstd and xz.
    static func compressed(_ experiment: LearningExperiment) throws(AssayError) -> [EntropyInterval.Code] {
        var codes: [EntropyInterval.Code] = []
        for settings in settings {
            var encoder = try CodeLengthEncoder(settings)
            var lengths: [Bits] = []
            for document in experiment.split.heldOut {
                lengths.append(
                    try encoder.codeLength(
                        of: experiment.text.bytes.span.extracting(experiment.excerpt(of: document))))
            }
            codes.append(EntropyInterval.Code("\(settings), each document by itself", lengths: lengths))
        }
        return codes
    }

    /// The order-0 code (a = ½) of each held-out document after the bytes that an order learns.
    static func orderZero(_ experiment: LearningExperiment, learnt: [UInt64]) -> EntropyInterval.Code? {
        let concentration = 0.5
        guard let before = SymbolCounts(learnt)?.adaptiveCodeLength(concentration: concentration) else { return nil }
        var lengths: [Bits] = []
        for document in experiment.split.heldOut {
            let added = ByteHistogram(of: experiment.text.bytes.span.extracting(experiment.excerpt(of: document)))
            let counts = zip(learnt, added.counts).map { $0 + $1 }
            guard let after = SymbolCounts(counts)?.adaptiveCodeLength(concentration: concentration) else { return nil }
            lengths.append(after - before)
        }
        return EntropyInterval.Code("order-0 with the counts of the n bytes", lengths: lengths)
    }
}
