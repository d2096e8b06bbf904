internal import Assessment

/// Makes a policy of YAML and collects what is wrong with it.
struct PolicyReader {
    var fileName: String
    var mistakes: [PolicyMistake] = []

    /// The version of the language of policies.
    static let version = 1

    init(fileName: String) { self.fileName = fileName }

    mutating func note(_ message: String, at node: PolicyNode) { mistakes.append(node.mistake(message)) }

    /// The policy; of no use where there are mistakes.
    mutating func policy(_ root: PolicyNode) -> Policy {
        let stem = fileName.split(separator: ".").first.map(String.init) ?? fileName
        var policy = Policy(name: stem, checks: [])
        guard
            let fields = fields(
                of: root, ["version", "name", "text_field", "coverage_floor", "corpora", "checks"], in: "a policy")
        else { return policy }
        if let node = fields["version"] {
            if let version = number(node), version != Double(Self.version) {
                note("this assay reads policies of version \(Self.version)", at: node)
            }
        } else {
            note("the policy does not say its version; write version: \(Self.version)", at: root)
        }
        if let node = fields["name"], let name = text(node) { policy.name = name }
        if let node = fields["text_field"] { policy.textField = text(node) }
        if let node = fields["coverage_floor"] {
            policy.coverageFloor = share(node, "coverage_floor") ?? policy.coverageFloor
        }
        if let node = fields["corpora"] { policy.corpora = corpora(node) }
        let names = policy.corpora.map(\.name)
        if let node = fields["checks"] {
            policy.checks = checks(node, corpora: names)
        } else {
            note("the policy has no checks; assay check --init proposes some", at: root)
        }
        return policy
    }

    private mutating func corpora(_ node: PolicyNode) -> [Policy.Corpus] {
        var corpora: [Policy.Corpus] = []
        for element in elements(node, "corpora") {
            guard
                let fields = fields(
                    of: element, ["name", "paths", "text_field", "include", "exclude", "split"], in: "a corpus")
            else { continue }
            guard let nameNode = fields["name"], let name = text(nameNode) else {
                note("a corpus needs a name", at: element)
                continue
            }
            if corpora.contains(where: { $0.name == name }) {
                note("there are two corpora named \(name)", at: nameNode)
            }
            let paths = fields["paths"].map { texts($0) } ?? []
            if paths.isEmpty { note("the corpus \(name) needs paths: a list of files and folders", at: element) }
            corpora.append(
                Policy.Corpus(
                    name: name, paths: paths, textField: fields["text_field"].flatMap { text($0) },
                    include: fields["include"].map { texts($0) } ?? [],
                    exclude: fields["exclude"].map { texts($0) } ?? [], split: fields["split"].flatMap { text($0) }))
        }
        return corpora
    }

    // MARK: Values

    /// The values of a mapping by their keys in snake case; nil where the node is none.
    mutating func fields(of node: PolicyNode, _ known: [String], in what: String) -> [String: PolicyNode]? {
        guard case .mapping(let pairs) = node.content else {
            note("\(what) is a mapping of \(known.joined(separator: ", ")), and here is \(node.kind)", at: node)
            return nil
        }
        var fields: [String: PolicyNode] = [:]
        for (keyNode, value) in pairs {
            guard case .scalar(let written, _) = keyNode.content else {
                note("a key is \(keyNode.kind)", at: keyNode)
                continue
            }
            let key = Self.snakeCase(written)
            guard known.contains(key) else {
                note(
                    "\(what) has no key \(written)\(Suggestion.words(for: key, in: known))", at: keyNode)
                continue
            }
            if fields[key] != nil { note("\(written) says again what was said before", at: keyNode) }
            fields[key] = value
        }
        return fields
    }

    /// `mustBeLessThan`, as the Open Data Contract Standard has it, is `must_be_less_than`.
    static func snakeCase(_ key: String) -> String {
        var result = ""
        for character in key {
            if character.isUppercase, !result.isEmpty, result.last != "_" { result.append("_") }
            result += character.lowercased()
        }
        return result
    }

    mutating func elements(_ node: PolicyNode, _ key: String) -> [PolicyNode] {
        guard case .sequence(let elements) = node.content else {
            note("\(key) is a list, and here is \(node.kind)", at: node)
            return []
        }
        if elements.isEmpty { note("\(key) is empty", at: node) }
        return elements
    }

    mutating func text(_ node: PolicyNode) -> String? {
        guard case .scalar(let text, _) = node.content, !text.isEmpty else {
            note("here must be a text, and there is \(node.kind)", at: node)
            return nil
        }
        return text
    }

    /// A list of texts, or one text.
    mutating func texts(_ node: PolicyNode) -> [String] {
        guard case .sequence(let elements) = node.content else { return text(node).map { [$0] } ?? [] }
        return elements.compactMap { text($0) }
    }

    mutating func quantity(_ node: PolicyNode) -> Quantity? {
        guard case .scalar(let text, _) = node.content, let quantity = Quantity(text) else {
            note("here must be a number, and there is \(written(node))", at: node)
            return nil
        }
        return quantity
    }

    mutating func number(_ node: PolicyNode) -> Double? {
        guard let quantity = quantity(node) else { return nil }
        if !quantity.unit.isEmpty { note("here must be a number without a unit", at: node) }
        return quantity.number
    }

    /// A number from 0 to 1, or a percentage.
    mutating func share(_ node: PolicyNode, _ key: String) -> Double? {
        guard let quantity = quantity(node) else { return nil }
        guard let share = try? quantity.value(in: "1"), (0...1).contains(share) else {
            note("\(key) is a share from 0 to 1, or a percentage\(percentHint(quantity))", at: node)
            return nil
        }
        return share
    }

    func percentHint(_ quantity: Quantity) -> String {
        quantity.unit.isEmpty && quantity.number > 1 && quantity.number <= 100
            ? "; did you mean \(Self.short(quantity.number))%?" : ""
    }

    static func short(_ number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
    }

    func written(_ node: PolicyNode) -> String {
        if case .scalar(let text, _) = node.content { return text.isEmpty ? "nothing" : text }
        return node.kind
    }
}
