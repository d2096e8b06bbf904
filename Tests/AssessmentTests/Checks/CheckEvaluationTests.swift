import Testing

@testable import Assessment

@Suite("Checks of figures")
struct CheckEvaluationTests {
    static func figures(_ figure: Figure?, path: String = "x") -> FigurePaths {
        var paths = FigurePaths()
        paths.add(path, figure, absence: "the corpus is too small")
        return paths
    }

    static func exact(_ value: Double) -> Figure { Figure(value, unit: "1", kind: .exact) }

    static func estimate(_ value: Double, radius: Double) -> Figure {
        Figure(
            value, unit: "1", kind: .estimate,
            interval: Figure.Interval(
                lower: value - radius, upper: value + radius, level: 0.95, method: "test"))
    }

    static func past(_ values: [Double], baseline: Double? = nil, now: Int64 = 1000 * 86_400)
        -> PastRuns
    {
        PastRuns(
            baseline: baseline.map { PastRun(time: 0, figures: ["x": exact($0)]) },
            runs: values.enumerated().map { day, value in
                PastRun(time: now - Int64(day + 1) * 86_400, figures: ["x": exact(value)])
            }, now: now)
    }

    static func check(
        _ condition: PolicyCheck.Condition, level: PolicyCheck.Level = .fail,
        second: PolicyCheck.Condition? = nil,
        end: PolicyCheck.End = .point, comparison: PolicyCheck.Comparison? = nil,
        significance: Double? = nil
    ) -> PolicyCheck {
        PolicyCheck(
            id: "c", figure: "x", condition: condition, level: level, second: second, end: end,
            comparison: comparison,
            significance: significance)
    }

    static func bounds(_ lower: Double?, _ upper: Double?, ends: Bool = true) -> PolicyCheck.Bounds {
        PolicyCheck.Bounds(lower: lower, upper: upper, includesEnds: ends)
    }

    @Test(
        arguments: [
            (0.5, true, CheckReport.Verdict.passed), (1.0, true, .passed), (1.0, false, .failed),
            (1.1, true, .failed),
            (-0.1, true, .failed), (.nan, true, .errored), (.infinity, true, .errored),
        ] as [(Double, Bool, CheckReport.Verdict)])
    func `a value is inside bounds or not`(value: Double, ends: Bool, verdict: CheckReport.Verdict) {
        let result = CheckEvaluation(figures: Self.figures(Self.exact(value)))
            .evaluate(Self.check(.value(Self.bounds(0, 1, ends: ends))))
        #expect(result.verdict == verdict)
    }

    @Test
    func `of two levels the worse speaks first`() {
        let check = Self.check(
            .value(Self.bounds(nil, 1)), level: .warn, second: .value(Self.bounds(nil, 2)))
        func verdict(_ value: Double) -> CheckReport.Verdict {
            CheckEvaluation(figures: Self.figures(Self.exact(value))).evaluate(check).verdict
        }
        #expect([0.5, 1.5, 2.5].map(verdict) == [.passed, .warned, .failed])
        let result = CheckEvaluation(figures: Self.figures(Self.exact(3))).evaluate(check)
        #expect(result.thresholds.map(\.level) == [.warn, .fail])
        #expect(result.thresholds.map(\.bounds.upper) == [1, 2])
    }

