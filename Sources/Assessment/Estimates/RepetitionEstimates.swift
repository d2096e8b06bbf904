internal import InformationCapacity
internal import Summaries

/// Repetition from the summary's sketches.
enum RepetitionEstimates {
    /// R* of the decay of repeated data's value (Muennighoff and others 2023, arXiv 2305.16264, equation 5).
    static let repeatHalfLife = 15.4

    static func all(_ summary: Summary) -> CorpusReport.Repetition {
        let counts = summary.counts
        let documents = summary.documentSketch
        let unique = share(documents.distinctBytes, of: counts.bytes)
        return CorpusReport.Repetition(
            uniqueDocumentShare: unique,
            duplicateDocumentShare: complement(share(documents.distinctKeys, of: counts.documents)),
            nearDuplicateShare: nearDuplicates(summary),
            duplicateLineShare: complement(share(summary.lineSketch.distinctBytes, of: counts.lineBytes)),
            effectiveBytes: unique.map { effectiveBytes(unique: $0, of: counts.bytes) },
            documentSpectrum: spectrum(documents), lineSpectrum: spectrum(summary.lineSketch))
    }

    /// How a report describes an interval of near duplicates.
    static let nearDuplicateMethod =
        "Horvitz–Thompson over MinHash band keys below a hash threshold, gamma (Fay & Feuer 1997)"

    private static func nearDuplicates(_ summary: Summary) -> Figure? {
        let count = summary.nearDuplicateSketch.nearDuplicates()
        guard let share = count.share, let interval = count.shareInterval else { return nil }
        return Figure(
            share, unit: "1", kind: .estimate,
            interval: Figure.Interval(
                lower: interval.lowerBound, upper: interval.upperBound,
                method: nearDuplicateMethod))
    }

    /// An estimated total over an exact one, cut to 0…1; nil when the exact one is 0.
    private static func share(_ part: SampledTotal, of whole: UInt64) -> Figure? {
        guard whole > 0 else { return nil }
        let value = min(part.value / Double(whole), 1)
        guard part.standardError > 0 else { return Figure(value, unit: "1", kind: .exact) }
        let radius = 1.959964 * part.standardError / Double(whole)
        return Figure(
            value, unit: "1", kind: .estimate,
            interval: Figure.Interval(
                lower: max(0, value - radius), upper: min(1, value + radius),
                method: "Horvitz–Thompson over keys below a hash threshold, normal"))
    }

    /// 1 − a share, its interval turned around.
    private static func complement(_ share: Figure?) -> Figure? {
        share.map { share in
            var result = share
            result.value = 1 - share.value
            result.interval = share.interval.map {
                Figure.Interval(lower: 1 - $0.upper, upper: 1 - $0.lower, level: $0.level, method: $0.method)
            }
            return result
        }
    }

    /// D_eff = U + U·R*·(1 − e^(−(D/U − 1)/R*)) (Muennighoff and others 2023), in bytes.
    static func effectiveBytes(unique share: Double, of bytes: UInt64) -> Double {
        guard share > 0 else { return 0 }
        let unique = share * Double(bytes)
        let repeats = 1 / share - 1
        return unique + unique * repeatHalfLife * (1 - PortableMath.exp(-repeats / repeatHalfLife))
    }

    private static func effectiveBytes(unique: Figure, of bytes: UInt64) -> Figure {
        Figure(
            effectiveBytes(unique: unique.value, of: bytes), unit: "byte", kind: unique.kind,
            interval: unique.interval.map {
                Figure.Interval(
                    lower: effectiveBytes(unique: $0.lower, of: bytes),
                    upper: effectiveBytes(unique: $0.upper, of: bytes), level: $0.level, method: $0.method)
            })
    }

    private static func spectrum(_ sketch: ThresholdSketch) -> [Figure] {
        sketch.repetitionSpectrum.map {
            Figure(
                $0, unit: "distinct keys", kind: sketch.level == 0 ? .exact : .estimate,
                intervalAbsence: sketch.level == 0 ? nil : "no interval: see the shares for one")
        }
    }
}
