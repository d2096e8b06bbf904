internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Runs the estimators on a sample of token ids.
struct TokenEstimates: Sendable {
    /// The sample; its bytes are ids.
    let text: SampleText

    /// The bytes of an id.
    let width: Int

    /// |V|.
    let vocabularySize: Int

    /// How many estimators may run side by side.
    var threads: Int

    /// Whether the learned predictor is one of the codes.
    var usesPredictor: Bool

    /// What the estimators say together.
    struct Result: Sendable {
        var unigramEntropies: [CorpusReport.NamedFigure]
        var entropy: TokenReport.Entropy
        var provenance: [CorpusReport.Estimate]
    }

    private enum Outcome: Sendable {
        case total(code: Int, Bits)
        case groups(code: Int, [Bits])
        case predictor([Bits])
    }

    /// The estimates; nil for a sample without ids.
    func run() async throws -> Result? {
        let counts = GroupedTokenCounts(text, width: width, vocabularySize: vocabularySize)
        guard let symbols = SymbolCounts(counts.totals, vocabulary: UInt64(vocabularySize)), symbols.total > 0,
            let order0 = InitialLoss<Token>.adaptiveOrderZero(symbols)
        else { return nil }
        let settings = CodeLengthEstimates.settings(forBytes: text.bytes.count)
        let groups = text.isComplete || text.documents < DocumentGroups.count ? nil : text.groupTexts()
        var totals = [Bits](repeating: .zero, count: settings.count)
        var groupTotals = [[Bits]](repeating: [], count: settings.count)
        var codes: [CorpusReport.CodeLength] = []
        var predicted: [Bits]?
        for outcome in try await runBounded(
            tasks(settings, groups), memory: CorpusAssessment.estimatorMemory, width: threads)
        {
            switch outcome {
            case .total(let code, let bits): totals[code] = bits
            case .groups(let code, let bits): groupTotals[code] = bits
            case .predictor(let lengths): predicted = lengths
            }
        }
        func add(_ name: String, _ total: Bits, _ groupTotals: [Bits]?) {
            let sizes = groups?.map(\.count)
            codes.append(
                CodeLengthEstimates.report(
                    name: name, total: total, text: text,
                    groups: sizes.flatMap { sizes in groupTotals.map { ($0, sizes) } }))
        }
        for code in settings.indices { add(settings[code].description, totals[code], groupTotals[code]) }
        if let predicted {
            var byGroup = [Bits](repeating: .zero, count: DocumentGroups.count)
            for (document, length) in predicted.enumerated() { byGroup[text.groups[document]] += length }
            add(LearningExperiment.coderName + " over the ids' bytes", predicted.reduce(.zero, +), byGroup)
        }
        add(
            order0.method.name + " over ids", order0.rate.total(over: symbols.total),
            groups.map { _ in
                (0..<DocumentGroups.count).map { group in
                    SymbolCounts(counts.totals(of: group), vocabulary: UInt64(vocabularySize)).flatMap { symbols in
                        InitialLoss<Token>.adaptiveOrderZero(symbols)?.rate.total(over: symbols.total)
                    } ?? .zero
                }
            })
        if let uniform = InitialLoss<Token>.uniform(vocabulary: UInt64(vocabularySize)) {
            add("uniform over the vocabulary", uniform.rate.total(over: symbols.total), nil)
        }
        guard let mixed = CodeLengthEstimates.mix(codes, text: text) else { return nil }
        let mixture = perToken(mixed.mixture)
        let entropy = TokenReport.Entropy(
            codeLengths: codes.map(perToken), best: perToken(mixed.shortest), mixture: mixture,
            mixtureOverhead: mixed.overhead,
            saved: Figure(
                order0.rate.value - mixture.perToken.value, unit: mixture.perToken.unit, kind: .diagnostic,
                intervalAbsence: "no interval: the difference of two code lengths of this sample"),
            remainingShare: Figure(
                order0.rate.value > 0 ? mixture.perToken.value / order0.rate.value : 1, unit: "1", kind: .diagnostic,
                intervalAbsence: "no interval: the ratio of two code lengths of this sample"))
        return Result(
            unigramEntropies: try unigramEntropies(counts), entropy: entropy,
            provenance: [
                estimate("entropy.codeLengths", entropy.codeLengths.map(\.code).joined(separator: "; ")),
                estimate("unigramEntropies", "counts of ids, by groups of documents"),
            ])
    }

