extension CorpusReport {
    /// Every number of the report by its path.
    ///
    /// - Complexity: O(figures), some hundreds.
    public var figures: FigurePaths {
        var paths = FigurePaths()
        input.addFigures(to: &paths)
        contents.addFigures(to: &paths)
        paths.add(repetition)
        for losses in initialLosses { paths.add(losses) }
        paths.add("sample.documents", count: sample.documents, "document")
        paths.add("sample.bytes", count: sample.bytes, "byte")
        paths.add(entropyInterval)
        paths.add(entropy)
        paths.add(
            learning, absence: entropyInterval.map { $0.point.absence ?? "not computed" } ?? FigurePaths.noText)
        paths.add(diagnostics)
        paths.add(ngrams ?? [])
        if let surprise { paths.add(surprise) }
        return paths
    }
}

extension CorpusReport.Input {
    /// Adds the counts of what was read.
    func addFigures(to paths: inout FigurePaths) {
        paths.add("input.filesRead", count: filesRead, "file")
        paths.add("input.storedBytes", count: storedBytes, "byte")
        paths.add("input.coverage", coverage)
        paths.add("input.problems", count: problems.reduce(0) { $0 + $1.count }, "problem")
        for problem in problems { paths.add("input.problems.\(problem.code)", count: problem.count, "problem") }
        for group in leftOut { paths.add("input.leftOut.\(group.reason)", count: group.files, "file") }
        paths.add("input.replacedCharacters", count: replacedCharacters, "character")
        let noRecords = "the corpus holds no records"
        paths.add("input.records.records", count: records?.records, "record", absence: noRecords)
        paths.add("input.records.bytes", count: records?.bytes, "byte", absence: noRecords)
        paths.add("input.records.textBytes", count: records?.textBytes, "byte", absence: noRecords)
        paths.add("input.records.overhead", records?.overhead, absence: noRecords)
        let allUnits = "the report is about all work units"
        paths.add("input.workUnits.planned", count: workUnits?.planned, "work unit", absence: allUnits)
        paths.add("input.workUnits.covered", count: workUnits?.covered, "work unit", absence: allUnits)
    }
}

extension CorpusReport.Contents {
    func addFigures(to paths: inout FigurePaths) {
        paths.add("contents.documents", count: documents, "document")
        paths.add("contents.emptyDocuments", count: emptyDocuments, "document")
        paths.add("contents.bytes", count: bytes, "byte")
        paths.add("contents.scalars", count: scalars, "scalar")
        paths.add("contents.words", count: words, "word")
        paths.add("contents.lines", count: lines, "line")
        paths.add("contents.tokens", count: tokens, "token", absence: "needs a tokenizer")
        paths.add("contents.invalidUTF8Sequences", count: invalidUTF8Sequences, "sequence")
        paths.add("contents.documentsWithInvalidUTF8", count: documentsWithInvalidUTF8, "document")
    }
}

extension FigurePaths {
    static let noText = "the corpus holds no text"

    mutating func add(_ repetition: CorpusReport.Repetition) {
        add("repetition.uniqueDocumentShare", repetition.uniqueDocumentShare, absence: Self.noText)
        add("repetition.duplicateDocumentShare", repetition.duplicateDocumentShare, absence: Self.noText)
        add("repetition.nearDuplicateShare", repetition.nearDuplicateShare, absence: Self.noText)
        add("repetition.duplicateLineShare", repetition.duplicateLineShare, absence: Self.noText)
        add("repetition.effectiveBytes", repetition.effectiveBytes, absence: Self.noText)
        add("repetition.documentSpectrum", spectrum: repetition.documentSpectrum)
        add("repetition.lineSpectrum", spectrum: repetition.lineSpectrum)
    }

    /// Bytes under their own name; a tokenizer's alphabet under "tokens", whichever tokenizer it is.
    mutating func add(_ losses: CorpusReport.InitialLosses) {
        let alphabet = losses.alphabet == "bytes" ? "bytes" : "tokens"
        for loss in losses.losses {
            let path = "initialLosses.\(alphabet).\(Self.key(loss.name))"
            add(path + ".perByte", loss.perByte)
            if alphabet == "tokens" { add(path + ".perSymbol", loss.perSymbol) }
        }
    }

    fileprivate mutating func add(_ interval: CorpusReport.EntropyInterval?) {
        let path = "entropyInterval"
        add(path + ".lower", interval?.lower, absence: Self.noText)
        add(path + ".point", interval?.point, absence: Self.noText)
        add(path + ".upper", interval?.upper, absence: Self.noText)
        add(path + ".mixture", interval?.mixture, absence: Self.noText)
        add(path + ".overhead", interval?.overhead, absence: Self.noText)
        for code in interval?.codes ?? [] { add("\(path).codes.\(Self.key(code.name))", code.figure) }
    }

    fileprivate mutating func add(_ entropy: CorpusReport.Entropy?) {
        let path = "entropy"
        for code in entropy?.codeLengths ?? [] {
            add("\(path).codeLengths.\(Self.key(code.code)).perByte", code.perByte)
            add("\(path).codeLengths.\(Self.key(code.code)).total", code.total)
        }
        add(path + ".best.perByte", entropy?.best.perByte, absence: Self.noText)
        add(path + ".best.total", entropy?.best.total, absence: Self.noText)
        add(path + ".mixture.perByte", entropy?.mixture.perByte, absence: Self.noText)
        add(path + ".mixture.total", entropy?.mixture.total, absence: Self.noText)
        add(path + ".mixtureOverhead", entropy?.mixtureOverhead, absence: Self.noText)
        add(path + ".saved", entropy?.saved, absence: Self.noText)
        add(path + ".remainingShare", entropy?.remainingShare, absence: Self.noText)
        for point in entropy?.redundancyByWindow ?? [] {
            add("\(path).redundancyByWindow.\(Self.key(bytes: point.windowBytes))", point.perByte)
        }
        for point in entropy?.conditionalEntropies ?? [] {
            add("\(path).conditionalEntropies.\(point.order).corrected", point.corrected)
            add("\(path).conditionalEntropies.\(point.order).plugIn", point.plugIn)
            add("\(path).conditionalEntropies.\(point.order).coverage", point.coverage)
        }
        for word in entropy?.wordEntropies ?? [] { add("\(path).wordEntropies.\(Self.key(word.name))", word.figure) }
    }

