internal import Assessment

extension ReportPage {
    /// How far the symbols of two corpora are apart, and which of them most.
    static func divergence(_ divergence: Divergence) -> Section {
        var facts: [Fact] = []
        func add(_ label: String, _ diagnosed: Diagnosed?) {
            guard let diagnosed else { return }
            let figure = diagnosed.figure
            facts.append(
                Fact(
                    label: label, value: figure.map { NumberText.fixed($0.value, 4) + " \($0.unit)" } ?? "none",
                    remark: figure.map { intervalRemark($0).trimmingSpace + exactness($0) } ?? diagnosed.absence ?? ""))
        }
        add("divergence", divergence.divergence)
        add("two halves of A", divergence.withinFirst)
        add("two halves of B", divergence.withinSecond)
        let isToken = divergence.alphabet == "tokens"
        let rows = divergence.contributors.map { contributor in
            [
                quoted(contributor.symbol) + (isToken ? contributor.id.map { " (\($0))" } ?? "" : ""),
                perThousand(contributor.first.value), perThousand(contributor.second.value),
                NumberText.percent(contributor.share.value),
            ]
        }
        return Section(
            title:
                "\(divergence.alphabet.prefix(1).uppercased())\(divergence.alphabet.dropFirst()) apart: Jensen–Shannon",
            blocks: [.facts(facts)]
                + (rows.isEmpty
                    ? []
                    : [.table(header: ["pulls most", "A, per 1000", "B, per 1000", "of it"], rows: rows)]),
            meaning: "How much one of the \(divergence.alphabet) tells of which corpus it is from, 0 to 1 bit."
                + (divergence.withinFirst == nil ? "" : " What halves of one corpus have is no difference."))
    }

    private static func exactness(_ figure: Figure) -> String { figure.kind == .exact ? "exact" : "" }

    private static func quoted(_ symbol: String) -> String {
        symbol.allSatisfy(\.isWhitespace) ? "“\(symbol)”" : symbol
    }

    private static func perThousand(_ share: Double) -> String {
        let value = share * 1000
        return NumberText.fixed(value, value < 1 ? 4 : 2)
    }
}

extension String {
    /// Without the space at the beginning.
    fileprivate var trimmingSpace: String { String(drop { $0 == " " }) }
}
