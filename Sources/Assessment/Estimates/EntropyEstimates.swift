internal import Estimators
internal import InformationCapacity

/// Runs every estimator on the sample, side by side, and puts their figures together.
struct EntropyEstimates: Sendable {
    var text: SampleText
    var threads: Int

    /// n of the learned predictor at most, in bytes; nil does without the predictor.
    var learningBudget: Int?

    /// What the estimators say together.
    struct Result: Sendable {
        var entropy: CorpusReport.Entropy
        var learning: CorpusReport.Learning?
    }

    /// What one task comes to.
    private enum Outcome: Sendable {
        case codeLength(code: Int, Bits)
        case groupCodeLengths(code: Int, [Bits])
        case windows(RedundancyCurve)
        case conditional([CorpusReport.ConditionalEntropy])
        case words([CorpusReport.NamedFigure])
        case predictor([Bits])
        case learning(LearningExperiment.OrderResult?)
    }

    /// The estimates; nil for a sample without text.
    func run() async throws -> Result? {
        guard !text.bytes.isEmpty, let counts = SymbolCounts(ByteCounts.of(text.bytes)),
            let order0 = InitialLoss<Byte>.adaptiveOrderZero(counts)
        else { return nil }
        let settings = CodeLengthEstimates.settings(forBytes: text.bytes.count)
        let groups = text.isComplete || text.documents < DocumentGroups.count ? nil : text.groupTexts()
        let experiment = learningBudget.flatMap { LearningExperiment(text, mostBytes: $0) }
        let outcomes = try await runBounded(
            learningTasks(experiment) + tasks(settings, groups), memory: CorpusAssessment.estimatorMemory,
            width: threads)

        var totals = [Bits](repeating: .zero, count: settings.count)
        var groupTotals = [[Bits]](repeating: [], count: settings.count)
        var windows: [CorpusReport.WindowPoint] = []
        var conditional: [CorpusReport.ConditionalEntropy] = []
        var words: [CorpusReport.NamedFigure] = []
        var predictor: [Bits] = []
        var orders: [LearningExperiment.OrderResult] = []
        for outcome in outcomes {
            switch outcome {
            case .codeLength(let code, let bits): totals[code] = bits
            case .groupCodeLengths(let code, let bits): groupTotals[code] = bits
            case .windows(let curve): windows = points(curve)
            case .conditional(let entropies): conditional = entropies
            case .words(let entropies): words = entropies
            case .predictor(let lengths): predictor = lengths
            case .learning(let result): if let result { orders.append(result) }
            }
        }
        var codeLengths = settings.indices.map { code in
            CodeLengthEstimates.report(
                name: settings[code].description, total: totals[code], text: text,
                groups: groups.map { (groupTotals[code], $0.map(\.count)) })
        }
        if !predictor.isEmpty { codeLengths.append(predictorCodeLength(predictor)) }
        guard let shortest = codeLengths.min(by: { $0.total.value < $1.total.value }) else { return nil }
        // Order-0 is a valid code, too: on data without repeats it can be the shortest of all.
        let order0Total = order0.rate.total(over: counts.total)
        let best =
            order0Total.value < shortest.total.value
            ? CodeLengthEstimates.report(
                name: order0.method.name, total: order0Total, text: text, groups: nil) : shortest
        let entropy = CorpusReport.Entropy(
            codeLengths: codeLengths, best: best,
            saved: Figure(
                order0.rate.value - best.perByte.value, unit: best.perByte.unit, kind: .diagnostic,
                intervalAbsence: "no interval: the difference of two code lengths of this sample"),
            remainingShare: Figure(
                order0.rate.value > 0 ? best.perByte.value / order0.rate.value : 1, unit: "1", kind: .diagnostic,
                intervalAbsence: "no interval: the ratio of two code lengths of this sample"),
            redundancyByWindow: windows, conditionalEntropies: conditional, wordEntropies: words)
        return Result(
            entropy: entropy,
            learning: experiment.flatMap { LearningEstimates(experiment: $0, results: orders).report() })
    }

    /// The learned predictor on the whole sample, and the experiment on its parts: the longest tasks of all.
    private func learningTasks(_ experiment: LearningExperiment?) -> [BoundedTask<Outcome>] {
        guard learningBudget != nil else { return [] }
        let text = text
        var tasks = [
            BoundedTask<Outcome>(memory: LearningExperiment.memory(codingBytes: text.bytes.count)) {
                .predictor(LearningExperiment.codeLengths(of: text))
            }
        ]
        if let experiment {
            for order in 0..<LearningExperiment.orderCount {
                tasks.append(
                    BoundedTask(memory: experiment.memory) {
                        .learning(experiment.run(order: UInt64(order)))
                    })
            }
        }
        return tasks
    }

    /// The predictor's prequential code, with the spread of its documents' code lengths between groups.
    private func predictorCodeLength(_ lengths: [Bits]) -> CorpusReport.CodeLength {
        var totals = [Bits](repeating: .zero, count: DocumentGroups.count)
        var sizes = [Int](repeating: 0, count: DocumentGroups.count)
        for (document, length) in lengths.enumerated() {
            totals[text.groups[document]] += length
            sizes[text.groups[document]] += text.length(of: document)
        }
        return CodeLengthEstimates.report(
            name: "learned predictor", total: lengths.reduce(.zero, +), text: text, groups: (totals, sizes))
    }

    /// The slowest first, so that the last to end is a short one.
    private func tasks(_ settings: [CompressionSettings], _ groups: [[UInt8]]?) -> [BoundedTask<Outcome>] {
        let text = text
        var tasks: [BoundedTask<Outcome>] = []
        for (code, settings) in settings.enumerated().reversed() {
            let memory = CodeLengthEstimates.memory(settings, bytes: text.bytes.count)
            tasks.append(
                BoundedTask(memory: memory) {
                    .codeLength(code: code, try CodeLengthEstimates.measure(settings, text.bytes))
                })
            if let groups {
                tasks.append(
                    BoundedTask(memory: memory) {
                        .groupCodeLengths(code: code, try CodeLengthEstimates.measureGroups(settings, groups))
                    })
            }
        }
        let size = text.bytes.count
        tasks.append(
            BoundedTask(memory: 20 * size + (8 << 20)) { .windows(try RedundancyCurve(of: text.bytes.span)) })
        tasks.append(
            BoundedTask(memory: 20 * size + (8 << 20)) {
                .conditional(try CountingEstimates.conditionalEntropies(text))
            })
        tasks.append(
            BoundedTask(memory: 8 * size + (32 << 20)) { .words(try CountingEstimates.wordEntropies(text)) })
        return tasks
    }

    private func points(_ curve: RedundancyCurve) -> [CorpusReport.WindowPoint] {
        curve.points.compactMap { point in
            Rate<Bits, Byte>(point.codeLength, over: curve.bytes).map { rate in
                CorpusReport.WindowPoint(
                    windowBytes: point.windowBytes,
                    perByte: Figure(
                        rate, kind: .bound,
                        intervalAbsence: text.isComplete ? nil : "no interval: compare the points with each other"))
            }
        }
    }
}

/// The byte histogram of a text in memory.
private enum ByteCounts {
    static func of(_ bytes: [UInt8]) -> [UInt64] {
        var counts = [UInt64](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        return counts
    }
}