    fileprivate mutating func add(_ learning: CorpusReport.Learning?, absence: String) {
        let path = "learning"
        add(path + ".structureRate", learning?.structureRate, absence: absence)
        add(path + ".structure", learning?.structure, absence: absence)
        add(path + ".stillLearning", learning?.stillLearning, absence: absence)
        add(path + ".entropy", learning?.entropy, absence: absence)
        add(path + ".limit", learning?.limit, absence: learning?.limitAbsence ?? absence)
        add(path + ".noiseShare", learning?.noiseShare, absence: absence)
        add(path + ".inDocumentGain", learning?.inDocumentGain, absence: absence)
        add(path + ".exchangeabilityGap", learning?.exchangeabilityGap, absence: absence)
        add(path + ".initialLoss", learning?.initialLoss, absence: absence)
        for point in learning?.curve ?? [] {
            add("\(path).curve.\(Self.key(bytes: point.bytes)).loss", point.loss)
            add("\(path).curve.\(Self.key(bytes: point.bytes)).runningMinimum", point.runningMinimum)
        }
        add(path + ".ledger.baseline", learning?.ledger.baseline, absence: absence)
        add(path + ".ledger.saved", learning?.ledger.saved, absence: absence)
        add(path + ".ledger.paidLearning", learning?.ledger.paidLearning, absence: absence)
        add(path + ".ledger.residual", learning?.ledger.residual, absence: absence)
        // Remarks stand in parentheses behind the name.
        for ratio in learning?.capacity ?? [] {
            add("\(path).capacity.\(Self.key(String(ratio.name.prefix { $0 != "(" })))", ratio.figure)
        }
        add(path + ".modelBits", learning?.modelBits, absence: absence)
        add(path + ".budget", count: learning?.budget, "byte", absence: absence)
        add(path + ".orders", count: learning.map { UInt64($0.orders) }, "order", absence: absence)
        add(path + ".heldOutDocuments", count: learning?.heldOutDocuments, "document", absence: absence)
        add(path + ".heldOutBytes", count: learning?.heldOutBytes, "byte", absence: absence)
    }

    fileprivate mutating func add(_ ngrams: [CorpusReport.NGramEntropy]) {
        let absence = "too little text to train on and to hold out"
        let bytes = ngrams.first { $0.tokens == "bytes" }
        add("ngrams.bytes.perToken", bytes?.perToken, absence: absence)
        add("ngrams.bytes.perByte", bytes?.perByte, absence: absence)
        add("ngrams.words.perToken", ngrams.first { $0.tokens == "words" }?.perToken, absence: absence)
    }

    /// Quantiles by their percentage; examples are documents, and no figures of the corpus.
    fileprivate mutating func add(_ surprise: CorpusReport.Surprise) {
        for quantile in surprise.quantiles {
            let percent = (quantile.share * 1000).rounded() / 10
            let key = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
            add("surprise.quantiles.\(key)", quantile.perByte)
        }
    }

    fileprivate mutating func add(_ diagnostics: CorpusReport.Diagnostics?) {
        let path = "diagnostics"
        let positions = diagnostics?.positions
        add(path + ".positions.adaptingSlope", positions?.adaptingSlope, absence: Self.noText)
        add(path + ".positions.frozenSlope", positions?.frozenSlope, absence: Self.noText)
        for point in positions?.points ?? [] {
            add("\(path).positions.points.\(point.from).adapting", point.adapting)
            add("\(path).positions.points.\(point.from).frozen", point.frozen)
        }
        add(path + ".halves.exponent", diagnostics?.halves.exponent, absence: Self.noText)
        for point in diagnostics?.halves.points ?? [] {
            add("\(path).halves.points.\(Self.key(bytes: point.bytes))", point.information)
        }
        let vocabulary = diagnostics?.vocabulary
        let noLaw = vocabulary?.zipfExponent.absence ?? Self.noText
        add(path + ".vocabulary.zipfExponent", vocabulary?.zipfExponent, absence: Self.noText)
        add(path + ".vocabulary.zipfLeastCount", count: vocabulary?.zipfLeastCount, "sighting", absence: noLaw)
        add(path + ".vocabulary.zipfGoodnessOfFit", vocabulary?.zipfGoodnessOfFit, absence: noLaw)
        add(path + ".vocabulary.heapsExponent", vocabulary?.heapsExponent, absence: Self.noText)
        add(
            path + ".vocabulary.heapsFinalExponent", vocabulary?.heapsFinalExponent,
            absence: vocabulary?.heapsExponent.absence ?? Self.noText)
        add(path + ".vocabulary.tailLeastCount", vocabulary?.tailLeastCount, absence: Self.noText)
        let order = diagnostics?.order
        add(path + ".order.effect", order?.effect, absence: Self.noText)
        let noOrder = order?.effect.absence ?? Self.noText
        add(path + ".order.effectBytes", count: order?.effectBytes, "byte", absence: noOrder)
        add(path + ".order.mixingPenalty", order?.mixingPenalty, absence: Self.noText)
    }
}
