internal import Assessment

extension PolicyReader {
    /// What a check compares with: needed for a condition on a change, and for no other.
    mutating func comparison(
        _ node: PolicyNode?, _ condition: PolicyCheck.Condition, _ second: PolicyCheck.Condition?, of check: PolicyNode
    ) -> PolicyCheck.Comparison? {
        let isChange =
            switch condition {
            case .relativeChange, .absoluteChange: true
            case .value, .anomaly: false
            }
        guard let node else {
            if isChange {
                note(
                    "a change is against something: say compare_to: baseline, last(7), median(last(14)) or "
                        + "same_weekday(4)", at: check)
            }
            return nil
        }
        guard isChange else {
            note("compare_to is for change_must_be_between and its like; an anomaly has its window", at: node)
            return nil
        }
        guard let text = text(node) else { return nil }
        let written = text.filter { $0 != " " }
        if written == "baseline" { return .baseline }
        for (prefix, suffix, make) in Self.forms where written.hasPrefix(prefix) && written.hasSuffix(suffix) {
            guard let count = Int(written.dropFirst(prefix.count).dropLast(suffix.count)), (1...1000).contains(count)
            else {
                note("\(prefix)…\(suffix) takes a number of runs from 1 to 1000", at: node)
                return nil
            }
            return make(count)
        }
        let names = ["baseline", "last(7)", "median(last(14))", "same_weekday(4)"]
        note(
            "compare_to is one of \(names.joined(separator: ", "))\(Suggestion.words(for: written, in: names))",
            at: node)
        return nil
    }

    private static let forms: [(String, String, @Sendable (Int) -> PolicyCheck.Comparison)] = [
        ("median(last(", "))", { .medianOfLast($0) }), ("last(", ")", { .last($0) }),
        ("same_weekday(", ")", { .sameWeekday($0) }), ("sameWeekday(", ")", { .sameWeekday($0) }),
    ]
}
