/// A run of the past whose figures may be compared with those of today.
public struct PastRun: Sendable, Hashable {
    /// Its number in the history; nil for a report that was given.
    public var id: Int64?

    /// When it was, in seconds since 1970.
    public var time: Int64

    /// Its figures by path.
    public var figures: [String: Figure]

    /// Creates a run.
    public init(id: Int64? = nil, time: Int64, figures: [String: Figure]) {
        self.id = id
        self.time = time
        self.figures = figures
    }
}

/// The runs of one corpus that today's may be compared with: of the same fingerprint, complete, and not failed.
public struct PastRuns: Sendable, Hashable {
    /// The baseline; nil where there is none of this fingerprint.
    public var baseline: PastRun?

    /// The others, the latest first.
    public var runs: [PastRun]

    /// When today's run is, in seconds since 1970.
    public var now: Int64

    /// Why there is no baseline, or fewer runs than there were, in words; nil where nothing was left out.
    public var omission: String?

    /// Creates a history.
    public init(baseline: PastRun? = nil, runs: [PastRun] = [], now: Int64 = 0, omission: String? = nil) {
        self.baseline = baseline
        self.runs = runs
        self.now = now
        self.omission = omission
    }

    /// The runs that a comparison is with, the latest first.
    func runs(for comparison: PolicyCheck.Comparison) -> [PastRun] {
        switch comparison {
        case .baseline: baseline.map { [$0] } ?? []
        case .last(let count), .medianOfLast(let count): Array(runs.prefix(count))
        case .sameWeekday(let count):
            Array(runs.lazy.filter { Self.weekday($0.time) == Self.weekday(now) }.prefix(count))
        }
    }

    /// 0 is Monday, by UTC.
    static func weekday(_ time: Int64) -> Int64 {
        let days = time >= 0 ? time / 86_400 : (time - 86_399) / 86_400
        return ((days + 3) % 7 + 7) % 7
    }
}
