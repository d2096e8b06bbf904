internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The labels of THEORY section 4 that a report earns, as findings with their numbers.
///
/// *Drifting* rests on the order effect, the part of the exchangeability gap that the corpus's order is answerable for:
/// duplicates move the whole gap, too, and have a label of their own. *Mixed* compares the halves in the corpus's order: halves
/// by content hash are alike whatever the corpus is. *Tiny* is measured against the budget that was asked for, which is
/// what corpora are compared at.
enum Labels {
    /// The labels of a report.
    ///
    /// - Parameter budget: The n that was asked for; nil where it was "all", or nothing was to be learnt.
    static func findings(
        _ report: CorpusReport, byteCounts: [UInt64], budget: UInt64?
    ) -> [CorpusReport.Finding] {
        var figures = CorpusLabel.Figures()
        figures.uniqueShare = report.repetition.uniqueDocumentShare?.value
        figures.uniqueBytes = figures.uniqueShare.map { UInt64($0 * Double(report.contents.bytes)) }
        figures.budget = budget
        figures.alphabet = HiddenAlphabet.recognised(in: byteCounts)
        figures.orderZeroEntropy = report.initialLosses.first?.losses.last.map { Rate($0.perByte.value) }
        if let learning = report.learning {
            figures.noiseShare = learning.noiseShare?.value
            figures.structureRate = Rate(learning.structureRate.value)
            figures.stillLearning = Rate(learning.stillLearning.value)
            figures.finalLoss = Rate(learning.entropy.value)
        }
        figures.exchangeabilityGap = report.diagnostics?.order.effect.figure.map { Rate($0.value) }
        figures.mixingPenalty = report.diagnostics?.order.mixingPenalty.figure.map { Rate($0.value) }
        return findings(figures)
    }

    /// The labels that figures earn, in words.
    static func findings(_ figures: CorpusLabel.Figures) -> [CorpusReport.Finding] {
        CorpusLabel.labels(for: figures).map { label in
            CorpusReport.Finding(
                id: label.name, severity: label.name == "tiny" ? .note : .warning,
                message: "\(label.name): \(reason(label, figures))")
        }
    }

    private static func reason(_ label: CorpusLabel, _ figures: CorpusLabel.Figures) -> String {
        func rounded(_ value: Double?) -> String { value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "unknown" }
        let noise = rounded(figures.noiseShare)
        let structure = rounded(figures.structureRate?.value)
        let still = rounded(figures.stillLearning?.value)
        return switch label {
        case .noiseLike:
            "ρ = \(noise) of the order-0 code remains and σ = \(structure) bit/byte is learnt. Look for random, "
                + "encrypted or compressed data."
        case .repetitive:
            "u = \(rounded(figures.uniqueShare)), L* = \(rounded(figures.finalLoss?.value)) "
                + "bit/byte. Most of it was read before, or says the same over and over."
        case .templated:
            "σ = \(structure) and m = \(still) bit/byte: what there is to learn was learnt long ago. Look for texts filled "
                + "into a form."
        case .encoded:
            "the bytes are those of base64, hexadecimal or a like alphabet. Decode them, or leave them out."
        case .tiny(let unique, let budget):
            "\(unique) bytes of distinct documents, less than a quarter of the budget of \(budget). Compare it with other "
                + "corpora at a smaller --budget only."
        case .drifting(let effect):
            "reading in the corpus's own order changes the code length by \(rounded(effect.value)) bit/byte. Shuffle the "
                + "documents before training, and look for what changes along the corpus."
        case .mixed(let penalty):
            "the first and the second half differ by \(rounded(penalty.value)) bit/byte in their bytes alone. Look for "
                + "texts of another kind or language, and assess them apart."
        }
    }
}
