/// Where each table lies in a predictor's memory, in bytes from its beginning.
///
/// The first part, up to `denseEnd`, is small and is copied whole when a trial begins; of the rest only the lines that
/// a trial writes are kept. Zero bytes are the initial state of everything from `denseEnd` on.
struct PredictorLayout {
    /// Hashed contexts: orders 4 to 6 and 8; the word; the word and the one before; the shape of the last eight bytes; the
    /// word and the one before the one before.
    static let contexts = 8
    /// Inputs of a mixer: one for each context, one of the match model, three of the counters.
    static let inputs = 12
    /// The input of the match model.
    static let matchInput = 8
    /// The first input of the counters.
    static let counterInput = 9
    /// Sets of mixer weights, each selected by something else.
    static let mixers = 3
    /// Weight vectors of each set: by the match and the depth, by the contexts met before and the node, by the kinds of the
    /// last three bytes and the depth.
    static let mixerSizes = [16 * 8, (contexts + 1) * 256, 512 * 4]
    /// Lines of 16 counters of order 2, and as many of order 3.
    static let counterLines = 1 << 16
    /// Places of a byte expert's context: 256 counts, and their sum.
    static let experts = 272
    /// Corrections of one refinement context, a cache line.
    static let bins = 16

    /// A probability and how much it rests on for each history of each context, two numbers.
    let historyMaps: Int
    /// The same probabilities' logits.
    let historyLogits: Int
    /// The bits that histories saw since their probabilities were made: ones above, all below.
    let historyCounts: Int
    let matchMap: Int
    let mixerWeights: Int
    let finalWeights: Int
    /// Where what a new decomposition of bytes leaves alone begins.
    let networkDenseEnd: Int
    let orderZero: Int
    let mixture: Int
    let denseEnd: Int
    let counters: Int
    let refinements: Int
    let pairRefinements: Int
    let tripleRefinements: Int
    /// The end of what a new decomposition makes worthless.
    let networkEnd: Int
    let orderOne: Int
    let orderTwo: Int
    let matchTable: Int
    let history: Int
    /// The decisions of each byte.
    let paths: Int
    /// Where the slots of each context lie and how many lines of four it has: two numbers each.
    let parts: Int
    let slots: Int
    let end: Int

    let pairMask: Int
    let historyMask: Int
    let matchBits: Int

    init(_ memory: BytePredictor.Memory) {
        var offset = 0
        func take(_ bytes: Int) -> Int {
            defer { offset += (bytes + 127) & ~127 }
            return offset
        }
        historyMaps = take(Self.contexts * 256 * 8)
        historyLogits = take(Self.contexts * 256 * 4)
        historyCounts = take(Self.contexts * 256 * 4)
        matchMap = take(64 * 4)
        mixerWeights = take(Self.mixerSizes.reduce(0, +) * Self.inputs * 4)
        finalWeights = take(256 * 4 * 4)
        networkDenseEnd = offset
        orderZero = take(Self.experts * 4)
        mixture = take(8 * 8)
        denseEnd = offset
        counters = take((65536 + 2 * Self.counterLines * 16) * 4)
        refinements = take(256 * 256 * Self.bins * 4)
        pairRefinements = take(4096 * 16 * Self.bins * 4)
        tripleRefinements = take(16384 * 16 * Self.bins * 4)
        networkEnd = offset
        orderOne = take(256 * Self.experts * 4)
        orderTwo = take(memory.pairRows * Self.experts * 4)
        matchBits = memory.historyBits - 2
        matchTable = take(4 << matchBits)
        history = take(1 << memory.historyBits)
        paths = take(256 * ByteDecomposition.depth * 2)
        parts = take(Self.contexts * 16)
        slots = take(memory.slotBytes)
        end = offset
        pairMask = memory.pairRows - 1
        historyMask = (1 << memory.historyBits) - 1
    }

    /// Lines of four slots that each context has, in 64ths of the largest share: short contexts are few.
    static let shares = [40, 64, 64, 64, 64, 64, 64, 64]

    /// The offsets of the contexts' slots and how many lines each has.
    func slotParts(_ memory: BytePredictor.Memory) -> [(offset: Int, lines: Int)] {
        let all = memory.slotBytes / 64
        let sum = Self.shares.reduce(0, +)
        var place = slots
        return Self.shares.map { share in
            let lines = all * share / sum
            defer { place += lines * 64 }
            return (place, lines)
        }
    }
}
