public import InformationCapacity

/// One number of a report with everything that it must not be separated from.
public struct Figure: Sendable, Hashable, Codable {
    /// The number; for estimates the point estimate.
    public var value: Double

    /// The unit with its denominator, "bit/byte" for example; "1" for a pure ratio.
    public var unit: String

    /// What sort of statement the number is.
    public var kind: Kind

    /// Where the true value lies, for estimates; nil for exact figures and where no interval can be had.
    public var interval: Interval?

    /// Why an estimate has no interval, in words.
    public var intervalAbsence: String?

    /// What sort of statement a number is.
    ///
    /// Kinds are never averaged with each other.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Counted, or computed in closed form from counts, over the whole corpus.
        case exact

        /// ▲ The length of a valid code: an upper bound of the entropy of what was encoded.
        case bound

        /// ◇ A statistic that can lie on either side of the truth: it explains, it never bounds.
        case diagnostic

        /// ▽ A value read off a fitted curve beyond the data.
        case extrapolation

        /// An unbiased estimate from a sample.
        case estimate
    }

    /// A confidence interval.
    public struct Interval: Sendable, Hashable, Codable {
        /// The lower end.
        public var lower: Double

        /// The upper end.
        public var upper: Double

        /// The nominal coverage, 0.95 for example.
        public var level: Double

        /// How it was made, in words.
        public var method: String

        /// Creates an interval.
        public init(lower: Double, upper: Double, level: Double = 0.95, method: String) {
            self.lower = lower
            self.upper = upper
            self.level = level
            self.method = method
        }
    }

    /// Creates a figure.
    public init(
        _ value: Double, unit: String, kind: Kind, interval: Interval? = nil, intervalAbsence: String? = nil
    ) {
        self.value = value
        self.unit = unit
        self.kind = kind
        self.interval = interval
        self.intervalAbsence = intervalAbsence
    }

    /// Creates a figure from a rate, which brings its unit along.
    public init<Quantity, Per>(
        _ rate: Rate<Quantity, Per>, kind: Kind, interval: Interval? = nil, intervalAbsence: String? = nil
    ) {
        self.init(
            rate.value, unit: Rate<Quantity, Per>.unitName, kind: kind, interval: interval,
            intervalAbsence: intervalAbsence)
    }
}
