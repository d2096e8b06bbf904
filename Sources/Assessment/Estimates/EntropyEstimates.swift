internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Runs every estimator on the sample, side by side, and puts their figures together.
struct EntropyEstimates: Sendable {
    var text: SampleText
    var threads: Int

    /// Whether examples of documents show their text.
    var showsText = true

    /// n of the learned predictor at most, in bytes; nil does without the predictor.
    var learningBudget: Int?

    /// What the estimators say together.
    struct Result: Sendable {
        var entropy: CorpusReport.Entropy
        var learning: CorpusReport.Learning?
        var interval: CorpusReport.EntropyInterval
        var diagnostics: CorpusReport.Diagnostics
        var ngrams: [CorpusReport.NGramEntropy]
        var surprise: CorpusReport.Surprise?

        /// What paired comparisons are read from; nil where nothing was learnt.
        var curves: LearntCurves?

        /// What made the figures, and from how much.
        var provenance: [CorpusReport.Estimate]
    }

    /// What one task comes to.
    private enum Outcome: Sendable {
        case codeLength(code: Int, Bits)
        case groupCodeLengths(code: Int, [Bits])
        case windows(RedundancyCurve)
        case conditional([CorpusReport.ConditionalEntropy])
        case words(CountingEstimates.Words)
        case predictor([Bits])
        case learning(LearningExperiment.OrderResult?)
        case ownOrder([LearningExperiment.LearntPart]?)
        case heldOutCodes([EntropyInterval.Code])
        case ngrams(NGramEstimates.Result)
        case surprise(CorpusReport.Surprise?)
    }

    /// What all tasks came to.
    private struct Outcomes {
        var totals: [Bits]
        var groupTotals: [[Bits]]
        var windows: RedundancyCurve?
        var conditional: [CorpusReport.ConditionalEntropy] = []
        var words: CountingEstimates.Words?
        var predictor: [Bits] = []
        var orders: [LearningExperiment.OrderResult] = []
        var ownOrder: [LearningExperiment.LearntPart]?
        var heldOutCodes: [EntropyInterval.Code] = []
        var ngrams: NGramEstimates.Result?
        var surprise: CorpusReport.Surprise?

        init(_ outcomes: [Outcome], codes: Int) {
            totals = [Bits](repeating: .zero, count: codes)
            groupTotals = [[Bits]](repeating: [], count: codes)
            for outcome in outcomes {
                switch outcome {
                case .codeLength(let code, let bits): totals[code] = bits
                case .groupCodeLengths(let code, let bits): groupTotals[code] = bits
                case .windows(let curve): windows = curve
                case .conditional(let entropies): conditional = entropies
                case .words(let estimates): words = estimates
                case .predictor(let lengths): predictor = lengths
                case .learning(let result): if let result { orders.append(result) }
                case .ownOrder(let parts): ownOrder = parts
                case .heldOutCodes(let codes): heldOutCodes = codes
                case .ngrams(let result): ngrams = result
                case .surprise(let found): surprise = found
                }
            }
        }
    }

    /// The estimates; nil for a sample without text.
    func run() async throws -> Result? {
        guard !text.bytes.isEmpty, let counts = SymbolCounts(ByteHistogram(of: text.bytes.span).counts),
            let order0 = InitialLoss<Byte>.adaptiveOrderZero(counts)
        else { return nil }
        let settings = CodeLengthEstimates.settings(forBytes: text.bytes.count)
        let groups = text.isComplete || text.documents < DocumentGroups.count ? nil : text.groupTexts()
        let experiment = learningBudget.flatMap { LearningExperiment(text, mostBytes: $0) }
        let outcomes = Outcomes(
            try await runBounded(
                learningTasks(experiment) + tasks(settings, groups) + ngramTasks(experiment),
                memory: CorpusAssessment.estimatorMemory,
                width: threads), codes: settings.count)

        var codeLengths = settings.indices.map { code in
            CodeLengthEstimates.report(
                name: settings[code].description, total: outcomes.totals[code], text: text,
                groups: groups.map { (outcomes.groupTotals[code], $0.map(\.count)) })
        }
        if !outcomes.predictor.isEmpty { codeLengths.append(predictorCodeLength(outcomes.predictor)) }
        // Order-0 is a valid code, too: on data without repeats it can be the shortest of all.
        let order0Length = CodeLengthEstimates.report(
            name: order0.method.name, total: order0.rate.total(over: counts.total), text: text,
            groups: groups.map { texts in
                (texts.map { CodeLengthEstimates.adaptiveOrderZero($0) }, texts.map(\.count))
            })
        guard let mixed = CodeLengthEstimates.mix(codeLengths + [order0Length], text: text) else { return nil }
        let entropy = CorpusReport.Entropy(
            codeLengths: codeLengths, best: mixed.shortest, mixture: mixed.mixture, mixtureOverhead: mixed.overhead,
            saved: Figure(
                order0.rate.value - mixed.mixture.perByte.value, unit: mixed.mixture.perByte.unit, kind: .diagnostic,
                intervalAbsence: "no interval: the difference of two code lengths of this sample"),
            remainingShare: Figure(
                order0.rate.value > 0 ? mixed.mixture.perByte.value / order0.rate.value : 1, unit: "1",
                kind: .diagnostic, intervalAbsence: "no interval: the ratio of two code lengths of this sample"),
            redundancyByWindow: outcomes.windows.map(points) ?? [],
            conditionalEntropies: outcomes.conditional, wordEntropies: outcomes.words?.entropies ?? [])
        return result(entropy, experiment, outcomes)
    }

