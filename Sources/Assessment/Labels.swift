internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The labels of THEORY section 4 that a report earns, as findings with their numbers.
///
/// Two need what a scan does not have yet, and rest on nothing: *drifting* wants a code length in the corpus's own order at
/// the same n, *mixed* the counts of two halves. *Tiny* is for comparisons at a common n.
enum Labels {
    static func findings(_ report: CorpusReport, byteCounts: [UInt64]) -> [CorpusReport.Finding] {
        var figures = CorpusLabel.Figures()
        figures.uniqueShare = report.repetition.uniqueDocumentShare?.value
        figures.alphabet = HiddenAlphabet.recognised(in: byteCounts)
        figures.orderZeroEntropy = report.initialLosses.first?.losses.last.map { Rate($0.perByte.value) }
        if let learning = report.learning {
            figures.noiseShare = learning.noiseShare?.value
            figures.structureRate = Rate(learning.structureRate.value)
            figures.stillLearning = Rate(learning.stillLearning.value)
            figures.finalLoss = Rate(learning.entropy.value)
        }
        return CorpusLabel.labels(for: figures).map { label in
            CorpusReport.Finding(
                id: label.name, severity: .warning, message: "\(label.name): \(reason(label, report))")
        }
    }

    private static func reason(_ label: CorpusLabel, _ report: CorpusReport) -> String {
        let learning = report.learning
        func rounded(_ value: Double?) -> String { value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "unknown" }
        let noise = rounded(learning?.noiseShare?.value)
        let structure = rounded(learning?.structureRate.value)
        let still = rounded(learning?.stillLearning.value)
        return switch label {
        case .noiseLike:
            "ρ = \(noise) of the order-0 code remains and σ = \(structure) bit/byte is learnt. Look for random, "
                + "encrypted or compressed data."
        case .repetitive:
            "u = \(rounded(report.repetition.uniqueDocumentShare?.value)), L* = \(rounded(learning?.entropy.value)) "
                + "bit/byte. Most of it was read before, or says the same over and over."
        case .templated:
            "σ = \(structure) and m = \(still) bit/byte: what there is to learn was learnt long ago. Look for texts filled "
                + "into a form."
        case .encoded:
            "the bytes are those of base64, hexadecimal or a like alphabet. Decode them, or leave them out."
        case .tiny, .drifting, .mixed: "see the figures"
        }
    }
}
