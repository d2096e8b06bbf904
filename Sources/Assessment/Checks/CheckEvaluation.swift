internal import InformationCapacity

/// Holds the figures of a run against the checks of a policy.
public struct CheckEvaluation: Sendable {
    /// The figures of today's run.
    public var figures: FigurePaths

    /// The runs that they may be compared with.
    public var past: PastRuns

    /// Names the shards behind a check that did not pass; nil names none.
    public var attribution: ShardAttribution?

    /// Creates an evaluation.
    public init(figures: FigurePaths, past: PastRuns = PastRuns(), attribution: ShardAttribution? = nil) {
        self.figures = figures
        self.past = past
        self.attribution = attribution
    }

    /// How a check comes out.
    public func evaluate(_ check: PolicyCheck) -> CheckReport.Check {
        var result = CheckReport.Check(
            id: check.id, title: check.title, figure: check.figure, line: check.line, verdict: .passed, reason: "",
            observed: nil, end: check.end, thresholds: check.thresholds, attribution: [])
        guard let entry = figures[check.figure] else {
            // The policy was read: the path is one that some corpus has.
            return result.ended(.errored, "this corpus has no such figure")
        }
        guard let observed = entry.figure else {
            return result.ended(.errored, "the figure is missing: \(entry.absence ?? "not computed")")
        }
        result.observed = observed
        guard let value = observed.end(check.end) else {
            return result.ended(
                .errored,
                "the policy judges the \(check.end.rawValue) end, and the figure has no interval"
                    + (observed.intervalAbsence.map { " (\($0))" } ?? ""))
        }
        guard value.isFinite else { return result.ended(.errored, "the figure is not a finite number") }
        do throws(SkippedCheck) {
            try judge(check, observed, value, &result)
        } catch {
            return result.ended(.skipped, error.reason)
        }
        if result.verdict == .warned || result.verdict == .failed {
            result.attribution =
                attribution?.contributions(to: check.figure, direction: result.direction(value)) ?? []
        }
        return result
    }

    private func judge(
        _ check: PolicyCheck, _ observed: Figure, _ value: Double, _ result: inout CheckReport.Check
    ) throws(SkippedCheck) {
        var reference: Reference?
        if let comparison = check.comparison {
            try requireEqualBudgets(check)
            let known = try Reference(check.figure, comparison, in: past)
            reference = known
            result.baseline = CheckReport.Baseline(
                comparison: comparison.description, value: known.value, runs: known.runs)
            result.change = change(observed, value, from: known, level: check.significance ?? 0.95)
            if known.value != 0 { result.relativeChange = (value - known.value) / known.value.magnitude }
        }
        let levels = PolicyCheck.Level.allCases.reversed().compactMap { level in
            check.condition(of: level).map { (level, $0) }
        }
        for (level, condition) in levels {
            guard let words = try violation(of: condition, check, observed, value, reference) else { continue }
            if let significance = check.significance {
                guard let reason = significantly(significance, condition, observed, value, reference) else {
                    result = result.ended(
                        .errored, "significance needs intervals, and there are none for \(check.figure)")
                    return
                }
                if !reason { continue }
            }
            result = result.ended(level == .fail ? .failed : .warned, words)
            return
        }
        result = result.ended(.passed, "as it must be")
    }

    /// What a condition is violated by, in words; nil where it holds.
    private func violation(
        of condition: PolicyCheck.Condition, _ check: PolicyCheck, _ observed: Figure, _ value: Double,
        _ reference: Reference?
    ) throws(SkippedCheck) -> String? {
        switch condition {
        case .value(let bounds):
            return bounds.contains(value) ? nil : "the value is outside of what it must be"
        case .absoluteChange(let bounds):
            guard let reference else { return nil }
            return bounds.contains(value - reference.value) ? nil : "the change is larger than it may be"
        case .relativeChange(let bounds):
            guard let reference else { return nil }
            guard reference.value != 0 else {
                return value == 0 ? nil : "it was zero, and is no more: no relative change can be told"
            }
            return bounds.contains((value - reference.value) / reference.value.magnitude)
                ? nil : "the change is larger than it may be"
        case .anomaly(let anomaly):
            let values = past.runs.lazy.compactMap { $0.figures[check.figure]?.value }.prefix(anomaly.window)
            guard values.count >= PolicyCheck.Anomaly.leastRuns else {
                throw SkippedCheck(
                    "an outlier shows among \(PolicyCheck.Anomaly.leastRuns) earlier runs or more, and there are "
                        + "\(values.count)" + (past.omission.map { "; \($0)" } ?? ""))
            }
            let all = Array(values)
            let median = ShardFeature.median(all)
            let scale = RobustScale(all, around: median).value
            return (value - median).magnitude <= anomaly.k * scale
                ? nil : "it is an outlier among the last \(all.count) runs"
        }
    }

