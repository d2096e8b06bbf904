internal import Assessment

extension PolicyReader {
    private static let conditions = [
        "must_be_between", "must_be_less_than", "must_be_greater_than", "change_must_be_between",
        "change_must_be_less_than", "change_must_be_greater_than", "anomaly",
    ]

    private static let checkKeys =
        ["id", "title", "figure", "corpora", "level", "warn", "fail", "use", "compare_to", "significant"] + conditions

    mutating func checks(_ node: PolicyNode, corpora: [String]) -> [PolicyCheck] {
        var checks: [PolicyCheck] = []
        for element in elements(node, "checks") {
            guard let check = check(element, corpora: corpora) else { continue }
            if let other = checks.first(where: { $0.id == check.id }) {
                note("the id \(check.id) is taken by the check in line \(other.line)", at: element)
            }
            checks.append(check)
        }
        return checks
    }

    private mutating func check(_ node: PolicyNode, corpora: [String]) -> PolicyCheck? {
        guard let fields = fields(of: node, Self.checkKeys, in: "a check") else { return nil }
        let id = identifier(fields["id"], of: node)
        guard let figureNode = fields["figure"], let path = text(figureNode) else {
            note("a check needs a figure: the path of one of the report's, such as entropy.mixture.perByte", at: node)
            return nil
        }
        guard let unit = FigureCatalogue.unit(of: path) else {
            note(
                "there is no figure \(path)\(Suggestion.words(for: path, in: FigureCatalogue.examples)); "
                    + "assay check --figures lists them", at: figureNode)
            return nil
        }
        let level = fields["level"].flatMap { choice($0, "level", PolicyCheck.Level.self) } ?? .fail
        guard let condition = condition(in: fields, unit: unit, of: node, isRequired: true) else { return nil }
        let second = secondCondition(level, condition, in: fields, unit: unit)
        let comparison = comparison(fields["compare_to"], condition, second, of: node)
        for name in fields["corpora"].map({ texts($0) }) ?? [] where !corpora.contains(name) {
            if let node = fields["corpora"] {
                note("the policy names no corpus \(name)\(Suggestion.words(for: name, in: corpora))", at: node)
            }
        }
        return PolicyCheck(
            id: id, title: fields["title"].flatMap { text($0) }, figure: path,
            corpora: fields["corpora"].map { texts($0) }, condition: condition, level: level, second: second,
            end: fields["use"].flatMap { choice($0, "use", PolicyCheck.End.self) } ?? .point, comparison: comparison,
            significance: significance(fields["significant"]), line: node.line)
    }

    private mutating func identifier(_ idNode: PolicyNode?, of node: PolicyNode) -> String {
        guard let idNode, let id = text(idNode) else {
            note("a check needs a stable id, such as no-empty-documents", at: node)
            return ""
        }
        let isPlain = id.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        if !isPlain || id.utf8.count > 100 {
            note("an id has at most 100 letters, digits, hyphens, dots and underscores", at: idNode)
        }
        return id
    }

    /// The condition that stands in a mapping; nil, and a mistake, where there is none or more than one.
    private mutating func condition(
        in fields: [String: PolicyNode], unit: String, of node: PolicyNode, isRequired: Bool
    ) -> PolicyCheck.Condition? {
        let values = bounds("must_be", in: fields, unit: unit)
        let changes = changeBounds(in: fields, unit: unit)
        let anomaly = fields["anomaly"].flatMap { self.anomaly($0) }
        let found = [values.map { PolicyCheck.Condition.value($0) }, changes, anomaly.map { .anomaly($0) }]
            .compactMap { $0 }
        if found.count > 1 {
            note("a check has one condition: on the figure, on its change, or an anomaly; make two checks", at: node)
        }
        if found.isEmpty, !Self.conditions.contains(where: { fields[$0] != nil }) {
            note("a check needs a condition: one of \(Self.conditions.joined(separator: ", "))", at: node)
        }
        return found.first
    }

    private mutating func secondCondition(
        _ level: PolicyCheck.Level, _ condition: PolicyCheck.Condition, in fields: [String: PolicyNode], unit: String
    ) -> PolicyCheck.Condition? {
        if let node = fields[level.rawValue] {
            note(
                "the check itself is of level \(level.rawValue); the second threshold is under \(level.other.rawValue)",
                at: node)
        }
        guard let node = fields[level.other.rawValue],
            let inner = self.fields(of: node, Self.conditions, in: "a second threshold"),
            let second = self.condition(in: inner, unit: unit, of: node, isRequired: true)
        else { return nil }
        let (warning, failure) = level == .warn ? (condition, second) : (second, condition)
        let isNested: Bool
        switch (warning, failure) {
        case (.value(let narrow), .value(let wide)), (.relativeChange(let narrow), .relativeChange(let wide)),
            (.absoluteChange(let narrow), .absoluteChange(let wide)):
            isNested = wide.contains(narrow)
        case (.anomaly(let narrow), .anomaly(let wide)): isNested = narrow.k <= wide.k
        default:
            note("both thresholds must be of one kind: on the figure, or on its change", at: node)
            return nil
        }
        if !isNested { note("what fails must also warn: the warning's bounds must lie inside the failure's", at: node) }
        return second
    }

