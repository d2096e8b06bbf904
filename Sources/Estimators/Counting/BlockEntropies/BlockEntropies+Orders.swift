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
                    interval = DocumentGroups.jackknifeRadius(values).map {
                        Rate(conditional.value - $0)...Rate(conditional.value + $0)
                    }
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
}
