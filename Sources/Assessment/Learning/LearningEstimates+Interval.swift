internal import Estimators
internal import InformationCapacity

extension LearningEstimates {
    /// What a report calls the predictor as a code of the held-out documents.
    static func learnerName(
        _ experiment: LearningExperiment, _ results: [LearningExperiment.OrderResult]
    ) -> String {
        "learned predictor after \(experiment.budget) bytes, mean of \(results.count) "
            + "order\(results.count == 1 ? "" : "s")"
    }

    /// ▽ Where the curve leads, or why that is not identified.
    var limit: Diagnosed {
        switch interval?.limit {
        case nil: Diagnosed(absence: "not identified: nothing was learnt")
        case .insufficient(let reason): Diagnosed(absence: reason)
        case .found(let limit):
            Diagnosed(
                Figure(
                    limit.value, kind: .extrapolation,
                    interval: limit.interval.map {
                        Figure.Interval(
                            lower: $0.lowerBound.value, upper: $0.upperBound.value,
                            method: "fits of E + A·t^(−b) and exp(A·t^(−b) + A′), and bootstrap over held-out "
                                + "documents, in quadrature")
                    }, intervalAbsence: limit.intervalAbsence))
        }
    }

    /// The report's interval around the entropy that was learnt.
    func interval(around learning: CorpusReport.Learning) -> CorpusReport.EntropyInterval? {
        guard let interval else { return nil }
        return CorpusReport.EntropyInterval(
            basis: "held-out documents", bytes: learning.heldOutBytes, documents: learning.heldOutDocuments,
            lower: end(interval.lower, .extrapolation, "the 2.5 % quantile of the limit"),
            point: Diagnosed(learning.entropy), budget: learning.budget,
            upper: end(
                interval.upper, .bound,
                "the 97.5 % quantile of the mixture: bootstrap over held-out documents and the spread over orders, in "
                    + "quadrature"),
            mixture: Figure(interval.bound, kind: .bound, intervalAbsence: "see the upper end"),
            overhead: Figure(
                interval.mixture.overhead.value, unit: Bits.unitName, kind: .diagnostic,
                intervalAbsence: "no interval: what naming a code costs these documents"),
            codes: interval.mixture.codes.compactMap { code in
                Rate<Bits, Byte>(code.length, over: learning.heldOutBytes).map {
                    CorpusReport.NamedFigure(
                        name: code.name, figure: Figure($0, kind: .bound, intervalAbsence: "see the upper end"))
                }
            })
    }

    /// An end of the interval: itself a quantile, so that it has no interval of its own.
    private func end(_ end: Diagnosis<Rate<Bits, Byte>>, _ kind: Figure.Kind, _ what: String) -> Diagnosed {
        switch end {
        case .found(let rate): Diagnosed(Figure(rate, kind: kind, intervalAbsence: what))
        case .insufficient(let reason): Diagnosed(absence: reason)
        }
    }

    /// What made the figures that rest on learning, and from how much.
    func provenance(of learning: CorpusReport.Learning) -> [CorpusReport.Estimate] {
        let storage = UInt64(learning.modelBits.value / 8)
        return [
            CorpusReport.Estimate(
                figures: "learning",
                method: "learned predictor of \(storage) bytes, \(learning.orders) orders, losses at n/256 … n when "
                    + "its settings had been fitted in a first pass",
                bytes: learning.budget, documents: nil),
            CorpusReport.Estimate(
                figures: "learning.curve, entropyInterval, diagnostics.positions, diagnostics.halves",
                method: "held-out documents, the first \(HeldOutSplit.excerptLength) bytes of each, adaptation undone",
                bytes: learning.heldOutBytes, documents: learning.heldOutDocuments),
            CorpusReport.Estimate(
                figures: "diagnostics.order.effect", method: "learned predictor of \(storage) bytes, natural order",
                bytes: UInt64(OrderEffect.budget(experiment)), documents: nil),
        ]
    }
}
