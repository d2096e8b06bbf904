/// One check of a policy: a figure, what it must be, and how bad it is if it is not.
public struct PolicyCheck: Sendable, Hashable {
    /// The check's stable name: what dashboards and suppressions hold on to.
    public var id: String

    /// A sentence for people; nil lets the condition speak.
    public var title: String?

    /// The figure's path in the report.
    public var figure: String

    /// The corpora that the check is about, by name; nil is all.
    public var corpora: [String]?

    /// What the figure must be.
    public var condition: Condition

    /// What it means where the condition does not hold.
    public var level: Level

    /// The condition of the other level; nil where there is one level only.
    public var second: Condition?

    /// Which end of the figure's interval is judged.
    public var end: End

    /// What a figure is compared with, for conditions on changes.
    public var comparison: Comparison?

    /// The confidence with which a difference must be none of chance to count, 0.99 for example; nil counts every one.
    public var significance: Double?

    /// The line of the check in the policy's file, counted from 1.
    public var line: Int

    /// Creates a check.
    public init(
        id: String, title: String? = nil, figure: String, corpora: [String]? = nil, condition: Condition,
        level: Level = .fail, second: Condition? = nil, end: End = .point, comparison: Comparison? = nil,
        significance: Double? = nil, line: Int = 1
    ) {
        self.id = id
        self.title = title
        self.figure = figure
        self.corpora = corpora
        self.condition = condition
        self.level = level
        self.second = second
        self.end = end
        self.comparison = comparison
        self.significance = significance
        self.line = line
    }

    /// How bad it is that a condition does not hold.
    public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
        /// Worth a look.
        case warn

        /// The corpus must not be used.
        case fail

        /// The other level.
        public var other: Level { self == .warn ? .fail : .warn }
    }

    /// What of an estimate is judged.
    public enum End: String, Sendable, Hashable, Codable, CaseIterable {
        /// The estimate itself.
        case point

        /// The lower end of its interval.
        case lower

        /// The upper end of its interval.
        case upper
    }

    /// What a figure must be.
    public enum Condition: Sendable, Hashable {
        /// Inside bounds, in the figure's unit.
        case value(Bounds)

        /// Changed by no more than a share of what it is compared with.
        case relativeChange(Bounds)

        /// Changed by no more than bounds in the figure's unit.
        case absoluteChange(Bounds)

        /// No outlier among the runs before.
        case anomaly(Anomaly)
    }

    /// Bounds of a number, at least one of them.
    public struct Bounds: Sendable, Hashable, Codable {
        /// The lower bound; nil is none.
        public var lower: Double?

        /// The upper bound; nil is none.
        public var upper: Double?

        /// Whether a number on a bound is inside.
        public var includesEnds: Bool

        /// Creates bounds.
        public init(lower: Double? = nil, upper: Double? = nil, includesEnds: Bool) {
            self.lower = lower
            self.upper = upper
            self.includesEnds = includesEnds
        }

        /// Whether a number lies inside; one that is none (NaN) does not.
        public func contains(_ value: Double) -> Bool {
            guard !value.isNaN else { return false }
            if let lower, includesEnds ? value < lower : value <= lower { return false }
            if let upper, includesEnds ? value > upper : value >= upper { return false }
            return true
        }

        /// Whether all that lies inside other bounds lies inside these.
        public func contains(_ other: Bounds) -> Bool {
            func holds(_ outer: Double?, _ inner: Double?, _ isBeyond: (Double, Double) -> Bool) -> Bool {
                guard let outer else { return true }
                guard let inner else { return false }
                return outer == inner ? includesEnds || !other.includesEnds : !isBeyond(inner, outer)
            }
            return holds(lower, other.lower, <) && holds(upper, other.upper, >)
        }
    }

    /// An outlier among the runs before: farther from their median than k scales.
    public struct Anomaly: Sendable, Hashable, Codable {
        /// How the scale is found.
        public var method: Method

        /// How many scales are too many.
        public var k: Double

        /// How many runs before are looked at, at most.
        public var window: Int

        /// How a scale is found.
        public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
            /// 1.4826 times the median absolute deviation.
            case mad
        }

        /// The fewest runs among which one can be an outlier.
        public static let leastRuns = 7

        /// Creates a rule.
        public init(method: Method = .mad, k: Double, window: Int) {
            self.method = method
            self.k = k
            self.window = window
        }
    }

    /// What a figure is compared with.
    public enum Comparison: Sendable, Hashable {
        /// The run that was marked as the baseline, or a report that was given.
        case baseline

        /// The mean of the last runs.
        case last(Int)

        /// The median of the last runs.
        case medianOfLast(Int)

        /// The median of the last runs on the same day of the week, by UTC.
        case sameWeekday(Int)
    }
}

extension PolicyCheck.Comparison: CustomStringConvertible {
    /// As a policy has it: `median(last(14))`.
    public var description: String {
        switch self {
        case .baseline: "baseline"
        case .last(let count): "last(\(count))"
        case .medianOfLast(let count): "median(last(\(count)))"
        case .sameWeekday(let count): "same_weekday(\(count))"
        }
    }
}
