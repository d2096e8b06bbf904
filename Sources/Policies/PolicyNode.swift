internal import Yams

/// A value of a policy's YAML with its place.
struct PolicyNode {
    var content: Content
    var line: Int
    var column: Int

    indirect enum Content {
        /// A scalar as it stands, and whether it stands in quotes.
        case scalar(String, isQuoted: Bool)
        case sequence([PolicyNode])
        case mapping([(key: PolicyNode, value: PolicyNode)])
    }

    /// How many values a policy may have, aliases written out: more is an attack.
    private static let mostNodes = 20_000

    /// How deep values may stand inside each other.
    private static let mostDepth = 16

    /// Reads a document of YAML.
    ///
    /// - Throws: The mistake that makes it none.
    static func parse(_ text: String) throws(PolicyMistake) -> PolicyNode? {
        do {
            guard let node = try Yams.compose(yaml: text) else { return nil }
            var count = 0
            return try PolicyNode(node, depth: 0, &count)
        } catch let mistake as PolicyMistake {
            throw mistake
        } catch let error as YamlError {
            throw PolicyMistake(error)
        } catch {
            throw PolicyMistake(line: 1, column: 1, message: "the file is not YAML: \(error)")
        }
    }

    private init(_ node: Node, depth: Int, _ count: inout Int) throws {
        line = node.mark?.line ?? 1
        column = node.mark?.column ?? 1
        count += 1
        guard count <= Self.mostNodes, depth <= Self.mostDepth else {
            throw PolicyMistake(line: line, column: column, message: "the policy is too large, or nested too deep")
        }
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any)
        case .sequence(let sequence):
            var elements: [PolicyNode] = []
            for element in sequence { elements.append(try PolicyNode(element, depth: depth + 1, &count)) }
            content = .sequence(elements)
        case .mapping(let mapping):
            var pairs: [(key: PolicyNode, value: PolicyNode)] = []
            for (key, value) in mapping {
                pairs.append(
                    (
                        try PolicyNode(key, depth: depth + 1, &count),
                        try PolicyNode(value, depth: depth + 1, &count)
                    ))
            }
            content = .mapping(pairs)
        case .alias:
            throw PolicyMistake(line: line, column: column, message: "an alias has no anchor")
        }
    }

    func mistake(_ message: String) -> PolicyMistake {
        PolicyMistake(line: line, column: column, message: message)
    }

    /// What the value is, for messages.
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension PolicyMistake: Error {}

extension PolicyMistake {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, column: mark.column, message: "the file is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line, column: context.mark.column,
                message: "a key occurs twice: \(duplicates.joined(separator: ", "))")
        default:
            self.init(line: 1, column: 1, message: "the file is not YAML: \(error)")
        }
    }
}