    /// Adds what was learnt, the interval and the diagnostics.
    private func result(
        _ entropy: CorpusReport.Entropy, _ experiment: LearningExperiment?, _ outcomes: Outcomes
    ) -> Result {
        let absence =
            learningBudget == nil
            ? "needs the learned predictor: leave out --quick"
            : "the sample holds too little text to learn from and to hold out"
        let estimates = experiment.map {
            LearningEstimates(
                experiment: $0, results: outcomes.orders,
                heldOutCodes: outcomes.heldOutCodes + [outcomes.ngrams?.code].compactMap(\.self))
        }
        let learning = estimates?.report()
        let interval =
            learning.flatMap { estimates?.interval(around: $0) }
            ?? CodeLengthEstimates.interval(entropy, text: text, absence: absence)
        let losses = outcomes.orders.first?.byteLosses
        let documents = DiagnosticEstimates.documents(losses, absence: absence)
        let effect = experiment.flatMap { experiment in
            outcomes.orders.first.map {
                OrderEffect.figure(experiment, own: outcomes.ownOrder, shuffled: $0.parts)
            }
        }
        let diagnostics = CorpusReport.Diagnostics(
            positions: documents.positions, halves: documents.halves,
            vocabulary: outcomes.words?.vocabulary ?? .absent("the sample holds no word"),
            order: CorpusReport.Order(
                effect: effect ?? Diagnosed(absence: absence),
                effectBytes: effect?.figure.flatMap { _ in experiment.map { UInt64(OrderEffect.budget($0)) } },
                mixingPenalty: DiagnosticEstimates.mixingPenalty(text)))
        return Result(
            entropy: entropy, learning: learning, interval: interval, diagnostics: diagnostics,
            ngrams: outcomes.ngrams?.entropies ?? [], surprise: outcomes.surprise,
            curves: experiment.map { LearntCurves($0, outcomes.orders) },
            provenance: provenance(entropy, outcomes) + (learning.map { estimates?.provenance(of: $0) ?? [] } ?? []))
    }

    /// The n-gram models: of the training part, and of each half.
    private func ngramTasks(_ experiment: LearningExperiment?) -> [BoundedTask<Outcome>] {
        let text = text
        let surprise = SurpriseEstimates(text: text, showsText: showsText)
        let ngrams = NGramEstimates(text, experiment, budget: learningBudget ?? NGramEstimates.standardBudget)
        return [
            BoundedTask(memory: SurpriseEstimates.memory(bytes: text.bytes.count)) { .surprise(try surprise.run()) }
        ] + (ngrams.map { ngrams in [BoundedTask(memory: ngrams.memory) { .ngrams(try ngrams.run()) }] } ?? [])
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
            tasks.append(
                BoundedTask(memory: experiment.memory) { .ownOrder(OrderEffect.learnInOwnOrder(experiment)) })
            tasks.append(
                BoundedTask(memory: HeldOutCodes.memory) { .heldOutCodes(try HeldOutCodes.compressed(experiment)) })
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
            name: LearningExperiment.coderName, total: lengths.reduce(.zero, +), text: text, groups: (totals, sizes))
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
        tasks.append(BoundedTask(memory: 8 * size + (32 << 20)) { .words(try CountingEstimates.words(text)) })
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

    /// What made the figures of the sample.
    private func provenance(_ entropy: CorpusReport.Entropy, _ outcomes: Outcomes) -> [CorpusReport.Estimate] {
        func estimate(_ figures: String, _ method: String) -> CorpusReport.Estimate {
            CorpusReport.Estimate(
                figures: figures, method: method, bytes: UInt64(text.bytes.count),
                documents: UInt64(text.documents))
        }
        let trained = outcomes.ngrams?.entropies.first.map {
            CorpusReport.Estimate(
                figures: "ngrams", method: "interpolated modified Kneser-Ney, scored on held-out documents",
                bytes: $0.trainedBytes, documents: nil)
        }
        return [trained].compactMap(\.self) + [
            estimate(
                "surprise",
                "Kneser-Ney, \(SurpriseEstimates.order)-grams of bytes, of at most \(SurpriseEstimates.mostTrained) bytes of "
                    + "the other half of the documents"),
            estimate("entropy.codeLengths", entropy.codeLengths.map(\.code).joined(separator: "; ")),
            estimate("entropy.redundancyByWindow", "zstd's strategy lazy2 with one effort, windows from 2^15"),
            estimate("entropy.conditionalEntropies", "block counts, bias-corrected, by groups of documents"),
            estimate("entropy.wordEntropies", "counts of words by UAX #29, by groups of documents"),
            estimate("diagnostics.vocabulary", "counts of words by UAX #29"),
            estimate("diagnostics.order.mixingPenalty", "adaptive order-0 codes (a = 1/2) of halves in natural order"),
        ]
    }
}
