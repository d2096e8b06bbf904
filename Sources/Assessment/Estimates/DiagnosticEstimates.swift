internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Puts the diagnostics of the literature together from what the experiment and the counts left.
enum DiagnosticEstimates {
    /// Loss against position, and the information of halves.
    ///
    /// - Parameter losses: Those of the first order; nil where nothing was learnt.
    static func documents(
        _ losses: ByteLosses?, absence: String
    ) -> (positions: CorpusReport.Positions, halves: CorpusReport.Halves) {
        guard let losses else {
            let none = Diagnosed(absence: absence)
            return (
                CorpusReport.Positions(points: [], adaptingSlope: none, frozenSlope: none),
                CorpusReport.Halves(points: [], exponent: none)
            )
        }
        return (positions(losses), halves(losses.bipartite))
    }

    private static func positions(_ losses: ByteLosses) -> CorpusReport.Positions {
        CorpusReport.Positions(
            // A last bin that no document fills is a few bytes' worth of noise.
            points: zip(losses.adapting.bins, losses.frozen.bins).compactMap { adapting, frozen in
                guard adapting.positions.upperBound <= losses.longest else { return nil }
                return CorpusReport.Positions.Point(
                    from: UInt64(adapting.positions.lowerBound), to: UInt64(adapting.positions.upperBound),
                    documents: UInt64(adapting.documents), adapting: figure(adapting.loss),
                    frozen: figure(frozen.loss))
            },
            adaptingSlope: slope(losses.adapting), frozenSlope: slope(losses.frozen))
    }

    private static func slope(_ profile: PositionProfile) -> Diagnosed {
        switch profile.slope {
        case .found(let slope):
            var figure = figure(slope.perDoubling)
            figure.unit += " per doubling"
            return Diagnosed(figure)
        case .insufficient(let reason): return Diagnosed(absence: reason)
        }
    }

    private static func halves(_ diagnosis: Diagnosis<BipartiteInformation>) -> CorpusReport.Halves {
        switch diagnosis {
        case .insufficient(let reason): CorpusReport.Halves(points: [], exponent: Diagnosed(absence: reason))
        case .found(let information):
            CorpusReport.Halves(
                points: information.points.map {
                    CorpusReport.Halves.Point(
                        bytes: $0.byteCount, documents: UInt64($0.documents), information: figure($0.information))
                },
                exponent: information.exponent.map { figure($0, method: jackknife) })
        }
    }

    /// Zipf's and Heaps' laws and the tail, from the counts of words.
    static func vocabulary(_ counts: CountOfCounts) -> CorpusReport.Vocabulary {
        let zipf = ZipfLaw.fit(counts)
        let growth = VocabularyGrowth.measure(counts)
        let tail = TailTest.test(counts)
        return CorpusReport.Vocabulary(
            zipfExponent: zipf.map {
                figure($0.exponent, method: "likelihood, as if words were independent of each other")
            },
            zipfLeastCount: zipf.value?.minimumCount,
            zipfGoodnessOfFit: zipf.value.map { ratio($0.goodnessOfFit, "100 samples of the fitted law") },
            heapsExponent: growth.map { ratio($0.exponent, "a function of this sample's counts") },
            heapsFinalExponent: growth.value.map { ratio($0.finalExponent, "a function of this sample's counts") },
            tailLeastCount: tail.map { ratio($0.leastExpectedCount, "see whether the tail is cut") },
            isTailCut: tail.value?.isCut)
    }

    /// [K(A ∪ B) − K(A) − K(B)]/n of the halves of the sample in the corpus's order.
    static func mixingPenalty(_ text: SampleText) -> Diagnosed {
        guard let cut = (1..<max(text.documents, 1)).min(by: { distance($0, text) < distance($1, text) }) else {
            return Diagnosed(absence: "\(text.documents) document has no halves; at least 2 are needed")
        }
        let middle = text.bounds[cut]
        let bytes = text.bytes.span
        guard
            let penalty = MixingPenalty(
                ByteHistogram(of: bytes.extracting(0..<middle)).counts,
                ByteHistogram(of: bytes.extracting(middle..<bytes.count)).counts),
            let rate: Rate<Bits, Byte> = penalty.rate(over: UInt64(bytes.count))
        else { return Diagnosed(absence: "no text") }
        return Diagnosed(
            Figure(rate, kind: .diagnostic, intervalAbsence: "no interval: a function of the counts of two halves"))
    }

    /// How far a document's beginning lies from the middle of the text.
    private static func distance(_ document: Int, _ text: SampleText) -> Int {
        abs(2 * text.bounds[document] - text.bytes.count)
    }

    /// How intervals of rates over documents were made.
    private static let betweenGroups = "between groups of held-out documents, Student t"

    private static let jackknife = "leaving out one group of held-out documents in turn, Student t"

    private static func figure<Per>(_ estimated: Estimated<Rate<Bits, Per>>) -> Figure {
        Figure(
            estimated.value, kind: .diagnostic,
            interval: estimated.interval.map {
                Figure.Interval(lower: $0.lowerBound.value, upper: $0.upperBound.value, method: betweenGroups)
            },
            intervalAbsence: estimated.intervalAbsence)
    }

    private static func figure(_ estimated: Estimated<Double>, method: String) -> Figure {
        Figure(
            estimated.value, unit: "1", kind: .diagnostic,
            interval: estimated.interval.map {
                Figure.Interval(lower: $0.lowerBound, upper: $0.upperBound, method: method)
            },
            intervalAbsence: estimated.intervalAbsence)
    }

    private static func ratio(_ value: Double, _ why: String) -> Figure {
        Figure(value, unit: "1", kind: .diagnostic, intervalAbsence: "no interval: \(why)")
    }
}

extension Diagnosis {
    /// The figure of what was found, or the reason why there is none.
    fileprivate func map(_ figure: (Value) -> Figure) -> Diagnosed {
        switch self {
        case .found(let value): Diagnosed(figure(value))
        case .insufficient(let reason): Diagnosed(absence: reason)
        }
    }
}
