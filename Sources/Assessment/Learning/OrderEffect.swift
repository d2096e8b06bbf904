internal import Estimators
internal import InformationCapacity

/// What it saves or costs to read documents in the corpus's own order instead of shuffled.
///
/// (C_own − C_shuffled)/n′ over the same n′ bytes, learnt by the same predictor: negative where neighbours are alike, positive
/// where what was read last misleads. It is the part of the exchangeability gap that the order is answerable for; duplicates
/// and excerpts, which enter the gap too, cancel.
enum OrderEffect {
    /// n′ at most, in bytes: the largest checkpoint up to here is taken.
    static let mostBytes = 1 << 20

    /// n′.
    static func budget(_ experiment: LearningExperiment) -> Int {
        experiment.positions.last { $0 <= mostBytes } ?? experiment.positions[0]
    }

    /// Learns the first n′ bytes of the first order in the order of the corpus; nil where that order is not known.
    ///
    /// The sample keeps one place for each distinct document, so that copies of one have no place of their own.
    static func learnInOwnOrder(_ experiment: LearningExperiment) -> [LearningExperiment.LearntPart]? {
        let budget = budget(experiment)
        var parts: [Range<Int>] = []
        var learnt = 0
        for part in experiment.parts(order: 0) where learnt < budget {
            parts.append(part)
            learnt += part.count
        }
        // The numbers of the sample's documents, and so the places in its text, are in the corpus's order.
        parts.sort { $0.lowerBound < $1.lowerBound }
        guard zip(parts, parts.dropFirst()).allSatisfy({ $0.lowerBound < $1.lowerBound }) else { return nil }
        var predictor = experiment.makePredictor()
        return parts.map {
            LearningExperiment.LearntPart(range: $0, codeLength: experiment.learn($0, &predictor))
        }
    }

    /// The effect, with an interval from groups of documents.
    ///
    /// - Parameters:
    ///   - own: What the parts cost in the corpus's order; nil where that is not known.
    ///   - shuffled: What the first order's parts cost.
    static func figure(
        _ experiment: LearningExperiment, own: [LearningExperiment.LearntPart]?,
        shuffled: [LearningExperiment.LearntPart]
    ) -> Diagnosed {
        guard let own else {
            return Diagnosed(absence: "documents that occur more than once have no single place in the corpus's order")
        }
        let known = Dictionary(
            shuffled.map { ($0.range.lowerBound, $0.codeLength) }, uniquingKeysWith: { first, _ in first })
        var totals = [CompensatedSum](repeating: CompensatedSum(), count: DocumentGroups.count)
        var sizes = [Double](repeating: 0, count: DocumentGroups.count)
        var documents = Set<Int>()
        for part in own {
            guard let other = known[part.range.lowerBound] else { continue }
            let document = experiment.text.document(at: part.range.lowerBound)
            documents.insert(document)
            totals[experiment.text.groups[document]].add((part.codeLength - other).value)
            sizes[experiment.text.groups[document]] += Double(part.range.count)
        }
        guard documents.count > 1 else {
            return Diagnosed(absence: "1 document has no order; at least 2 are needed")
        }
        var difference = CompensatedSum()
        for total in totals { difference.add(total.value) }
        let rate = Rate<Bits, Byte>(difference.value / sizes.reduce(0, +))
        let interval =
            documents.count < DocumentGroups.count
            ? nil : GroupInterval.ofRatio(around: rate.value, totals: totals.map(\.value), sizes: sizes)
        return Diagnosed(
            Figure(
                rate, kind: .diagnostic, interval: interval,
                intervalAbsence: interval == nil ? GroupInterval.absence(documents: documents.count) : nil))
    }
}
