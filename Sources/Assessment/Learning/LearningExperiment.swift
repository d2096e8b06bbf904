internal import Estimators
internal import InformationCapacity

/// Lets the learned predictor read the sample and records what it pays.
struct LearningExperiment: Sendable {
    /// How many orders of the training documents are learnt from.
    static let orderCount = 3

    /// How many checkpoints a curve has: n/2⁸ … n.
    static let checkpointCount = 9

    /// The least budget in bytes for which an experiment makes sense.
    static let leastBudget = 4096

    /// The predictor of an order: from 1 MiB on half of what fits best, so that two orders run side by side.
    private static func orderMemory(_ budget: Int) -> BytePredictor.Memory {
        .fitting(bytes: budget > 1 << 20 ? max(1 << 20, min(budget, 4 << 20) / 2) : budget)
    }

    /// Bytes of memory that an order takes: the predictor's, and some for its undo log.
    var memory: Int { Self.orderMemory(budget).mostBytes + (16 << 20) }

    /// Bytes of memory that `codeLengths(of:)` takes.
    static func memory(codingBytes count: Int) -> Int { BytePredictor.Memory.fitting(bytes: count).mostBytes }

    let text: SampleText
    let split: HeldOutSplit

    /// n: how many bytes are learnt from in each order, a power of two.
    let budget: Int

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
        budget = 1 << (Int.bitWidth - 1 - most.leadingZeroBitCount)
    }

    /// What one order came to.
    struct OrderResult: Sendable {
        var curve: HeldOutLossCurve

        /// Held-out losses at the end with the tables frozen, for each document.
        var frozen: [Bits]

        /// The held-out loss before the first update.
        var initialLoss: Rate<Bits, Byte>

        /// How often each byte value occurs in the n bytes.
        var byteCounts: [UInt64]

        /// N: the predictor's storage in bytes.
        var modelBytes: Int
    }

    /// The length of each held-out document's excerpt.
    var heldOutBytes: [UInt64] { split.heldOut.map { UInt64(excerpt(of: $0).count) } }

    private func excerpt(of document: Int) -> Range<Int> {
        let start = text.bounds[document]
        return start..<start + min(text.length(of: document), HeldOutSplit.excerptLength)
    }

    /// Learns n bytes in one order and scores the held-out documents at each checkpoint.
    func run(order number: UInt64) -> OrderResult? {
        var predictor = BytePredictor(memory: Self.orderMemory(budget))
        let order = TrainingOrder(text, split, number: number, mostBytes: budget)
        let initial = scoreFrozen(&predictor).reduce(.zero, +)
        var positions = (0..<Self.checkpointCount).map { budget >> (Self.checkpointCount - 1 - $0) }[...]
        var checkpoints: [HeldOutLossCurve.Checkpoint] = []
        var codeLength = Bits.zero
        var byteCounts = [UInt64](repeating: 0, count: 256)
        var learnt = 0
        for document in order.documents {
            var rest = text.bounds[document]..<text.bounds[document + 1]
            while let position = positions.first, !rest.isEmpty {
                // A document that reaches over a checkpoint is learnt in two parts.
                let part = rest.prefix(position - learnt)
                codeLength += learn(part, &predictor)
                for byte in text.bytes[part] { byteCounts[Int(byte)] += 1 }
                learnt += part.count
                rest = rest[part.endIndex...]
                if learnt == position {
                    checkpoints.append(
                        HeldOutLossCurve.Checkpoint(position: UInt64(position), heldOut: score(&predictor)))
                    positions = positions.dropFirst()
                }
            }
            if positions.isEmpty { break }
        }
        let frozen = scoreFrozen(&predictor)
        guard let initialLoss = Rate<Bits, Byte>(initial, over: heldOutBytes.reduce(0, +)) else { return nil }
        return HeldOutLossCurve(checkpoints: checkpoints, documentBytes: heldOutBytes, codeLength: codeLength)
            .map {
                OrderResult(
                    curve: $0, frozen: frozen, initialLoss: initialLoss, byteCounts: byteCounts,
                    modelBytes: predictor.memoryInUse)
            }
    }

    private func learn(_ range: Range<Int>, _ predictor: inout BytePredictor) -> Bits {
        unsafe text.bytes.withUnsafeBufferPointer {
            predictor.learn(unsafe UnsafeBufferPointer(rebasing: $0[range]).span)
        }
    }

    private func scoreFrozen(_ predictor: inout BytePredictor) -> [Bits] {
        split.heldOut.map { document in
            unsafe text.bytes.withUnsafeBufferPointer {
                predictor.scoreFrozen(unsafe UnsafeBufferPointer(rebasing: $0[excerpt(of: document)]).span)
            }
        }
    }

    private func score(_ predictor: inout BytePredictor) -> [Bits] {
        split.heldOut.map { document in
            unsafe text.bytes.withUnsafeBufferPointer {
                predictor.score(unsafe UnsafeBufferPointer(rebasing: $0[excerpt(of: document)]).span)
            }
        }
    }

    /// The prequential code length of each document of the sample, in natural order: together a valid code of it.
    static func codeLengths(of text: SampleText) -> [Bits] {
        var predictor = BytePredictor(memory: .fitting(bytes: text.bytes.count))
        return (0..<text.documents).map { document in
            unsafe text.bytes.withUnsafeBufferPointer {
                predictor.learn(
                    unsafe UnsafeBufferPointer(rebasing: $0[text.bounds[document]..<text.bounds[document + 1]]).span)
            }
        }
    }
}
