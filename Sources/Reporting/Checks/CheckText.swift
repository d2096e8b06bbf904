internal import Assessment

/// Figures, thresholds and verdicts of checks as words; unescaped.
enum CheckText {
    /// A number with its unit; shares and ratios as they are.
    static func number(_ value: Double, _ unit: String) -> String {
        let isWhole = value == value.rounded() && value.magnitude < 1e15 && !unit.contains("/")
        let text =
            isWhole ? (value < 0 ? "-" : "") + NumberText.grouped(UInt64(value.magnitude)) : significant(value)
        return unit == "1" ? text : text + " " + unit
    }

    private static func significant(_ value: Double) -> String {
        value.isFinite && value.magnitude >= 0.01 && value.magnitude < 100
            ? NumberText.fixed(value, 4) : NumberText.significant(value)
    }

    /// A figure with its interval.
    static func figure(_ figure: Figure) -> String {
        let text = number(figure.value, figure.unit)
        guard let interval = figure.interval else { return text }
        return text + " [\(significant(interval.lower)), \(significant(interval.upper))]"
    }

    static func percent(_ share: Double) -> String {
        (share > 0 ? "+" : "") + NumberText.fixed(share * 100, share.magnitude < 0.1 ? 2 : 1) + " %"
    }

    /// The bounds of a level: "below 0.01", "change within [-3.00 %, +3.00 %]".
    static func threshold(_ threshold: CheckReport.Threshold, unit: String) -> String {
        let bounds = threshold.bounds
        func text(_ value: Double) -> String {
            threshold.subject == .relativeChange ? percent(value) : number(value, unit)
        }
        let range =
            switch (bounds.lower, bounds.upper) {
            case (let lower?, let upper?): "within [\(text(lower)), \(text(upper))]"
            case (nil, let upper?): "below \(text(upper))"
            case (let lower?, nil): "above \(text(lower))"
            case (nil, nil): "anything"
            }
        return (threshold.subject == .value ? "" : "change ") + range
    }

    static func thresholds(_ check: CheckReport.Check) -> String {
        let unit = check.observed?.unit ?? ""
        return check.thresholds.map { "\($0.level.rawValue) unless \(threshold($0, unit: unit))" }
            .joined(separator: ", ")
    }

    /// Observed value, threshold, baseline and change in one sentence.
    static func sentence(_ check: CheckReport.Check) -> String {
        var text = "\(check.figure)"
        if let observed = check.observed {
            text += " = \(figure(observed))"
            if check.end != .point { text += " (\(check.end.rawValue) end)" }
        }
        text += ": \(check.reason)"
        let thresholds = thresholds(check)
        if !thresholds.isEmpty { text += "; \(thresholds)" }
        if let baseline = check.baseline {
            text += "; \(baseline.comparison) \(number(baseline.value, check.observed?.unit ?? "1"))"
            if let change = check.relativeChange {
                text += ", change \(percent(change))"
            } else if let change = check.change {
                text += ", change \(number(change.value, change.unit))"
            }
        }
        return text
    }

    /// The shards behind it, the first the most; empty where none is known.
    static func attribution(_ check: CheckReport.Check) -> [String] {
        check.attribution.map { part in
            var text = part.shard
            var remarks: [String] = []
            if let contribution = part.contribution {
                remarks.append("contributes \(number(contribution, check.observed?.unit ?? "1"))")
            }
            if let suspicion = part.suspicion { remarks.append(Self.suspicion(suspicion)) }
            remarks.append("\(NumberText.percent(part.byteShare)) of the bytes")
            text += " (\(remarks.joined(separator: "; ")))"
            return text
        }
    }

    /// What is odd about a shard.
    static func suspicion(_ suspect: ShardComparison.Suspect) -> String {
        "\(suspect.title): \(number(suspect.value, suspect.unit)) against \(number(suspect.median, suspect.unit)), "
            + "\(NumberText.fixed(suspect.deviation.magnitude, 1)) scales \(suspect.deviation < 0 ? "below" : "above")"
    }

    /// One word in capitals for a headline.
    static func headline(_ verdict: CheckReport.Verdict) -> String { verdict.rawValue.uppercased() }

    static func mark(_ verdict: CheckReport.Verdict) -> (mark: String, tone: ReportPage.Tone) {
        switch verdict {
        case .passed: ("✓", .good)
        case .warned: ("!", .warning)
        case .failed: ("✗", .bad)
        case .errored: ("?", .bad)
        case .skipped: ("–", .plain)
        }
    }
}