    /// Whether a violation is none of chance; nil where it cannot be told.
    private func significantly(
        _ level: Double, _ condition: PolicyCheck.Condition, _ observed: Figure, _ value: Double,
        _ reference: Reference?
    ) -> Bool? {
        guard let own = observed.standardError else { return nil }
        let (difference, error): (Double, Double)
        if let reference {
            guard let other = reference.standardError else { return nil }
            (difference, error) = (value - reference.value, (own * own + other * other).squareRoot())
        } else if case .value(let bounds) = condition {
            let nearest = [bounds.lower, bounds.upper].compactMap { $0 }.map { value - $0 }
                .min { $0.magnitude < $1.magnitude }
            (difference, error) = (nearest ?? 0, own)
        } else {
            return nil
        }
        return difference.magnitude > NormalQuantile.twoSided(level) * error
    }

    private func change(_ observed: Figure, _ value: Double, from reference: Reference, level: Double) -> Figure {
        let change = value - reference.value
        var figure = Figure(
            change, unit: observed.unit, kind: .estimate,
            intervalAbsence: "no interval: those of both figures are needed")
        if let own = observed.standardError, let other = reference.standardError {
            let radius = NormalQuantile.twoSided(level) * (own * own + other * other).squareRoot()
            figure.intervalAbsence = nil
            figure.interval = Figure.Interval(
                lower: change - radius, upper: change + radius, level: level,
                method: "independent runs, normal")
        }
        return figure
    }

    /// What is learnt of n bytes is comparable at equal n only.
    private func requireEqualBudgets(_ check: PolicyCheck) throws(SkippedCheck) {
        guard check.figure.hasPrefix("learning."), let comparison = check.comparison else { return }
        let own = figures["learning.budget"]?.figure?.value
        let others = Set(past.runs(for: comparison).compactMap { $0.figures["learning.budget"]?.value })
        guard others.isSubset(of: own.map { [$0] } ?? []) else {
            throw SkippedCheck("the learned predictor read other numbers of bytes then than now; set --budget")
        }
    }
}

extension CheckReport.Check {
    /// 1 where the figure is too high, −1 where it is too low, 0 where that cannot be told.
    fileprivate func direction(_ value: Double) -> Double {
        if let change { return change.value < 0 ? -1 : 1 }
        for threshold in thresholds where threshold.subject == .value {
            if let upper = threshold.bounds.upper, value >= upper { return 1 }
            if let lower = threshold.bounds.lower, value <= lower { return -1 }
        }
        return 0
    }

    fileprivate func ended(_ verdict: CheckReport.Verdict, _ reason: String) -> Self {
        var result = self
        result.verdict = verdict
        result.reason = reason
        return result
    }
}

extension Figure {
    /// The end of the interval that a policy judges; nil for an end where there is no interval.
    ///
    /// An exact figure is its own ends.
    func end(_ end: PolicyCheck.End) -> Double? {
        switch end {
        case .point: value
        case .lower: interval?.lower ?? (standardError == 0 ? value : nil)
        case .upper: interval?.upper ?? (standardError == 0 ? value : nil)
        }
    }
}

extension PolicyCheck {
    /// The condition of a level; nil where the check has none.
    public func condition(of level: Level) -> Condition? { level == self.level ? condition : second }

    /// The bounds of both levels, the warning's first.
    var thresholds: [CheckReport.Threshold] {
        Level.allCases.compactMap { level in
            switch condition(of: level) {
            case .value(let bounds): .init(level: level, subject: .value, bounds: bounds)
            case .relativeChange(let bounds): .init(level: level, subject: .relativeChange, bounds: bounds)
            case .absoluteChange(let bounds): .init(level: level, subject: .absoluteChange, bounds: bounds)
            case .anomaly, nil: nil
            }
        }
    }
}
