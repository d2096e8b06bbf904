public import InformationCapacity

extension HeldOutLossCurve {
    /// The figures that are read off a curve.
    struct Figures {
        /// L̃(n).
        var finalLoss: Double
        /// S(n), bits.
        var structure: Double
        /// m(n), bits per byte.
        var stillLearning: Double
        /// (C − n·L̃(n) − S) / n.
        var exchangeabilityGap: Double?
        /// L̃(n) / H.
        var noiseShare: Double?
    }

    /// The figures of the mean losses under the given weights of the documents.
    func figures(weights: [Double], baseline: Rate<Bits, Byte>?) -> Figures {
        let initial = initialLoss(weights: weights)
        let losses = runningMinimum(meanLosses(weights: weights), from: initial)
        let n = Double(budget)
        let final = losses.last ?? initial
        let structure = Self.structure(
            positions: checkpoints.map { Double($0.position) }, losses: losses, initialLoss: initial)
        return Figures(
            finalLoss: final, structure: structure,
            stillLearning: (lossAtHalf(losses, initial) - final) / Bits.natsPerUnit,
            exchangeabilityGap: codeLength.map { ($0.value - n * final - structure) / n },
            noiseShare: baseline.flatMap { $0.value > 0 ? final / $0.value : nil })
    }

    /// ∫ (L̃(t) − L̃(n)) dt from 0 to n: the head, then L̃ straight in ln t between checkpoints.
    ///
    /// From a to b that is (L̃(b) − L̃(n))·(b − a) + (L̃(a) − L̃(b))·((b − a)/ln(b/a) − a).
    static func structure(positions: [Double], losses: [Double], initialLoss: Double) -> Double {
        guard let final = losses.last, let first = positions.first else { return 0 }
        var area = CompensatedSum()
        area.add((losses[0] - final) * first)
        area.add(headExcess(positions: positions, losses: losses, initialLoss: initialLoss))
        for (a, b) in zip(positions.indices, positions.indices.dropFirst()) {
            let width = positions[b] - positions[a]
            let logarithm = PortableMath.log(positions[b] / positions[a])
            area.add((losses[b] - final) * width)
            area.add((losses[a] - losses[b]) * (width / logarithm - positions[a]))
        }
        return area.value
    }

    /// ∫ (L̃(t) − L̃(t₁)) dt from 0 to the first checkpoint.
    ///
    /// The first byte costs the initial loss; from there to t₁ it is E + A·t^(−b) through the initial loss and the first
    /// two checkpoints, b being bisected from (L̃(0) − L̃₁)/(L̃₁ − L̃₂) = (t₁ᵇ − 1)/(1 − (t₁/t₂)ᵇ), which rises with b.
    /// Held to −1 (straight in t) … 2. With one checkpoint b is 0: straight in ln t.
    private static func headExcess(positions: [Double], losses: [Double], initialLoss: Double) -> Double {
        let t = positions[0]
        let fall = initialLoss - losses[0]
        guard t > 1, fall > 0 else { return fall }
        func ratio(_ b: Double, _ x: Double) -> Double {  // (xᵇ − 1)/b, ln x at b = 0
            let logarithm = PortableMath.log(x)
            return b == 0 ? logarithm : expm1(b * logarithm) / b
        }
        var exponent = 0.0
        if positions.count > 1 {
            var low = -1.0
            var high = 2.0
            let next = losses[0] - losses[1]
            for _ in 0..<60 {
                exponent = (low + high) / 2
                // (1 − (t₁/t₂)ᵇ)/b is the same ratio at −b.
                if ratio(exponent, t) * next < ratio(-exponent, positions[1] / t) * fall {
                    low = exponent
                } else {
                    high = exponent
                }
            }
        }
        // ∫₁ᵗ (x^(−b) − t^(−b)) dx over 1 − t^(−b), both divided by b.
        let area = (ratio(1 - exponent, t) - (t - 1) * PortableMath.pow(t, -exponent))
        let drop = ratio(-exponent, t) * exponent
        guard abs(exponent) > 1e-6 else { return fall * ((t - 1) / PortableMath.log(t) - 1) + fall }
        return fall * area / drop + fall
    }

    /// L̃(n/2), straight in ln t between the checkpoints around it.
    private func lossAtHalf(_ losses: [Double], _ initial: Double) -> Double {
        let half = Double(budget) / 2
        var start = (position: 1.0, loss: initial)
        for (checkpoint, loss) in zip(checkpoints, losses) {
            let position = Double(checkpoint.position)
            if position >= half {
                guard half > start.position else { return position == half ? loss : start.loss }
                let share = PortableMath.log(half / start.position) / PortableMath.log(position / start.position)
                return start.loss + (loss - start.loss) * share
            }
            start = (position, loss)
        }
        return start.loss
    }
}

