internal import Estimators
internal import InformationCapacity

extension TrainingRunAssessment {
    /// How many first losses the spread is that of.
    static let spreadEntries = 5

    func initialLoss(_ run: TrainingRunFigures) -> TrainingRunReport.InitialLoss {
        let first = log.entries.prefix(Self.spreadEntries).map(\.loss.value)
        let mean = first.reduce(0, +) / Double(first.count)
        let squares = first.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        func named(_ name: String, _ value: Double) -> CorpusReport.NamedFigure {
            CorpusReport.NamedFigure(name: name, figure: Figure(Rate<Bits, Token>(value), kind: .exact))
        }
        func reading(_ loss: InitialLoss<Token>?) -> Figure? { loss.map { Figure($0.rate, kind: .exact) } }
        return TrainingRunReport.InitialLoss(
            measured: Figure(
                run.entropy, kind: .estimate,
                intervalAbsence: log.isAveraged ? "a mean over the first tokens" : "a single logged loss"),
            tokens: log.entries[0].tokens, spreadEntries: first.count,
            spread: [
                named("lowest", first.min() ?? mean), named("highest", first.max() ?? mean), named("mean", mean),
                named("standard deviation", (squares / Double(max(1, first.count - 1))).squareRoot()),
            ],
            uniform: reading(vocabularySize.flatMap { .uniform(vocabulary: $0) }),
            expected: reading(
                vocabularySize.flatMap { .gaussianInitialisation(vocabulary: $0, logitVariance: logitVariance) }),
            perByte: perByte(run.entropy, kind: .estimate))
    }

    func losses(_ run: TrainingRunFigures) -> TrainingRunReport.Losses {
        let mean = Rate<Bits, Token>(run.runningMean(at: run.tokens))
        return TrainingRunReport.Losses(
            runningMean: Figure(mean, kind: .bound), current: currentLoss(run),
            runningMeanPerByte: perByte(mean, kind: .bound), currentPerByte: perByte(run.current, kind: .estimate))
    }

    /// The local line's value at the end; its noise is told by the differences of successive losses.
    private func currentLoss(_ run: TrainingRunFigures) -> Figure {
        let last = run.curve.points[run.curve.points.count - 1].symbols
        let recent = run.curve.points.filter { $0.symbols * 2.0.squareRoot() >= last }.map(\.loss.value)
        guard recent.count >= TrainingLog.minimumEntries else {
            return Figure(
                run.current, kind: .estimate,
                intervalAbsence: "fewer than \(TrainingLog.minimumEntries) losses in the last half doubling")
        }
        let squares = zip(recent, recent.dropFirst()).map { ($1 - $0) * ($1 - $0) }.reduce(0, +)
        let variance = squares / 2 / Double(recent.count - 1)
        // At its end, a line through n points has four times the variance of their mean.
        let radius = 1.959964 * (4 * variance / Double(recent.count)).squareRoot()
        return Figure(
            run.current, kind: .estimate,
            interval: .init(
                lower: run.current.value - radius, upper: run.current.value + radius,
                method: "local line over the last half doubling, noise from successive differences"))
    }

    static func ledger(_ ledger: Ledger<Token>) -> TrainingRunReport.LedgerFigures {
        func figure(_ bits: Bits) -> Figure {
            Figure(bits.value, unit: Bits.unitName, kind: .estimate, intervalAbsence: "from one run")
        }
        return TrainingRunReport.LedgerFigures(
            baseline: figure(ledger.baseline), saved: figure(ledger.saved), paidLearning: figure(ledger.paidLearning),
            residual: figure(ledger.residual), informationHeld: figure(ledger.informationHeld),
            remainingShare: Figure(
                ledger.noiseShare ?? 1, unit: "1", kind: .estimate, intervalAbsence: "from one run"))
    }

    func structure(_ run: TrainingRunFigures) -> TrainingRunReport.StructureFigures {
        let total = run.structures[run.structures.count - 1]
        let absence = "from one run; another order of the data would differ by what one log does not tell"
        // L̃ at half of the way, on the line between its neighbours in ln t.
        let half = total.symbols / 2
        var still: Figure?
        if let after = run.structures.firstIndex(where: { $0.symbols >= half }), after > 0 {
            let (a, b) = (run.structures[after - 1], run.structures[after])
            let share = PortableMath.log(half / a.symbols) / PortableMath.log(b.symbols / a.symbols)
            let loss = a.leastLoss.value + share * (b.leastLoss - a.leastLoss).value
            still = Figure(
                Rate<Bits, Token>((loss - total.leastLoss.value) / Nats(converting: Bits(1)).value),
                kind: .estimate, intervalAbsence: absence)
        }
        return TrainingRunReport.StructureFigures(
            total: Figure(
                total.structure.value, unit: Bits.unitName, kind: .estimate, intervalAbsence: absence),
            perToken: Figure(
                Rate<Bits, Token>(total.structure.value / run.tokens), kind: .estimate, intervalAbsence: absence),
            stillLearning: still)
    }

    func capacity(_ run: TrainingRunFigures) -> TrainingRunReport.Capacity? {
        guard let modelSize, let structure = run.structures.last?.structure,
            let saved = CapacityRatio(.literal, information: run.ledger.saved, modelSize: modelSize),
            let held = FirstLaw.literal(run.ledger, modelSize: modelSize),
            let structural = FirstLaw.structural(structure: structure, modelSize: modelSize)
        else { return nil }
        func figure(_ ratio: CapacityRatio) -> Figure {
            Figure(ratio.value, unit: "1", kind: .estimate, intervalAbsence: "from one run")
        }
        var notes: [String] = []
        for note in [saved.note, held.note, structural.note].compactMap(\.self) where !notes.contains(note) {
            notes.append(note)
        }
        return TrainingRunReport.Capacity(
            modelSize: Figure(modelSize.value, unit: Bits.unitName, kind: .exact), literalRunningMean: figure(saved),
            literalCurrent: figure(held), structural: figure(structural), notes: notes)
    }

    func trajectory(_ run: TrainingRunFigures) -> [TrainingRunReport.TrajectoryPoint] {
        zip(run.smoothed.points, run.structures).enumerated().map { index, pair in
            let (point, structure) = pair
            // The last point stands for the run's end, also where losses are means over what went before.
            let tokens = index == run.structures.count - 1 ? run.tokens : point.symbols
            let mean = run.runningMean(at: tokens)
            let saved = tokens * (run.entropy.value - mean)
            return TrainingRunReport.TrajectoryPoint(
                tokens: tokens, runningMeanLoss: mean, currentLoss: point.loss.value, savedBits: saved,
                structureBits: structure.structure.value, literal: modelSize.map { saved / $0.value },
                structural: modelSize.map { structure.structure / $0 })
        }
    }

    func energy(_ run: TrainingRunFigures) -> TrainingRunReport.Energy {
        let transfer = SecondLaw.minimumEnergy(information: run.ledger.informationHeld, at: temperature)
        return TrainingRunReport.Energy(
            temperature: Figure(temperature.value, unit: Kelvin.unitName, kind: .exact),
            transfer: Figure(
                transfer.value, unit: Joules.unitName, kind: .estimate, intervalAbsence: "from one run"),
            erasure: modelSize.map {
                Figure(
                    SecondLaw.erasureEnergy(modelSize: $0, at: temperature).value, unit: Joules.unitName, kind: .exact)
            })
    }
}
