public import Assessment

/// Policies as files of YAML; their JSON Schema is `policy-1.schema.json`.
public enum PolicyFile: Sendable {
    /// The largest policy that is read, in bytes.
    static let largest = 1 << 20

    /// Reads a policy, every figure and unit of which makes sense.
    ///
    /// - Throws: All mistakes, each with its line and what to write instead.
    public static func policy(from bytes: [UInt8], path: String) throws(InvalidPolicy) -> Policy {
        func invalid(_ message: String) -> InvalidPolicy {
            InvalidPolicy(path: path, mistakes: [PolicyMistake(line: 1, column: 1, message: message)])
        }
        guard bytes.count <= largest else { throw invalid("the file is larger than 1 MiB, which no policy is") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw invalid("the file is not UTF-8") }
        var root: PolicyNode?
        do throws(PolicyMistake) {
            root = try PolicyNode.parse(text)
        } catch {
            throw InvalidPolicy(path: path, mistakes: [error])
        }
        guard let root else { throw invalid("the policy is empty; assay check --init proposes one") }
        var reader = PolicyReader(fileName: path.split(separator: "/").last.map(String.init) ?? path)
        let policy = reader.policy(root)
        guard reader.mistakes.isEmpty else {
            throw InvalidPolicy(
                path: path, mistakes: reader.mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return policy
    }
}
