internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Lets the learned predictor read the sample and records what it pays.
struct LearningExperiment: Sendable {
    /// How many orders of the training documents are learnt from.
    static let orderCount = 3

    /// How many checkpoints a curve has: n/2⁸ … n.
    static let checkpointCount = 9

    /// The least budget in bytes for which an experiment makes sense.
    static let leastBudget = 4096

    /// What a report calls the predictor as a code of the whole sample.
    static let coderName = "learned predictor"

    /// The predictor of an order: from 1 MiB on half of what fits best, so that two orders run side by side.
    static func orderMemory(_ budget: Int) -> BytePredictor.Memory {
        .fitting(bytes: budget > 1 << 20 ? max(1 << 20, min(budget, 4 << 20) / 2) : budget)
    }

    /// Bytes of memory that an order takes: the predictor's, and some for its undo log.
    var memory: Int { Self.orderMemory(capacity).mostBytes + (16 << 20) }

    /// Bytes of memory that `codeLengths(of:)` takes.
    static func memory(codingBytes count: Int) -> Int { BytePredictor.Memory.fitting(bytes: count).mostBytes }

    let text: SampleText
    let split: HeldOutSplit

    /// n: how many bytes are learnt from in each order; a power of two unless the corpus fell short of a common budget.
    let budget: Int

    /// Where the curve has checkpoints, ascending; the last is n.
    let positions: [Int]

    /// How many bytes the predictor's size is fitted to.
    private let capacity: Int

    /// Describes an experiment; nil where there is too little text.
    ///
    /// - Parameter mostBytes: The largest n.
    init?(_ text: SampleText, mostBytes: Int) {
        self.text = text
        self.split = HeldOutSplit(text)
        let available = TrainingOrder(text, split, number: 0, mostBytes: mostBytes).documents
            .reduce(0) { $0 + text.length(of: $1) }
        let most = min(available, mostBytes)
        guard most >= Self.leastBudget, !split.heldOut.isEmpty else { return nil }
        let budget = Self.powerOfTwo(in: most)
        self.budget = budget
        capacity = budget
        positions = (0..<Self.checkpointCount).map { budget >> (Self.checkpointCount - 1 - $0) }
    }

    /// Describes an experiment with a budget that corpora have in common; one with fewer bytes learns what it has.
    ///
    /// - Parameters:
    ///   - commonBudget: A power of two.
    ///   - levels: Where the curve has a checkpoint besides, as far as there are bytes.
    ///   - checkpoints: How many checkpoints a curve has otherwise.
    init?(
        _ text: SampleText, _ split: HeldOutSplit, commonBudget: Int, levels: [Int] = [],
        checkpoints: Int = Self.checkpointCount
    ) {
        self.text = text
        self.split = split
        let available = TrainingOrder(text, split, number: 0, mostBytes: commonBudget).documents
            .reduce(0) { $0 + text.length(of: $1) }
        let budget = min(available, commonBudget)
        guard budget > 0, !split.heldOut.isEmpty else { return nil }
        self.budget = budget
        capacity = commonBudget
        let doublings = (0..<checkpoints).map { budget >> $0 }
        positions = Set(doublings + levels.filter { $0 < budget }).filter { $0 > 0 }.sorted()
    }

    /// The largest power of two that is not above a positive number.
    static func powerOfTwo(in number: Int) -> Int { 1 << (Int.bitWidth - 1 - number.leadingZeroBitCount) }

    /// What one order came to.
    struct OrderResult: Sendable {
        /// The held-out losses of the second pass, by a learner whose settings fit the text; its C is of that pass, too.
        var curve: HeldOutLossCurve

        /// The parts of documents in the order in which they were learnt, with what each cost in the first pass.
        var parts: [LearntPart]

        /// Held-out losses at the end with the tables frozen, for each document.
        var frozen: [Bits]

        /// The held-out loss before the first update.
        var initialLoss: Rate<Bits, Byte>

        /// The held-out loss at the end of the first pass.
        var firstPassLoss: Rate<Bits, Byte>

        /// How often each byte value occurs in the n bytes.
        var byteCounts: [UInt64]

        /// N: the predictor's storage in bytes.
        var modelBytes: Int

        /// What each byte of the held-out documents costs; of the first order only.
        var byteLosses: ByteLosses?

        /// The prequential code length of the n bytes for a learner that knew nothing: a valid code.
        var codeLength: Bits { parts.reduce(.zero) { $0 + $1.codeLength } }
    }

    /// A document, or a part of one where a checkpoint cuts it, and its code length after all that was learnt before.
    struct LearntPart: Sendable {
        /// The part's bytes in the sample's text.
        var range: Range<Int>

        var codeLength: Bits
    }

    /// The length of each held-out document's excerpt.
    var heldOutBytes: [UInt64] { split.heldOut.map { UInt64(excerpt(of: $0).count) } }

    /// A hash of the held-out documents, for resampling.
    var seed: UInt64 {
        split.heldOut.reduce(UInt64(budget)) { ($0 ^ text.hashes[$1].low) &* 0x9E37_79B9_7F4A_7C15 }
    }

    /// A predictor of the size that an order is learnt with.
    func makePredictor() -> BytePredictor { BytePredictor(memory: Self.orderMemory(capacity)) }

