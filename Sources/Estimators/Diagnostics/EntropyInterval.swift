public import InformationCapacity

/// One interval for the entropy of a byte of documents like those held out, with what each end rests on.
///
/// - Upper end ▲: a Bayesian mixture of valid codes of the held-out documents, the learner and the uniform code among them,
///   its overhead included, at the 97.5 % quantile over resampled documents. No code is chosen after the fact.
/// - Lower end ▽: where the learning curve leads, at the 2.5 % quantile over resampled documents and fits
///   (``LossExtrapolation``); *not identified* where forms or windows disagree by more than 15 %.
///
/// The two are statements of different kinds and are never averaged; the point between them is L*(n).
public struct EntropyInterval: Sendable, Hashable {
    /// A valid code beside the learner, with the length that it gives each held-out document.
    public struct Code: Sendable, Hashable {
        /// What a report calls it.
        public var name: String

        /// The length of each document, whatever the others are; as many as the curves have documents.
        public var lengths: [Bits]

        /// Creates a code.
        public init(_ name: String, lengths: [Bits]) {
            self.name = name
            self.lengths = lengths
        }
    }

    /// The mixture of all codes over the held-out documents, each as likely as another beforehand.
    public let mixture: CodeMixture

    /// The mixture's length over the held-out bytes.
    public let bound: Rate<Bits, Byte>

    /// The bound's 97.5 % quantile; absent with fewer than 20 held-out documents.
    public let upper: Diagnosis<Rate<Bits, Byte>>

    /// Where the curve leads, with its 95 % interval; absent where that is not identified.
    public let limit: Diagnosis<Estimated<Rate<Bits, Byte>>>

    /// The lower end: the limit's 2.5 % quantile, or why there is none.
    public var lower: Diagnosis<Rate<Bits, Byte>> {
        switch limit {
        case .insufficient(let reason): .insufficient(reason: reason)
        case .found(let limit):
            if let interval = limit.interval {
                .found(interval.lowerBound)
            } else {
                .insufficient(reason: limit.intervalAbsence ?? "no interval")
            }
        }
    }

    /// How many resamples are fitted: a fit costs more than a sum.
    private static let fittedResamples = 200

    /// Makes the interval.
    ///
    /// The learner enters the mixture as one code: the mean of its lengths over the orders, which is the length of a
    /// valid code, too (the geometric mean of probabilities sums to 1 at most).
    ///
    /// - Parameters:
    ///   - curves: One for each order; budgets and held-out documents must be the same.
    ///   - learner: What a report calls the learner.
    ///   - codes: The other codes; the uniform one is added.
    ///   - seed: A hash of the held-out documents, so that equal data give equal intervals.
    ///   - resamples: How many bootstrap resamples for the upper end.
    /// - Returns: nil without curves, or where documents do not match.
    /// - Complexity: O(resamples × codes × documents), and 400 curve fits where the limit is identified.
    public init?(
        _ curves: [HeldOutLossCurve], learner: String, codes: [Code], seed: UInt64, resamples: Int = 1000
    ) {
        guard let first = curves.first, first.checkpoints.last != nil,
            curves.allSatisfy({ $0.budget == first.budget && $0.documentBytes == first.documentBytes }),
            codes.allSatisfy({ $0.lengths.count == first.documentBytes.count })
        else { return nil }
        let bytes = first.documentBytes
        let learned = Code(
            learner,
            lengths: bytes.indices.map { document in
                Bits(
                    DocumentBootstrap.mean(
                        curves.map { $0.checkpoints[$0.checkpoints.count - 1].heldOut[document].value }))
            })
        let all = [learned] + codes
        guard let point = Self.mix(all, bytes, [Double](repeating: 1, count: bytes.count)) else { return nil }
        mixture = point.mixture
        bound = point.rate

        let rates = DocumentBootstrap.replicates(documentBytes: bytes, seed: seed, resamples: resamples) {
            Self.mix(all, bytes, $0)?.rate.value
        }.compactMap(\.self)
        if let (_, high) = DocumentBootstrap.quantiles(rates) {
            let orders =
                point.mixture.shortest == learner
                ? DocumentBootstrap.orderRadius(curves.map { $0.points.last?.loss.value ?? 0 }) : 0
            let above = max(0, high - point.rate.value)
            upper = .found(Rate(point.rate.value + (above * above + orders * orders).squareRoot()))
        } else {
            upper = .insufficient(reason: DocumentStatistics.absence(documents: bytes.count))
        }
        limit = Self.limit(curves, seed: seed)
    }

    /// The mixture of the documents' lengths when each document counts as often as its weight says.
    private static func mix(
        _ codes: [Code], _ bytes: [UInt64], _ weights: [Double]
    ) -> (mixture: CodeMixture, rate: Rate<Bits, Byte>)? {
        var size = 0.0
        for (weight, count) in zip(weights, bytes) { size += weight * Double(count) }
        let mixed = codes.map { code in
            var sum = CompensatedSum()
            for (weight, length) in zip(weights, code.lengths) { sum.add(weight * length.value) }
            return CodeMixture.Code(code.name, length: Bits(sum.value))
        }
        guard size > 0, let mixture = CodeMixture(mixed, byteCount: UInt64(size)) else { return nil }
        return (mixture, Rate(mixture.length.value / size))
    }

    /// The limit with the uncertainty of the fits and that of the documents in quadrature.
    private static func limit(
        _ curves: [HeldOutLossCurve], seed: UInt64
    ) -> Diagnosis<Estimated<Rate<Bits, Byte>>> {
        let bytes = curves[0].documentBytes
        guard let curve = meanCurve(curves, [Double](repeating: 1, count: bytes.count)),
            let extrapolation = LossExtrapolation(curve)
        else { return .insufficient(reason: "not identified: the curve has too few points") }
        switch extrapolation.limit {
        case .notIdentified(let reason): return .insufficient(reason: "not identified: \(reason)")
        case .identified(let limit):
            // Both forms are fitted to each resample; the lower end takes the lesser, the upper the greater.
            let replicates = DocumentBootstrap.replicates(
                documentBytes: bytes, seed: seed, resamples: fittedResamples
            ) { weights in
                let resampled = meanCurve(curves, weights)
                return [CurveForm.powerLaw, .exponential].compactMap { form in
                    resampled.flatMap { CurveFit(form, to: $0) }?.limit.value.value
                }
            }
            guard let (low, _) = DocumentBootstrap.quantiles(replicates.compactMap { $0.min() }),
                let (_, high) = DocumentBootstrap.quantiles(replicates.compactMap { $0.max() })
            else {
                return .found(
                    Estimated(limit.value, intervalAbsence: DocumentStatistics.absence(documents: bytes.count)))
            }
            func combined(_ fit: Double, _ documents: Double) -> Double {
                let documents = max(0, documents)
                return (fit * fit + documents * documents).squareRoot()
            }
            let value = limit.value.value
            let lower = max(0, value - combined(value - limit.lower.value, value - low))
            return .found(
                Estimated(
                    limit.value,
                    interval: Rate(lower)...Rate(value + combined(limit.upper.value - value, high - value))))
        }
    }

    /// The mean over orders of the mean losses under the given weights of the documents.
    private static func meanCurve(_ curves: [HeldOutLossCurve], _ weights: [Double]) -> LearningCurve<Byte>? {
        let losses = curves.map { $0.meanLosses(weights: weights) }
        return LearningCurve(
            curves[0].checkpoints.enumerated().map { index, checkpoint in
                LearningCurve.Point(
                    symbols: Double(checkpoint.position),
                    loss: Rate(DocumentBootstrap.mean(losses.map { $0[index] })))
            })
    }
}