    private func tasks(_ settings: [CompressionSettings], _ groups: [[UInt8]]?) -> [BoundedTask<Outcome>] {
        let text = text
        var tasks: [BoundedTask<Outcome>] = []
        if usesPredictor {
            tasks.append(
                BoundedTask(memory: LearningExperiment.memory(codingBytes: text.bytes.count)) {
                    .predictor(LearningExperiment.codeLengths(of: text))
                })
        }
        for (code, settings) in settings.enumerated().reversed() {
            let memory = CodeLengthEstimates.memory(settings, bytes: text.bytes.count)
            tasks.append(
                BoundedTask(memory: memory) {
                    .total(code: code, try CodeLengthEstimates.measure(settings, text.bytes))
                })
            if let groups {
                tasks.append(
                    BoundedTask(memory: memory) {
                        .groups(code: code, try CodeLengthEstimates.measureGroups(settings, groups))
                    })
            }
        }
        return tasks
    }

    private func unigramEntropies(_ counts: GroupedTokenCounts) throws -> [CorpusReport.NamedFigure] {
        let all = try CountOfCounts(counts.totals)
        var without: [CountOfCounts] = []
        if text.documents >= DocumentGroups.count {
            for group in Set(text.groups).sorted() { without.append(try CountOfCounts(counts.totals(without: group))) }
        }
        return EntropyEstimator.allCases.compactMap { estimator in
            guard let nats = estimator.estimate(all) else { return nil }
            let rate = Rate<Bits, Token>(Bits(converting: nats))
            let replicates = without.compactMap { estimator.estimate($0).map { Bits(converting: $0).value } }
            let interval = GroupInterval.ofJackknife(around: rate.value, replicates: replicates)
            return CorpusReport.NamedFigure(
                name: estimator.name,
                figure: Figure(
                    rate, kind: .diagnostic, interval: interval,
                    intervalAbsence: interval == nil ? GroupInterval.absence(documents: text.documents) : nil))
        }
    }

    private func perToken(_ code: CorpusReport.CodeLength) -> TokenReport.CodeLength {
        var figure = code.perByte
        figure.value *= Double(width)
        figure.unit = Rate<Bits, Token>.unitName
        figure.interval?.lower *= Double(width)
        figure.interval?.upper *= Double(width)
        return TokenReport.CodeLength(code: code.code, total: code.total, perToken: figure)
    }

    private func estimate(_ figures: String, _ method: String) -> CorpusReport.Estimate {
        CorpusReport.Estimate(
            figures: figures, method: method, bytes: UInt64(text.bytes.count), documents: UInt64(text.documents))
    }
}

/// How often each distinct id occurs in each group of documents.
private struct GroupedTokenCounts {
    private var counts: [UInt32] = []
    private static let groups = DocumentGroups.count

    init(_ text: SampleText, width: Int, vocabularySize: Int) {
        var numbers = [Int32](repeating: -1, count: vocabularySize)
        var distinct: Int32 = 0
        for document in 0..<text.documents {
            for start in stride(from: text.bounds[document], to: text.bounds[document + 1], by: width) {
                var id = Int(text.bytes[start]) | Int(text.bytes[start + 1]) << 8
                if width == 4 { id |= Int(text.bytes[start + 2]) << 16 | Int(text.bytes[start + 3]) << 24 }
                if numbers[id] < 0 {
                    numbers[id] = distinct
                    distinct += 1
                    counts.append(contentsOf: repeatElement(0, count: Self.groups))
                }
                counts[Int(numbers[id]) * Self.groups + text.groups[document]] += 1
            }
        }
    }

    /// The count of each id.
    var totals: [UInt64] {
        stride(from: 0, to: counts.count, by: Self.groups).map { start in
            counts[start..<start + Self.groups].reduce(0) { $0 + UInt64($1) }
        }
    }

    /// The count of each id in a group.
    func totals(of group: Int) -> [UInt64] {
        stride(from: group, to: counts.count, by: Self.groups).map { UInt64(counts[$0]) }
    }

    /// The count of each id outside a group.
    func totals(without group: Int) -> [UInt64] {
        zip(totals, totals(of: group)).map { $0 - $1 }
    }
}
