/// Where each table lies in a predictor's memory, in bytes from its beginning.
///
/// The first part, up to `denseEnd`, is small and is copied whole when a trial begins; of the rest only the lines that
/// a trial writes are kept. Zero bytes are the initial state of everything beyond `denseEnd`.
struct PredictorLayout {
    /// Hashed contexts: orders 1–6 and 8; the word; the word and the one before; the shape of the last eight bytes; the
    /// word and the one before the one before.
    static let contexts = 11
    /// Inputs of a mixer: one for each context and each Krichevsky–Trofimov expert, two of the match model.
    static let inputs = 16
    /// The first input of the Krichevsky–Trofimov experts.
    static let expertInput = 11
    /// The first input of the match model.
    static let matchInput = 14
    /// Sets of mixer weights, each selected by something else.
    static let mixers = 3
    /// Weight vectors of each set: by the match and the bit, by the contexts met before and the bits so far, by the kinds
    /// of the last three bytes.

    static let mixerSizes = [16 * 8, 3072, 2048]
    /// Counters of one context of a Krichevsky–Trofimov expert: 17 blocks of 16.
    static let experts = 272
    /// Corrections of one refinement context, a cache line.
    static let bins = 16

    let historyMaps: Int
    let matchMap: Int
    let mixerWeights: Int
    let finalWeights: Int
    let orderZero: Int
    let mixture: Int
    let denseEnd: Int
    let orderOne: Int
    let orderTwo: Int
    let refinements: Int
    let pairRefinements: Int
    let tripleRefinements: Int
    let matchTable: Int
    let history: Int
    let slots: Int
    let end: Int

    /// Lines of four slots that each context has.
    let slotLines: Int
    let pairMask: Int
    let historyMask: Int
    let matchBits: Int

    init(_ memory: BytePredictor.Memory) {
        var offset = 0
        func take(_ bytes: Int) -> Int {
            defer { offset += (bytes + 127) & ~127 }
            return offset
        }
        historyMaps = take(Self.contexts * 256 * 4)
        matchMap = take(64 * 4)
        mixerWeights = take(Self.mixerSizes.reduce(0, +) * Self.inputs * 4)
        finalWeights = take(256 * 4 * 4)
        orderZero = take(Self.experts * 4)
        mixture = take(8 * 8)
        denseEnd = offset
        orderOne = take(256 * Self.experts * 4)
        orderTwo = take(memory.pairRows * Self.experts * 4)
        refinements = take(256 * 32 * 16 * Self.bins * 4)
        pairRefinements = take(4096 * 16 * Self.bins * 4)
        tripleRefinements = take(16384 * 16 * Self.bins * 4)
        matchBits = memory.historyBits - 2
        matchTable = take(4 << matchBits)
        history = take(1 << memory.historyBits)
        slots = take(memory.slotBytes)
        end = offset
        slotLines = memory.slotBytes / (64 * Self.contexts)
        pairMask = memory.pairRows - 1
        historyMask = (1 << memory.historyBits) - 1
    }
}
