internal import Estimators
internal import Summaries

/// How much of two corpora is the same, by what they hold: a part of reports.
public struct Overlap: Sendable, Hashable, Codable {
    /// One corpus's name.
    public var first: String

    /// The other's.
    public var second: String

    /// Documents, lines, long lines, near duplicates; only documents where the corpora hold token ids.
    public var units: [Unit]

    /// The overlap in things of one kind.
    public struct Unit: Sendable, Hashable, Codable {
        /// What is compared.
        public var unit: OverlapUnit

        /// The share of hashes below both thresholds, 2^−level; 1 where everything was compared.
        public var samplingRate: Figure

        /// Of the first corpus, what occurs in the second.
        public var firstInSecond: Shares

        /// Of the second corpus, what occurs in the first.
        public var secondInFirst: Shares

        /// Distinct things in both over distinct things in either; nil for near duplicates, which do not come in pairs.
        public var jaccard: Diagnosed?
    }

    /// Shares of one corpus that occur in the other.
    public struct Shares: Sendable, Hashable, Codable {
        /// How many distinct things were looked for; nil for near duplicates, of which some are seen more likely than others.
        public var compared: UInt64?

        /// How many of them were found; nil for near duplicates.
        public var found: UInt64?

        /// Of distinct things.
        public var distinct: Diagnosed

        /// Of things, each as often as it occurs; nil for near duplicates.
        public var occurrences: Diagnosed?

        /// Of their bytes, as often as they occur; nil for near duplicates.
        public var bytes: Diagnosed?
    }

    /// Compares two corpora by their sketches alone.
    ///
    /// - Complexity: O(kept keys).
    public init(_ first: OverlapSketches, _ second: OverlapSketches) {
        self.first = first.name
        self.second = second.name
        units = OverlapUnit.allCases.compactMap { unit in
            guard let a = first.keys(unit), let b = second.keys(unit) else { return nil }
            return Unit(unit, a, b)
        }
        if let a = first.nearDuplicates, let b = second.nearDuplicates { units.append(Unit(nearDuplicates: a, b)) }
    }
}

extension Overlap.Unit {
    init(_ unit: OverlapUnit, _ a: OverlapSketches.Keys, _ b: OverlapSketches.Keys) {
        let level = max(a.level, b.level)
        let rate = Double(sign: .plus, exponent: -level, significand: 1)
        let (keptA, keptB) = (a.kept(atLevel: level), b.kept(atLevel: level))
        let (isFoundA, isFoundB) = Self.matches(keptA, keptB)
        self.unit = unit
        samplingRate = Figure(rate, unit: "1", kind: .exact)
        firstInSecond = Overlap.Shares(keptA, isFoundA, of: a, rate: rate, unit)
        secondInFirst = Overlap.Shares(keptB, isFoundB, of: b, rate: rate, unit)
        let found = isFoundA.count { $0 }
        var union = SampledShare()
        for index in 0..<keptA.count + keptB.count - found { union.add(1, isFound: index < found) }
        jaccard = Diagnosed(
            union.figure(rate: rate, population: nil, isDistinct: true), absence: Overlap.absence(unit, a, b, rate))
    }

    /// Which keys of two ascending lists are in the other, too.
    private static func matches(
        _ a: ArraySlice<ThresholdSketch.Slot>, _ b: ArraySlice<ThresholdSketch.Slot>
    ) -> (a: [Bool], b: [Bool]) {
        var (isFoundA, isFoundB) = ([Bool](repeating: false, count: a.count), [Bool](repeating: false, count: b.count))
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            let (left, right) = (a[a.startIndex + i].key, b[b.startIndex + j].key)
            if left == right {
                isFoundA[i] = true
                isFoundB[j] = true
            }
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return (isFoundA, isFoundB)
    }
}

extension Overlap.Unit {
    /// The documents of each that are in the other, or near duplicates of one there.
    init(nearDuplicates a: NearDuplicateSketch, _ b: NearDuplicateSketch) {
        unit = .nearDuplicates
        samplingRate = Figure(min(a.samplingRate, b.samplingRate), unit: "1", kind: .exact)
        firstInSecond = Overlap.Shares(a.nearDuplicates(in: b))
        secondInFirst = Overlap.Shares(b.nearDuplicates(in: a))
    }
}

extension Overlap.Shares {
    init(_ count: NearDuplicateCount) {
        guard let share = count.share, let interval = count.shareInterval else {
            distinct = Diagnosed(absence: "no documents are held by the sketch of near duplicates")
            return
        }
        distinct = Diagnosed(
            Figure(
                share, unit: "1", kind: .estimate,
                interval: Figure.Interval(
                    lower: min(interval.lowerBound, share), upper: max(interval.upperBound, share),
                    method: RepetitionEstimates.nearDuplicateMethod)))
    }

    init(
        _ kept: ArraySlice<ThresholdSketch.Slot>, _ isFound: [Bool], of all: OverlapSketches.Keys, rate: Double,
        _ unit: OverlapUnit
    ) {
        func share(_ weight: SampledShare.Weight) -> Diagnosed {
            var share = SampledShare()
            for (slot, isFound) in zip(kept, isFound) { share.add(weight(slot), isFound: isFound) }
            let figure = share.figure(
                rate: rate, population: all.level == 0 ? all.slots.count : nil, isDistinct: weight == .distinct)
            return Diagnosed(figure, absence: Overlap.absence(unit, all, all, rate))
        }
        compared = UInt64(kept.count)
        found = UInt64(isFound.count { $0 })
        distinct = share(.distinct)
        occurrences = share(.occurrences)
        bytes = share(.bytes)
    }
}

extension Overlap {
    /// Why there is no share.
    static func absence(
        _ unit: OverlapUnit, _ a: OverlapSketches.Keys, _ b: OverlapSketches.Keys, _ rate: Double
    ) -> String {
        if a.slots.isEmpty && a.level == 0 && b.slots.isEmpty && b.level == 0 { return "there are no \(unit.title)" }
        return "no \(unit.title) are below the threshold: 1 hash in \(UInt64(1 / rate)) was compared; scan with more "
            + "--sketch-keys"
    }
}

extension Diagnosed {
    /// A figure where there is one, else the reason.
    init(_ figure: Figure?, absence: @autoclosure () -> String) {
        if let figure { self.init(figure) } else { self.init(absence: absence()) }
    }
}
