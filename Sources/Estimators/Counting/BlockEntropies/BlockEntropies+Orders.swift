internal import Diagnostics
internal import InformationCapacity

extension BlockEntropies {
    /// Counts order by order until one is not usable.
    init<Storage>(
        _ counter: consuming BlockCounter<Storage>, documents: [DocumentRange], maximumOrder: Int
    ) throws(AssayError) {
        let filled = documents.filter { !$0.range.isEmpty }
        let groups = Set(filled.map(\.group)).sorted()
        let hasInterval = filled.count >= Self.minimumDocuments && groups.count >= 10

        var orders: [Order] = []
        var previous = Nats.zero
        var previousPlugIn = Nats.zero
        var previousWithout = [Nats](repeating: .zero, count: groups.count)
        while orders.count < maximumOrder, orders.last?.isUsable ?? true {
            let order = orders.count + 1
            let tallies = counter.countNextOrder(leavingOutGroups: hasInterval)
            let counts = try CountOfCounts(tallies.all)
            guard let entropy = EntropyEstimator.chaoWangJost.estimate(counts),
                let plugIn = EntropyEstimator.plugIn.estimate(counts),
                let coverage = counts.coverage, let singletonShare = counts.singletonShare
            else { break }

            let conditional = Bits(converting: entropy - previous)
            var interval: ClosedRange<Rate<Bits, Symbol>>?
            if hasInterval {
                var without: [Nats] = []
                for group in groups {
                    let counts = try CountOfCounts(tallies.without(group: group))
                    // A group may hold all the blocks that are left at this order.
                    guard let entropy = EntropyEstimator.chaoWangJost.estimate(counts) else { break }
                    without.append(entropy)
                }
                if without.count == groups.count {
                    let values = zip(without, previousWithout).map { Bits(converting: $0 - $1).value }
                    let radius = Self.radius(values)
                    interval = Rate(conditional.value - radius)...Rate(conditional.value + radius)
                    previousWithout = without
                }
            }
            orders.append(
                Order(
                    order: order, observations: counts.total, distinct: counts.observedSymbols,
                    blockEntropy: Bits(converting: entropy), plugInBlockEntropy: Bits(converting: plugIn),
                    conditionalEntropy: Rate(conditional),
                    plugInConditionalEntropy: Rate(Bits(converting: plugIn - previousPlugIn)),
                    coverage: coverage, singletonShare: singletonShare,
                    isUsable: singletonShare <= Self.maximumSingletonShare, interval: interval))
            previous = entropy
            previousPlugIn = plugIn
        }
        self.orders = orders
    }

    /// Half the width of the 95 % interval from the estimates without each group: the delete-a-group jackknife.
    ///
    /// The variance is (g − 1)/g Σ (θ₋ − mean)², the quantile Student's with g − 1 degrees of freedom (Kott 2001).
    private static func radius(_ values: [Double]) -> Double {
        let count = Double(values.count)
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        let mean = sum.value / count
        var squares = CompensatedSum()
        for value in values { squares.add((value - mean) * (value - mean)) }
        // Student's t at 97.5 %, 9 … 19 degrees of freedom.
        let quantiles = [2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930]
        return quantiles[values.count - 10] * ((count - 1) / count * squares.value).squareRoot()
    }
}
