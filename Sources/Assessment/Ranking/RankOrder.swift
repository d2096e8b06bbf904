internal import Estimators
internal import InformationCapacity

/// The order of candidates, with ties: what cannot be told apart is not ordered.
///
/// Two candidates tie where the probability that one is better lies within 0.025 … 0.975: the share of joint resamples in
/// which it is. A candidate's place is a range, from 1 + the number that beat it to all but those that it beats.
struct RankOrder {
    /// A probability beyond this tells two candidates apart.
    static let decisive = 0.975

    /// What a candidate is ordered by.
    struct Standing {
        var name: String

        /// σ(n), and its resamples.
        var structure: Double
        var structureReplicates: [Double]

        /// The mean of T over the targets, and its resamples; 0 without targets.
        var transfer = 0.0
        var transferReplicates: [Double] = []
    }

    /// The candidates' numbers, the best first; equal ones by name.
    let listed: [Int]

    /// The range of places of each candidate.
    let places: [ClosedRange<Int>]

    /// The rank sum of each candidate; nil without targets.
    let rankSums: [Double]?

    private let figures: [Standing]

    /// For each candidate and other one, the probability that it is better.
    private let probabilities: [[Double]]

    init(_ figures: [Standing], usesTargets: Bool) {
        self.figures = figures
        let indices = figures.indices
        let scores: [[Double]]
        if usesTargets {
            let sums = Self.rankSums(figures.map(\.structure), figures.map(\.transfer))
            rankSums = sums
            // For each resample the rank sums; less is better.
            let resampled = (0..<JointResamples.count).map { resample in
                Self.rankSums(
                    figures.map { $0.structureReplicates[resample] }, figures.map { $0.transferReplicates[resample] })
            }
            scores = indices.map { index in resampled.map { -$0[index] } }
            listed = indices.sorted {
                (sums[$0], -figures[$0].structure, figures[$0].name) < (
                    sums[$1], -figures[$1].structure, figures[$1].name
                )
            }
        } else {
            rankSums = nil
            scores = figures.map(\.structureReplicates)
            listed = indices.sorted {
                (-figures[$0].structure, figures[$0].name) < (-figures[$1].structure, figures[$1].name)
            }
        }
        let probabilities = indices.map { first in
            indices.map { second in
                first == second ? 0.5 : ResampledComparison(scores[first], scores[second])?.probability ?? 0.5
            }
        }
        self.probabilities = probabilities
        places = indices.map { index in
            let beaten = probabilities[index].count { $0 > Self.decisive }
            let beating = probabilities[index].count { $0 < 1 - Self.decisive }
            return 1 + beating...indices.count - beaten
        }
    }

    /// The candidates that one cannot be told apart from, in the order of the list.
    func ties(of index: Int) -> [Int] {
        listed.filter { $0 != index && isTie(index, $0) }
    }

    private func isTie(_ first: Int, _ second: Int) -> Bool {
        (1 - Self.decisive...Self.decisive).contains(probabilities[first][second])
    }

    /// Rank of each by two figures, summed; equal ones share the mean of their ranks.
    static func rankSums(_ first: [Double], _ second: [Double]) -> [Double] {
        zip(ranks(first), ranks(second)).map { $0 + $1 }
    }

    /// 1 for the greatest; equal ones share the mean of their ranks.
    static func ranks(_ values: [Double]) -> [Double] {
        values.map { value in
            1
                + values.reduce(-0.5) { sum, other in
                    let isEqual = abs(value - other) <= 1e-12 * max(abs(value), abs(other))
                    return sum + (isEqual ? 0.5 : other > value ? 1 : 0)
                }
        }
    }

    /// Every pair, in the order of the list.
    func comparisons() -> [RankReport.Comparison] {
        listed.indices.flatMap { place in
            listed[(place + 1)...].compactMap { compare(listed[place], $0) }
        }
    }

    private func compare(_ first: Int, _ second: Int) -> RankReport.Comparison? {
        let (a, b) = (figures[first], figures[second])
        guard let structure = ResampledComparison(a.structureReplicates, b.structureReplicates) else { return nil }
        let transfer = rankSums.flatMap { _ in ResampledComparison(a.transferReplicates, b.transferReplicates) }
        return RankReport.Comparison(
            first: a.name, second: b.name, probability: probabilities[first][second], isTie: isTie(first, second),
            structureProbability: structure.probability,
            difference: Self.figure(a.structure - b.structure, structure.difference),
            ratio: structure.ratio.flatMap { interval in
                guard a.structure > 0, b.structure > 0 else { return nil }
                return Figure(
                    a.structure / b.structure, unit: "1", kind: .estimate,
                    interval: Figure.Interval(
                        lower: interval.lowerBound, upper: interval.upperBound, method: Figure.jointMethod))
            },
            transferProbability: transfer?.probability,
            transferDifference: transfer.map { Self.figure(a.transfer - b.transfer, $0.difference) })
    }

    private static func figure(_ value: Double, _ interval: ClosedRange<Double>) -> Figure {
        Figure(
            Rate<Bits, Byte>(value), kind: .estimate,
            interval: Figure.Interval(
                lower: interval.lowerBound, upper: interval.upperBound, method: Figure.jointMethod))
    }
}
