internal import Diagnostics
internal import Estimators
internal import InformationCapacity

/// What the parts of the report are computed from.
struct TrainingRunFigures {
    /// H: the first loss.
    let entropy: Rate<Bits, Token>

    /// D: tokens read by the end.
    let tokens: Double

    /// Each loss at the place that it stands for.
    let curve: LearningCurve<Token>

    /// The curve with its noise averaged out.
    let smoothed: LearningCurve<Token>

    /// S(t) at each point of the smoothed curve.
    let structures: [LearningCurve<Token>.Structure]

    /// The books of the run.
    let ledger: Ledger<Token>

    /// Tokens at the end of each entry, beginning with zero.
    private let ends: [Double]

    /// C(t) at those places.
    private let codeLengths: [Double]

    private let losses: [Double]

    init(_ assessment: TrainingRunAssessment) throws(AssayError) {
        let entries = assessment.log.entries
        let read = entries.filter { $0.tokens > 0 }
        var ends = [0.0]
        var codeLengths = [0.0]
        var sum = CompensatedSum()
        var points: [LearningCurve<Token>.Point] = []
        for entry in read {
            let before = ends[ends.count - 1]
            sum.add((entry.tokens - before) * entry.loss.value)
            let place =
                assessment.log.isAveraged ? Self.identricMean(before, entry.tokens) : entry.tokens
            points.append(LearningCurve.Point(symbols: place, loss: entry.loss))
            ends.append(entry.tokens)
            codeLengths.append(sum.value)
        }
        let tokens = ends[ends.count - 1]
        let symbols = UInt64(tokens.rounded())
        guard let curve = LearningCurve(points), let first = entries.first else {
            throw Self.unusable
        }
        let smoothed = curve.smoothed()
        guard
            let ledger = Ledger(
                symbols: symbols, baseline: tokens * first.loss.quantity, codeLength: Bits(sum.value),
                finalLoss: smoothed.points[smoothed.points.count - 1].loss)
        else { throw Self.unusable }
        let uniform = assessment.vocabularySize.flatMap { InitialLoss<Token>.uniform(vocabulary: $0)?.rate }
        self.entropy = first.loss
        self.tokens = tokens
        self.curve = curve
        self.smoothed = smoothed
        self.structures = smoothed.structures(initial: uniform)
        self.ledger = ledger
        self.ends = ends
        self.codeLengths = codeLengths
        self.losses = read.map(\.loss.value)
    }

    /// L: the loss at the end.
    var current: Rate<Bits, Token> { smoothed.points[smoothed.points.count - 1].loss }

    /// L̄(t) = C(t)/t, each loss standing for the tokens since the entry before; t lies above zero.
    func runningMean(at tokens: Double) -> Double {
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < tokens { low = middle + 1 } else { high = middle }
        }
        let index = max(low, 1)
        let start = ends[index - 1]
        return (codeLengths[index - 1] + (min(tokens, ends[index]) - start) * losses[index - 1])
            / min(tokens, ends[index])
    }

    /// Where a loss that is linear in ln t takes its mean over an interval: e⁻¹ (bᵇ/aᵃ)^(1/(b−a)), b/e for a = 0.
    static func identricMean(_ a: Double, _ b: Double) -> Double {
        let logB = PortableMath.log(b)
        guard a > 0 else { return PortableMath.exp(logB - 1) }
        // ln I = ln b − 1 + a·ln(b/a)/(b − a), never outside the interval.
        let mean = PortableMath.exp(logB - 1 + a * PortableMath.log1p((b - a) / a) / (b - a))
        return min(max(mean, a), b)
    }

    private static let unusable = AssayError(
        .missingTokens,
        "the tokens add up to less than one, or the losses to no number; give tokens as counts, not in "
            + "millions")
}
