internal import Assessment

extension ReportPage {
    /// The entropy of a byte as one interval, its ends and its point each with what they rest on.
    static func entropyInterval(_ interval: CorpusReport.EntropyInterval) -> Section {
        let text =
            "\(NumberText.grouped(interval.bytes)) bytes of \(NumberText.grouped(interval.documents)) "
            + (interval.basis == "the sample" ? "sampled documents" : interval.basis)
        let budget = interval.budget.map { " after learning \(NumberText.binarySize($0))" } ?? ""
        let shortest = interval.codes.min { $0.figure.value < $1.figure.value }?.name ?? "none"
        var facts = [
            fact("▽ lower end", interval.lower, "where the loss curve leads, 2.5 % quantile"),
            fact("▲ point L*(n)", interval.point, "held-out loss" + budget, withInterval: true),
            fact("▲ upper end", interval.upper, upperRemark(interval)),
            Fact(
                label: "▲ mixture of \(interval.codes.count) codes", value: bitsPerByte(interval.mixture),
                remark: "\(NumberText.fixed(interval.overhead.value, 1)) bits above the shortest: \(shortest)"),
        ]
        if interval.budget == nil { facts.removeAll { $0.label.hasPrefix("▲ point") } }
        return Section(
            title: "Entropy per byte: one interval", blocks: [.facts(facts)],
            meaning:
                "Of \(text). No code was chosen after the fact: the bound is that of a mixture of all. The ends are "
                + "statements of different kinds and are never averaged.")
    }

    private static func upperRemark(_ interval: CorpusReport.EntropyInterval) -> String {
        interval.budget == nil && interval.mixture.interval == nil
            ? "the mixture's code length; nothing was sampled"
            : "97.5 % quantile of the mixture over resampled documents"
    }

    private static func fact(
        _ label: String, _ diagnosed: Diagnosed, _ remark: String, withInterval: Bool = false
    ) -> Fact {
        guard let figure = diagnosed.figure else {
            return Fact(label: label, value: "none", remark: diagnosed.absence ?? "")
        }
        var remark = remark
        if withInterval {
            remark +=
                figure.interval.map {
                    ", 95 % [\(NumberText.fixed($0.lower, 4)), \(NumberText.fixed($0.upper, 4))]"
                } ?? ", \(figure.intervalAbsence ?? "no interval")"
        }
        return Fact(label: label, value: bitsPerByte(figure), remark: remark)
    }

    private static func bitsPerByte(_ figure: Figure) -> String {
        NumberText.fixed(figure.value, 4) + " " + figure.unit
    }
}
