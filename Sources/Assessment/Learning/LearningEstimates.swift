internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Puts the figures of a learning experiment together.
struct LearningEstimates {
    let experiment: LearningExperiment
    let results: [LearningExperiment.OrderResult]

    /// The interval of the entropy; nil where no order came to an end.
    let interval: EntropyInterval?

    /// Takes what the orders came to.
    ///
    /// - Parameter heldOutCodes: Code lengths of the held-out documents under general compressors.
    init(
        experiment: LearningExperiment, results: [LearningExperiment.OrderResult],
        heldOutCodes: [EntropyInterval.Code] = []
    ) {
        self.experiment = experiment
        self.results = results
        seed = experiment.seed
        let orderZero = results.first.flatMap { HeldOutCodes.orderZero(experiment, learnt: $0.byteCounts) }
        interval = EntropyInterval(
            results.map(\.curve), learner: Self.learnerName(experiment, results),
            codes: heldOutCodes + [orderZero].compactMap(\.self), seed: seed)
    }

    private let seed: UInt64

    /// The report's part; nil when no order came to an end.
    func report() -> CorpusReport.Learning? {
        guard let first = results.first, let counts = SymbolCounts(first.byteCounts),
            let baseline = InitialLoss<Byte>.adaptiveOrderZero(counts),
            let structure = CurveStructure(results.map(\.curve), baseline: baseline.rate, seed: seed),
            let ledger = Ledger<Byte>(
                symbols: counts.total, baseline: baseline.rate.total(over: counts.total), codeLength: first.codeLength,
                finalLoss: min(first.initialLoss, first.firstPassLoss))
        else { return nil }
        let modelBits = Bits(8 * Double(first.modelBytes))
        return CorpusReport.Learning(
            budget: UInt64(experiment.budget), orders: results.count,
            heldOutDocuments: UInt64(experiment.split.heldOut.count),
            heldOutBytes: experiment.heldOutBytes.reduce(0, +),
            modelBits: Figure(modelBits.value, unit: Bits.unitName, kind: .exact),
            initialLoss: Figure(
                first.initialLoss, kind: .bound, intervalAbsence: "no interval: measured before any learning"),
            curve: curve(), entropy: figure(structure.finalLoss, kind: .bound),
            limit: limit.figure, limitAbsence: limit.absence,
            structureRate: figure(structure.structureRate, kind: .estimate),
            structure: Figure(
                structure.structure.value.value, unit: Bits.unitName, kind: .estimate,
                interval: structure.structure.interval.map { interval($0.lowerBound.value, $0.upperBound.value) },
                intervalAbsence: structure.structure.intervalAbsence),
            stillLearning: figure(structure.stillLearning, kind: .estimate),
            noiseShare: structure.noiseShare.map {
                Figure(
                    $0.value, unit: "1", kind: .estimate,
                    interval: $0.interval.map { interval($0.lowerBound, $0.upperBound) },
                    intervalAbsence: $0.intervalAbsence)
            },
            exchangeabilityGap: structure.exchangeabilityGap.map { figure($0, kind: .diagnostic) },
            inDocumentGain: inDocumentGain(),
            ledger: CorpusReport.Learning.LedgerEntry(
                baseline: exact(ledger.baseline), saved: exact(ledger.saved),
                paidLearning: exact(ledger.paidLearning), residual: exact(ledger.residual)),
            capacity: capacity(ledger, structure.structure.value, modelBits))
    }

    private func curve() -> [CorpusReport.Learning.Point] {
        let points = results.map(\.curve.points)
        return (points.first ?? []).indices.map { index in
            func mean(_ value: (HeldOutLossCurve.Point) -> Double) -> Rate<Bits, Byte> {
                Rate(points.reduce(0) { $0 + value($1[index]) } / Double(points.count))
            }
            let absence = "no interval: see the entropy at the last point"
            return CorpusReport.Learning.Point(
                bytes: points[0][index].position,
                loss: Figure(mean(\.loss.value), kind: .bound, intervalAbsence: absence),
                runningMinimum: Figure(mean(\.runningMinimum.value), kind: .bound, intervalAbsence: absence))
        }
    }

    private func inDocumentGain() -> Figure {
        var documents: [InDocumentGain.Document] = []
        for (index, bytes) in experiment.heldOutBytes.enumerated() {
            guard let adapting = results[0].curve.checkpoints.last?.heldOut[index] else { continue }
            documents.append(
                InDocumentGain.Document(byteCount: bytes, adapting: adapting, frozen: results[0].frozen[index]))
        }
        switch InDocumentGain.measure(documents) {
        case .found(let gain): return figure(gain, kind: .estimate)
        case .insufficient(let reason):
            let total = documents.reduce(Bits.zero) { $0 + $1.frozen - $1.adapting }
            let rate = Rate<Bits, Byte>(total, over: experiment.heldOutBytes.reduce(0, +)) ?? Rate(0)
            return Figure(rate, kind: .estimate, intervalAbsence: reason)
        }
    }

    private func capacity(
        _ ledger: Ledger<Byte>, _ structure: Bits, _ modelBits: Bits
    ) -> [CorpusReport.NamedFigure] {
        let ratios = [
            FirstLaw.literal(ledger, modelSize: modelBits),
            FirstLaw.structural(structure: structure, modelSize: modelBits),
        ]
        return ratios.compactMap { ratio in
            ratio.map {
                CorpusReport.NamedFigure(
                    name: $0.form.rawValue + ($0.note.map { " (\($0))" } ?? ""),
                    figure: Figure(
                        $0.value, unit: "1", kind: .diagnostic,
                        intervalAbsence: "no interval: a ratio to the predictor's storage"))
            }
        }
    }

    private func exact(_ bits: Bits) -> Figure { Figure(bits.value, unit: Bits.unitName, kind: .exact) }

    private func figure(_ estimated: Estimated<Rate<Bits, Byte>>, kind: Figure.Kind) -> Figure {
        Figure(
            estimated.value, kind: kind,
            interval: estimated.interval.map { interval($0.lowerBound.value, $0.upperBound.value) },
            intervalAbsence: estimated.intervalAbsence)
    }

    private func interval(_ lower: Double, _ upper: Double) -> Figure.Interval {
        Figure.Interval(
            lower: lower, upper: upper,
            method: "paired bootstrap over held-out documents, and the spread over orders, in quadrature")
    }
}