/// The structure of a corpus and its companions, from one or more loss curves over the same held-out documents.
///
/// Each curve is another order of the training documents. Intervals come from a paired bootstrap over held-out documents (the
/// same resample at every checkpoint and for every order) and, in quadrature, Student's interval of the mean over orders. With
/// fewer than 20 held-out documents there is no interval; with one order it covers the documents only.
public struct CurveStructure: Sendable, Hashable {
    /// n: how many bytes were learnt.
    public let budget: UInt64

    /// How many orders of the training documents there were.
    public let orders: Int

    /// L*(n) = L̃(n): the entropy at this budget.
    public let finalLoss: Estimated<Rate<Bits, Byte>>

    /// S(n): what learning the corpus's reusable pattern cost in all.
    public let structure: Estimated<Bits>

    /// σ(n) = S(n)/n.
    public let structureRate: Estimated<Rate<Bits, Byte>>

    /// m(n) = [L̃(n/2) − L̃(n)]/ln 2: bits per byte for each e-fold of data; near 0 where nothing more is learnt.
    public let stillLearning: Estimated<Rate<Bits, Byte>>

    /// (C − n·L* − S)/n: duplicates and locality make it negative, drift positive; nil without a code length.
    public let exchangeabilityGap: Estimated<Rate<Bits, Byte>>?

    /// ρ = L*/H: 1 is unpredictable; nil without a baseline of more than zero bits.
    public let noiseShare: Estimated<Double>?

    /// σ of each resample of the held-out documents: what a paired comparison of two corpora subtracts.
    ///
    /// In bits per byte, centred as ``structureRate``; as many as resamples, empty where there is no interval. The same seed
    /// and the same held-out documents give the same resamples.
    public let resampledStructureRates: [Double]

    /// Reads the figures off the curves.
    ///
    /// - Parameters:
    ///   - curves: One for each order; budgets and held-out documents must be the same.
    ///   - baseline: H of the named baseline code f0.
    ///   - seed: A hash of the held-out documents, so that equal data give equal intervals.
    ///   - resamples: How many bootstrap resamples; at least 100.
    /// - Returns: nil without curves, or where their budgets or held-out documents differ.
    /// - Complexity: O(resamples × orders × checkpoints × documents).
    public init?(
        _ curves: [HeldOutLossCurve], baseline: Rate<Bits, Byte>? = nil, seed: UInt64, resamples: Int = 1000
    ) {
        guard let first = curves.first,
            curves.allSatisfy({ $0.budget == first.budget && $0.documentBytes == first.documentBytes })
        else { return nil }
        let documents = first.documentBytes.count
        let n = Double(first.budget)
        let point = curves.map {
            $0.figures(weights: [Double](repeating: 1, count: documents), baseline: baseline)
        }

        let replicates = DocumentBootstrap.replicates(
            documentBytes: first.documentBytes, seed: seed, resamples: resamples
        ) { weights in
            Self.mean(curves.map { $0.figures(weights: weights, baseline: baseline) })
        }

        func estimated<Value>(
            _ figure: (HeldOutLossCurve.Figures) -> Double, _ value: (Double) -> Value
        ) -> Estimated<Value> {
            let values = point.map(figure)
            let centre = DocumentBootstrap.mean(values)
            guard let (low, high) = DocumentBootstrap.quantiles(replicates.map(figure)) else {
                return Estimated(
                    value(centre), intervalAbsence: DocumentStatistics.absence(documents: documents))
            }
            let orders = DocumentBootstrap.orderRadius(values)
            let below = max(0, centre - low)
            let above = max(0, high - centre)
            return Estimated(
                value(centre),
                interval: value(
                    centre - (below * below + orders * orders).squareRoot())...value(
                        centre + (above * above + orders * orders).squareRoot()))
        }
        budget = first.budget
        orders = curves.count
        finalLoss = estimated(\.finalLoss) { Rate($0) }
        structure = estimated(\.structure) { Bits($0) }
        structureRate = estimated({ $0.structure / n }) { Rate($0) }
        stillLearning = estimated(\.stillLearning) { Rate($0) }
        exchangeabilityGap =
            point.allSatisfy { $0.exchangeabilityGap != nil }
            ? estimated({ $0.exchangeabilityGap ?? 0 }) { Rate($0) } : nil
        noiseShare =
            point.allSatisfy { $0.noiseShare != nil } ? estimated({ $0.noiseShare ?? 0 }) { $0 } : nil
        resampledStructureRates = replicates.map { $0.structure / n }
    }

    /// The mean over orders.
    private static func mean(_ figures: [HeldOutLossCurve.Figures]) -> HeldOutLossCurve.Figures {
        HeldOutLossCurve.Figures(
            finalLoss: DocumentBootstrap.mean(figures.map(\.finalLoss)),
            structure: DocumentBootstrap.mean(figures.map(\.structure)),
            stillLearning: DocumentBootstrap.mean(figures.map(\.stillLearning)),
            exchangeabilityGap: DocumentBootstrap.mean(figures.map { $0.exchangeabilityGap ?? 0 }),
            noiseShare: DocumentBootstrap.mean(figures.map { $0.noiseShare ?? 0 }))
    }
}
