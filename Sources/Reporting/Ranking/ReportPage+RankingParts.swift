internal import Assessment

extension ReportPage {
    /// What candidates save of the loss of each target.
    static func transfers(_ report: RankReport) -> [Section] {
        report.targets.enumerated().map { number, target in
            let gains = report.candidates.map { ($0, $0.transfers[number].gain) }
            let most = gains.map { abs($0.1.value) }.max() ?? 0
            return Section(
                title: "Transfer T to \(target.name), bit/byte",
                blocks: [
                    .bars(
                        gains.map { candidate, gain in
                            Bar(
                                label: candidate.name, value: spread(gain),
                                share: most > 0 ? max(0, gain.value) / most : 0)
                        })
                ],
                meaning: "What n bytes of the candidate save of the loss of "
                    + "\(NumberText.grouped(target.documents)) documents, "
                    + "\(NumberText.fixed(target.lossWithout.value, 4)) bit/byte after an adaptation to "
                    + "\(NumberText.binarySize(target.adaptationBytes)) of others. Each document is forgotten again.")
        }
    }

    /// What candidates tell beyond the base.
    static func given(_ report: RankReport, _ base: RankReport.Base) -> Section {
        let rows = report.candidates.compactMap { candidate in
            candidate.given.map { given in
                [
                    candidate.name, spread(given.newBits), spread(given.bitsWithout), spread(given.newShare),
                    spread(given.structureRate),
                ]
            }
        }
        return Section(
            title: "Beyond \(base.name), of which \(NumberText.binarySize(base.bytes)) are known",
            blocks: [
                .table(header: ["bit/byte", "▲ new", "▲ without", "new share", "σ beyond"], rows: rows)
            ],
            meaning:
                "The code length of the candidate's bytes after the base, and without it; both could be decoded. σ "
                + "beyond: the structure that a byte of it teaches one who knows the base.")
    }

    /// What mixing gives.
    static func mixture(_ mixture: RankReport.Mixture) -> [Section] {
        let additions = mixture.additions.map {
            [$0.candidate, spread($0.beyondOthers), spread($0.alone)]
        }
        let steps = mixture.recipe.enumerated().map { number, step in
            [
                "\(number + 1). \(step.candidate)", spread(step.newStructure),
                step.probabilityOfBest.map { NumberText.fixed($0, 3) } ?? "–",
            ]
        }
        let size = NumberText.binarySize(mixture.bytesOfEach)
        return [
            Section(
                title: "What each adds to the others, \(size) of each, bit/byte",
                blocks: [.table(header: ["", "σ beyond others", "σ alone"], rows: additions)],
                meaning:
                    "Leave one out: the structure that a byte teaches when all other candidates are known, and alone."),
            Section(
                title: "A starting recipe",
                blocks: [.table(header: ["", "new structure", "P(best)"], rows: steps)],
                meaning:
                    "Greedy: each step adds what teaches most, per byte, beyond the steps before. A place to start, not a "
                    + "recommendation: it knows nothing of your purpose. P: that the step is the best of those left."),
        ]
    }
}