    /// The part of a document that is scored where it is held out.
    func excerpt(of document: Int) -> Range<Int> {
        let start = text.bounds[document]
        return start..<start + min(text.length(of: document), HeldOutSplit.excerptLength)
    }

    /// The n bytes in one order: documents, each cut where a checkpoint lies.
    func parts(order number: UInt64) -> [Range<Int>] {
        var positions = positions[...]
        var parts: [Range<Int>] = []
        var learnt = 0
        for document in TrainingOrder(text, split, number: number, mostBytes: budget).documents {
            var rest = text.bounds[document]..<text.bounds[document + 1]
            while let position = positions.first, !rest.isEmpty {
                let part = rest.prefix(position - learnt)
                parts.append(part)
                learnt += part.count
                rest = rest[part.endIndex...]
                if learnt == position { positions = positions.dropFirst() }
            }
        }
        return parts
    }

    /// Learns n bytes in one order twice, and scores the held-out documents at each checkpoint of the second pass.
    ///
    /// How far each kind of evidence is to be believed in a text is learnt along with the text, and while that settles, losses
    /// fall though nothing is learnt that the text taught. So the first pass fits these settings, its text is forgotten, and
    /// the curve is that of the second pass. What must be a valid code of the n bytes comes from the first.
    func run(order number: UInt64) -> OrderResult? {
        var predictor = makePredictor()
        let initial = heldOutScores { scoreFrozen($0, &predictor) }
        let parts = parts(order: number).map { LearntPart(range: $0, codeLength: learn($0, &predictor)) }
        let afterFirstPass = heldOutScores { score($0, &predictor) }
        predictor.forgetText()
        var histogram = ByteHistogram()
        for part in parts { histogram.add(text.bytes.span.extracting(part.range)) }
        var (checkpoints, lengths) = learn(parts.map(\.range), &predictor)
        let byteLosses = number == 0 ? ByteLosses(self, &predictor) : nil
        checkpoints.append(
            HeldOutLossCurve.Checkpoint(
                position: UInt64(budget),
                heldOut: byteLosses?.adaptingTotals ?? heldOutScores { score($0, &predictor) }))
        let frozen = byteLosses?.frozenTotals ?? heldOutScores { scoreFrozen($0, &predictor) }
        guard let initialLoss = meanHeldOutLoss(initial), let firstPassLoss = meanHeldOutLoss(afterFirstPass),
            let curve = HeldOutLossCurve(
                checkpoints: checkpoints, documentBytes: heldOutBytes, codeLength: lengths.reduce(.zero, +))
        else { return nil }
        return OrderResult(
            curve: curve, parts: parts, frozen: frozen, initialLoss: initialLoss, firstPassLoss: firstPassLoss,
            byteCounts: histogram.counts, modelBytes: predictor.memoryInUse, byteLosses: byteLosses)
    }

    private func meanHeldOutLoss(_ losses: [Bits]) -> Rate<Bits, Byte>? {
        Rate(losses.reduce(.zero, +), over: heldOutBytes.reduce(0, +))
    }

    /// Learns the parts of an order, and scores the held-out documents at every checkpoint but the last.
    ///
    /// - Returns: The checkpoints, and what each part cost.
    func learn(
        _ parts: [Range<Int>], _ predictor: inout BytePredictor
    ) -> (checkpoints: [HeldOutLossCurve.Checkpoint], lengths: [Bits]) {
        var positions = positions[...]
        var checkpoints: [HeldOutLossCurve.Checkpoint] = []
        var lengths: [Bits] = []
        var learnt = 0
        for part in parts {
            lengths.append(learn(part, &predictor))
            learnt += part.count
            if learnt == positions.first, learnt < budget {
                let heldOut = heldOutScores { score($0, &predictor) }
                checkpoints.append(HeldOutLossCurve.Checkpoint(position: UInt64(learnt), heldOut: heldOut))
                positions = positions.dropFirst()
            }
        }
        return (checkpoints, lengths)
    }

    func heldOutScores(_ score: (Range<Int>) -> Bits) -> [Bits] {
        split.heldOut.map { score(excerpt(of: $0)) }
    }

    /// The prequential code length of each document of the sample, in natural order: together a valid code of it.
    static func codeLengths(of text: SampleText) -> [Bits] {
        var predictor = BytePredictor(memory: .fitting(bytes: text.bytes.count))
        return (0..<text.documents).map { document in
            predictor.learn(text.bytes.span.extracting(text.bounds[document]..<text.bounds[document + 1]))
        }
    }
}

extension LearningExperiment {
    /// Learns from a part of the text; its code length.
    func learn(_ range: Range<Int>, _ predictor: inout BytePredictor) -> Bits {
        predictor.learn(text.bytes.span.extracting(range))
    }

    /// The code length of a part of the text, learning inside it and rolling back.
    func score(_ range: Range<Int>, _ predictor: inout BytePredictor) -> Bits {
        predictor.score(text.bytes.span.extracting(range))
    }

    /// The code length of a part of the text without learning inside it.
    func scoreFrozen(_ range: Range<Int>, _ predictor: inout BytePredictor) -> Bits {
        predictor.scoreFrozen(text.bytes.span.extracting(range))
    }
}
