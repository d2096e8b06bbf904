public import InformationCapacity

extension LearningCurve {
    /// The structure learned up to one point of a curve.
    public struct Structure: Sendable, Hashable {
        /// t: how many symbols had been read.
        public let symbols: Double

        /// S(t) = ∫₀ᵗ [L̃(u) − L̃(t)] du.
        public let structure: Bits

        /// L̃(t): the least loss so far.
        public let leastLoss: Rate<Bits, Per>
    }

    /// S(t) at every point: what was paid, up to t, for not knowing yet what the learner knew at t.
    ///
    /// L̃ is the running minimum of the losses. Between points it is taken as linear in ln t and integrated exactly, which
    /// for a power law t^(−b) errs by about b²h²/12 of ∫L for points h apart in ln t. A noisy curve is to be
    /// ``smoothed()`` first: a running minimum follows the noise down.
    ///
    /// Before the first point, where nothing was measured, L̃(u) − L̃(n) is continued as the power law that passes
    /// through the first point and the first one an octave later, and never above its value for `initial`. On a curve that
    /// starts level this is the first loss held constant.
    ///
    /// - Parameter initial: L̃(0), log₂|V| for example; nil where it is not known, and then nothing bounds the head.
    /// - Returns: One value for each point; all zero for a curve of one point and no more known of its head.
    public func structures(initial: Rate<Bits, Per>? = nil) -> [Structure] {
        var least = points[0].loss.value
        let losses = points.map { point in
            least = min(least, point.loss.value)
            return least
        }
        var integral = CompensatedSum()
        integral.add(headIntegral(losses, initial: initial?.value))
        return points.indices.map { index in
            let t = points[index].symbols
            if index > 0 {
                let before = points[index - 1].symbols
                let slope = (losses[index] - losses[index - 1]) / PortableMath.log(t / before)
                integral.add(t * losses[index] - before * losses[index - 1] - slope * (t - before))
            }
            return Structure(
                symbols: t, structure: Bits(max(0, integral.value - t * losses[index])), leastLoss: Rate(losses[index]))
        }
    }

    /// ∫ L̃ from 0 to the first point.
    private func headIntegral(_ losses: [Double], initial: Double?) -> Double {
        let t = points[0].symbols
        let last = losses[losses.count - 1]
        let first = losses[0] - last
        guard first > 0 else {
            // Nothing was learned after the first point; a known beginning is joined to it by a straight line.
            return t * (max(initial ?? losses[0], losses[0]) + losses[0]) / 2
        }
        var exponent = 0.0
        if let index = points.firstIndex(where: { $0.symbols >= 2 * t }), losses[index] > last {
            exponent = PortableMath.log(first / (losses[index] - last)) / PortableMath.log(points[index].symbols / t)
        }
        exponent = min(max(exponent, 0), 0.9)
        guard exponent > 0 else { return t * losses[0] }
        // ∫₀ᵗ min(top, first·(u/t)^(−b)) du, where the two meet at `knee`.
        var knee = 0.0
        var area = 0.0
        if let initial {
            let top = max(initial - last, first)
            knee = t * PortableMath.pow(first / top, 1 / exponent)
            area = top * knee
        }
        area += first * t * (1 - PortableMath.pow(knee / t, 1 - exponent)) / (1 - exponent)
        return t * last + area
    }
}
