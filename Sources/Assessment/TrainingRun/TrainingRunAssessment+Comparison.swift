internal import Diagnostics
internal import InformationCapacity

extension TrainingRunAssessment {
    /// The run's figures in bits per byte, each beside its counterpart in the scan; nil where no scan was given.
    func comparison(_ run: TrainingRunFigures) throws(AssayError) -> TrainingRunReport.Comparison? {
        guard let corpus else { return nil }
        let counted = corpus.contents.tokens.flatMap { $0 > 0 ? Double(corpus.contents.bytes) / Double($0) : nil }
        guard let bytes = bytesPerToken ?? counted else {
            throw AssayError(
                .missingBytesPerToken,
                "the report counts no tokens, so that bits per token and per byte cannot be compared; give "
                    + "--bytes-per-token, or scan with --tokenizer")
        }
        var rows: [TrainingRunReport.Comparison.Row] = []
        func add(_ name: String, _ perToken: Double, _ kind: Figure.Kind, _ scan: Figure, _ scanName: String) {
            let figure = Figure(Rate<Bits, Byte>(perToken / bytes), kind: kind, intervalAbsence: "from one run")
            rows.append(.init(name: name, run: figure, scan: scan, scanName: scanName))
        }
        if let baseline = corpus.initialLosses.first(where: { $0.alphabet == "bytes" })?.losses.last {
            add("initial loss H", run.entropy.value, .estimate, baseline.perByte, baseline.name)
        }
        if let entropy = corpus.entropy {
            add(
                "running mean L̄", run.runningMean(at: run.tokens), .bound, entropy.best.perByte, entropy.best.code)
        }
        if let learning = corpus.learning {
            let structure = structure(run)
            add("loss at the end L", run.current.value, .estimate, learning.entropy, "L*(n)")
            add("structure σ", structure.perToken.value, .estimate, learning.structureRate, "σ(n)")
            if let still = structure.stillLearning {
                add("still learning m", still.value, .estimate, learning.stillLearning, "m(n)")
            }
        }
        return TrainingRunReport.Comparison(
            corpus: corpus.corpus, bytesPerToken: bytes,
            bytesPerTokenSource: bytesPerToken == nil ? "the report's counts" : "given",
            runBytes: run.tokens * bytes, learnedBytes: corpus.learning?.budget, rows: rows)
    }
}
