public import Assessment
internal import FoundationEssentials

/// Verdicts as SARIF 2.1.0: a rule for each check, a result for each corpus and check, at its line in the policy.
public enum SARIFFile: Sendable {
    /// The log, ending with a newline.
    public static func text(_ report: CheckReport) throws -> String {
        try ReportFormat.json(SARIFLog(report))
    }
}

/// What of SARIF 2.1.0 is used; the names are the standard's.
struct SARIFLog: Encodable {
    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        var tool: Tool
        var invocations: [Invocation]
        var results: [Result]
        var columnKind = "unicodeCodePoints"
    }

    struct Tool: Encodable {
        var driver: Driver
    }

    struct Driver: Encodable {
        var name = "assay"
        var version: String
        var semanticVersion: String
        var rules: [Rule]
    }

    struct Rule: Encodable {
        var id: String
        var shortDescription: Message
        var defaultConfiguration: Configuration
    }

    struct Configuration: Encodable {
        var level: String
    }

    struct Message: Encodable {
        var text: String
    }

    struct Invocation: Encodable {
        var executionSuccessful: Bool
        var toolExecutionNotifications: [Notification]
    }

    struct Notification: Encodable {
        var level = "error"
        var message: Message
    }

    struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int
        var kind: String
        var level: String
        var message: Message
        var locations: [Location]
        var relatedLocations: [Location]
        var partialFingerprints: [String: String]
    }

    struct Location: Encodable {
        var id: Int?
        var physicalLocation: PhysicalLocation
        var message: Message?
    }

    struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
    }

    struct ArtifactLocation: Encodable {
        var uri: String
    }

    struct Region: Encodable {
        var startLine: Int
    }
}

extension SARIFLog {
    init(_ report: CheckReport) {
        var rules: [Rule] = []
        var results: [Result] = []
        for corpus in report.corpora {
            for check in corpus.checks {
                let index = rules.firstIndex { $0.id == check.id } ?? rules.count
                if index == rules.count { rules.append(Rule(check)) }
                results.append(Result(check, index: index, corpus: corpus.name, policyFile: report.policyFile))
            }
        }
        let notifications = report.corpora.compactMap { corpus in
            corpus.incompleteness.map {
                Notification(message: Message(text: EscapedText.terminal("\(corpus.name): \($0)")))
            }
        }
        runs = [
            Run(
                tool: Tool(driver: Driver(version: report.assay, semanticVersion: report.assay, rules: rules)),
                invocations: [
                    Invocation(
                        executionSuccessful: notifications.isEmpty, toolExecutionNotifications: notifications)
                ], results: results)
        ]
    }
}

extension SARIFLog.Rule {
    fileprivate init(_ check: CheckReport.Check) {
        let level = check.thresholds.contains { $0.level == .fail } || check.thresholds.isEmpty ? "error" : "warning"
        self.init(
            id: check.id,
            shortDescription: .init(
                text: EscapedText.terminal(check.title ?? "\(check.figure) is what the policy asks for")),
            defaultConfiguration: .init(level: level))
    }
}

extension SARIFLog.Result {
    fileprivate init(_ check: CheckReport.Check, index: Int, corpus: String, policyFile: String?) {
        let (kind, level) =
            switch check.verdict {
            case .passed: ("pass", "none")
            case .skipped: ("notApplicable", "none")
            case .warned: ("fail", "warning")
            case .failed, .errored: ("fail", "error")
            }
        let remarks = CheckText.attribution(check)
        self.init(
            ruleId: check.id, ruleIndex: index, kind: kind, level: level,
            message: .init(text: EscapedText.terminal("\(corpus): \(CheckText.sentence(check))")),
            locations: policyFile.map {
                [
                    .init(
                        physicalLocation: .init(
                            artifactLocation: .init(uri: Self.uri($0)), region: .init(startLine: check.line)))
                ]
            } ?? [],
            relatedLocations: zip(check.attribution, remarks).enumerated().map { number, pair in
                .init(
                    id: number + 1,
                    physicalLocation: .init(artifactLocation: .init(uri: Self.uri(pair.0.shard)), region: nil),
                    message: .init(text: EscapedText.terminal(pair.1)))
            }, partialFingerprints: ["assayCheck/v1": EscapedText.terminal("\(corpus)/\(check.id)")])
    }

    /// A path as a URI reference (RFC 3986): all but unreserved characters and slashes are percent-encoded.
    private static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var uri = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default: uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return uri
    }
}