    @Test
    func `a figure that is missing is an error, not a pass`() {
        let check = Self.check(.value(Self.bounds(nil, 1)))
        let absent = CheckEvaluation(figures: Self.figures(nil)).evaluate(check)
        #expect(absent.verdict == .errored)
        #expect(absent.reason.contains("too small"))
        #expect(
            CheckEvaluation(figures: Self.figures(nil, path: "y")).evaluate(check).verdict == .errored)
    }

    @Test
    func `an end of the interval is judged where the policy says so`() {
        let figure = Self.estimate(1, radius: 0.2)
        func verdict(_ end: PolicyCheck.End, _ figure: Figure) -> CheckReport.Verdict {
            CheckEvaluation(figures: Self.figures(figure))
                .evaluate(Self.check(.value(Self.bounds(nil, 1.1)), end: end)).verdict
        }
        #expect(verdict(.point, figure) == .passed)
        #expect(verdict(.lower, figure) == .passed)
        #expect(verdict(.upper, figure) == .failed)
        #expect(verdict(.upper, Self.exact(1)) == .passed)
        #expect(
            verdict(.upper, Figure(1, unit: "1", kind: .diagnostic, intervalAbsence: "none")) == .errored)
    }

    @Test
    func `a change is measured from what the policy says`() {
        // Today is 110; the runs before, the latest first, and a baseline of 50.
        let past = Self.past(
            [100, 120, 80, 90, 110, 100, 40, 105, 100, 100, 100, 100, 100, 41], baseline: 50)
        func reference(_ comparison: PolicyCheck.Comparison) -> Double? {
            let check = Self.check(.relativeChange(Self.bounds(-10, 10)), comparison: comparison)
            return CheckEvaluation(figures: Self.figures(Self.exact(110)), past: past).evaluate(check)
                .baseline?.value
        }
        #expect(reference(.baseline) == 50)
        #expect(reference(.last(1)) == 100)
        #expect(reference(.last(3)) == 100)
        #expect(reference(.medianOfLast(4)) == 95)
        #expect(reference(.medianOfLast(14)) == 100)
        // Seven and fourteen days ago.
        #expect(reference(.sameWeekday(4)) == 40.5)
        let check = Self.check(.relativeChange(Self.bounds(-0.05, 0.05)), comparison: .last(1))
        let result = CheckEvaluation(figures: Self.figures(Self.exact(110)), past: past).evaluate(check)
        #expect(result.verdict == .failed)
        #expect(result.relativeChange == 0.1)
        #expect(result.change?.value == 10)
        let absolute = Self.check(.absoluteChange(Self.bounds(-10, 10)), comparison: .last(1))
        #expect(
            CheckEvaluation(figures: Self.figures(Self.exact(110)), past: past).evaluate(absolute).verdict
                == .passed)
    }

    @Test
    func `without a past a change is skipped; from zero no relative change can be told`() {
        let check = Self.check(.relativeChange(Self.bounds(-0.1, 0.1)), comparison: .medianOfLast(7))
        func verdict(_ value: Double, _ past: PastRuns) -> CheckReport.Verdict {
            CheckEvaluation(figures: Self.figures(Self.exact(value)), past: past).evaluate(check).verdict
        }
        #expect(verdict(1, PastRuns()) == .skipped)
        #expect(verdict(1, Self.past([1, 1])) == .skipped)
        #expect(verdict(1, Self.past([1, 1, 1])) == .passed)
        #expect(verdict(0, Self.past([0, 0, 0])) == .passed)
        #expect(verdict(1, Self.past([0, 0, 0])) == .failed)
    }

    @Test
    func `what is learnt of different numbers of bytes is not compared`() {
        var figures = FigurePaths()
        figures.add("learning.entropy", Self.exact(2))
        figures.add("learning.budget", count: 4, "byte")
        func verdict(_ budget: Double) -> CheckReport.Verdict {
            let past = PastRuns(
                baseline: PastRun(
                    time: 0,
                    figures: ["learning.entropy": Self.exact(2), "learning.budget": Self.exact(budget)]))
            let check = PolicyCheck(
                id: "c", figure: "learning.entropy", condition: .relativeChange(Self.bounds(-0.1, 0.1)),
                comparison: .baseline)
            return CheckEvaluation(figures: figures, past: past).evaluate(check).verdict
        }
        #expect(verdict(4) == .passed)
        #expect(verdict(8) == .skipped)
    }

    @Test(  // The standard error of the difference is √2 · 0.1 / 1.96 = 0.0722; 2.5758 of them are 0.1859.
        arguments: [
            (1.15, CheckReport.Verdict.passed), (1.18, .passed), (1.19, .failed), (1.3, .failed),
        ]
            as [(Double, CheckReport.Verdict)])
    func `only what is no chance counts where significance is asked for`(
        value: Double, verdict: CheckReport.Verdict
    ) {
        let past = PastRuns(baseline: PastRun(time: 0, figures: ["x": Self.estimate(1, radius: 0.1)]))
        let check = Self.check(
            .relativeChange(Self.bounds(-0.1, 0.1)), comparison: .baseline, significance: 0.99)
        let result = CheckEvaluation(
            figures: Self.figures(Self.estimate(value, radius: 0.1)), past: past
        )
        .evaluate(check)
        #expect(result.verdict == verdict)
        let interval = result.change?.interval
        #expect(interval?.level == 0.99)
        #expect(abs((interval?.upper ?? 0) - (value - 1) - 0.1859) < 1e-3)
        let unknown = Figure(value, unit: "1", kind: .diagnostic, intervalAbsence: "none")
        let told = CheckEvaluation(figures: Self.figures(unknown), past: past).evaluate(check).verdict
        #expect(told == .errored)
    }

    @Test(arguments: [
        (0.5, 0.674489750), (0.9, 1.644853627), (0.95, 1.959963985), (0.99, 2.575829304),
        (0.999, 3.290526731),
    ])
    func `quantiles of the normal distribution are those of the tables`(level: Double, z: Double) {
        #expect(abs(NormalQuantile.twoSided(level) - z) < 1e-8)
    }

    @Test
    func `an outlier lies more than k scales from the median of the runs before`() {
        // Median 103, absolute deviations 3 2 1 0 1 2 3: their median 2, so the scale is 2.9652.
        let values = [100.0, 101, 102, 103, 104, 105, 106]
        func verdict(_ value: Double, _ values: [Double], k: Double = 5) -> CheckReport.Verdict {
            CheckEvaluation(figures: Self.figures(Self.exact(value)), past: Self.past(values))
                .evaluate(Self.check(.anomaly(.init(k: k, window: 28)))).verdict
        }
        #expect(verdict(117.8, values) == .passed)
        #expect(verdict(117.9, values) == .failed)
        #expect(verdict(88.1, values) == .failed)
        #expect(verdict(117.9, Array(values.dropLast())) == .skipped)
        // Most runs equal: the mean deviation takes the median's place; all equal: every other value is an outlier.
        #expect(verdict(5.5, [5, 5, 5, 5, 5, 5, 6]) == .passed)
        #expect(verdict(7, [5, 5, 5, 5, 5, 5, 6]) == .failed)
        #expect(verdict(5, [5, 5, 5, 5, 5, 5, 5]) == .passed)
        #expect(verdict(5.01, [5, 5, 5, 5, 5, 5, 5]) == .failed)
    }

    @Test(arguments: [(0, 3), (1_796_005_800, 0), (-1, 2), (-86_401, 1)] as [(Int64, Int64)])
    func `the day of the week is that of the calendar`(time: Int64, weekday: Int64) {
        // 1970-01-01 was a Thursday, 2026-11-30 is a Monday.
        #expect(PastRuns.weekday(time) == weekday)
    }

    @Test
    func `of verdicts the worst is the corpus's, and nothing passes that is not complete`() {
        func corpus(_ verdicts: [CheckReport.Verdict], incompleteness: String? = nil)
            -> CheckReport.Verdict
        {
            let checks = verdicts.map { verdict in
                var check = CheckEvaluation(figures: FigurePaths()).evaluate(
                    Self.check(.value(Self.bounds(0, 1))))
                check.verdict = verdict
                return check
            }
            return CheckReport.Corpus(
                name: "c", fingerprint: "f", coverage: Self.exact(1), incompleteness: incompleteness,
                checks: checks,
                suspects: [], shards: 0
            ).verdict
        }
        #expect(corpus([]) == .passed)
        #expect(corpus([.skipped, .skipped]) == .passed)
        #expect(corpus([.passed, .warned, .skipped]) == .warned)
        #expect(corpus([.failed, .warned]) == .failed)
        #expect(corpus([.failed, .errored]) == .errored)
        #expect(corpus([.passed], incompleteness: "half was read") == .errored)
    }
}