    private mutating func bounds(_ prefix: String, in fields: [String: PolicyNode], unit: String) -> PolicyCheck.Bounds?
    {
        var bounds: PolicyCheck.Bounds?
        if let node = fields[prefix + "_between"] {
            guard let ends = range(node, prefix + "_between") else { return nil }
            guard let lower = value(ends.0, of: ends.lower, unit), let upper = value(ends.1, of: ends.upper, unit)
            else {
                return nil
            }
            if lower > upper {
                note("the range is empty: did you mean [\(written(ends.upper)), \(written(ends.lower))]?", at: node)
            }
            bounds = PolicyCheck.Bounds(lower: lower, upper: upper, includesEnds: true)
        }
        for (key, isUpper) in [(prefix + "_less_than", true), (prefix + "_greater_than", false)] {
            guard let node = fields[key] else { continue }
            if bounds?.includesEnds == true {
                note("\(prefix)_between has both ends already", at: node)
                continue
            }
            guard let quantity = quantity(node), let value = value(quantity, of: node, unit) else { continue }
            var open = bounds ?? PolicyCheck.Bounds(includesEnds: false)
            if isUpper { open.upper = value } else { open.lower = value }
            bounds = open
            if let lower = open.lower, let upper = open.upper, lower >= upper {
                note(
                    "the range is empty: nothing is above \(Self.short(lower)) and below \(Self.short(upper))", at: node
                )
            }
        }
        return bounds
    }

    private mutating func changeBounds(in fields: [String: PolicyNode], unit: String) -> PolicyCheck.Condition? {
        let keys = ["change_must_be_between", "change_must_be_less_than", "change_must_be_greater_than"]
        let nodes = keys.compactMap { fields[$0] }
        guard !nodes.isEmpty else { return nil }
        var units: Set<Bool> = []
        for node in nodes {
            let numbers: [PolicyNode] = if case .sequence(let ends) = node.content { ends } else { [node] }
            for number in numbers {
                if case .scalar(let text, _) = number.content, let quantity = Quantity(text) {
                    if quantity.number != 0 || !quantity.unit.isEmpty { units.insert(quantity.unit == "%") }
                }
            }
        }
        if units.count > 1 {
            note("one end is relative, in percent, and the other is in the figure's unit", at: nodes[0])
            return nil
        }
        let isRelative = units.first ?? false
        guard let bounds = bounds("change_must_be", in: fields, unit: isRelative ? "1" : unit) else { return nil }
        if isRelative { return .relativeChange(bounds) }
        return .absoluteChange(bounds)
    }

    private mutating func range(
        _ node: PolicyNode, _ key: String
    ) -> (Quantity, Quantity, lower: PolicyNode, upper: PolicyNode)? {
        guard case .sequence(let ends) = node.content, ends.count == 2 else {
            note("\(key) is a list of two numbers: [lower, upper]", at: node)
            return nil
        }
        guard let lower = quantity(ends[0]), let upper = quantity(ends[1]) else { return nil }
        return (lower, upper, ends[0], ends[1])
    }

    private mutating func value(_ quantity: Quantity, of node: PolicyNode, _ unit: String) -> Double? {
        do throws(Quantity.UnitMistake) {
            return try quantity.value(in: unit)
        } catch {
            note(error.message, at: node)
            return nil
        }
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: PolicyNode, _ key: String, _ type: Choice.Type
    ) -> Choice? {
        guard let text = text(node) else { return nil }
        let names = Choice.allCases.map(\.rawValue)
        if let choice = Choice(rawValue: text) { return choice }
        note("\(key) is \(names.joined(separator: " or "))\(Suggestion.words(for: text, in: names))", at: node)
        return nil
    }

    private mutating func significance(_ node: PolicyNode?) -> Double? {
        guard let node, let quantity = quantity(node) else { return nil }
        guard let level = try? quantity.value(in: "1"), level >= 0.5, level < 1 else {
            note("significant is a confidence from 0.5 to below 1, such as 0.99\(percentHint(quantity))", at: node)
            return nil
        }
        return level
    }

    private mutating func anomaly(_ node: PolicyNode) -> PolicyCheck.Anomaly? {
        guard let fields = fields(of: node, ["method", "k", "window"], in: "anomaly") else { return nil }
        if let method = fields["method"] { _ = choice(method, "method", PolicyCheck.Anomaly.Method.self) }
        var anomaly = PolicyCheck.Anomaly(k: 5, window: 28)
        if let node = fields["k"], let k = number(node) {
            anomaly.k = k
            if !(k > 0 && k <= 1000) { note("k is a number of scales above 0, such as 5", at: node) }
        }
        if let node = fields["window"], let window = count(node, "window") {
            anomaly.window = window
            if window < PolicyCheck.Anomaly.leastRuns {
                note("window is a number of runs, at least \(PolicyCheck.Anomaly.leastRuns)", at: node)
            }
        }
        return anomaly
    }

    private mutating func count(_ node: PolicyNode, _ key: String) -> Int? {
        guard let number = number(node) else { return nil }
        guard number == number.rounded(), (1...10_000).contains(number) else {
            note("\(key) is a whole number of runs from 1 to 10000", at: node)
            return nil
        }
        return Int(number)
    }
}
