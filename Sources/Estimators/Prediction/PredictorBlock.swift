/// Room for what the stages of a pass hand to each other about a few bytes that follow each other.
///
/// A block is small enough for all of it, and the slots that it needs, to stay in the nearest cache.
@safe
struct PredictorBlock {
    /// The most bytes of a block.
    static let capacity = 16
    private static let rows = capacity * ByteDecomposition.depth

    private let memory: UnsafeMutableRawPointer
    /// The inputs of the mixers: a row of ``PredictorLayout/inputs`` for each decision, one byte's after the other's.
    let inputs: UnsafeMutablePointer<Float>
    /// Hashes of each context for each byte: rows of `capacity`.
    let hashes: UnsafeMutablePointer<UInt64>
    /// The class of the match's length, 0 for none, for each decision.
    let matches: UnsafeMutablePointer<UInt8>
    /// How many contexts were met before, for each byte.
    let known: UnsafeMutablePointer<UInt8>
    /// Where the decisions of each byte lie: bytes from the beginning of all paths.
    let paths: UnsafeMutablePointer<UInt32>
    /// Where the slots of each context lie at the current decision.
    let slots: UnsafeMutablePointer<UnsafeMutableRawPointer>
    /// The probability that each byte was given.
    let probabilities: UnsafeMutablePointer<Double>

    init() {
        var offset = 0
        func take(_ bytes: Int) -> Int {
            defer { offset += (bytes + 63) & ~63 }
            return offset
        }
        let places = [
            take(Self.rows * PredictorLayout.inputs * 4), take(PredictorLayout.contexts * Self.capacity * 8),
            take(Self.rows),
            take(Self.capacity), take(Self.capacity * 4),
            take(Self.capacity * 8), take(PredictorLayout.contexts * 8),
        ]
        unsafe memory = .allocate(byteCount: offset, alignment: 128)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: offset)
        unsafe inputs = (memory + places[0]).assumingMemoryBound(to: Float.self)
        unsafe hashes = (memory + places[1]).assumingMemoryBound(to: UInt64.self)
        unsafe matches = (memory + places[2]).assumingMemoryBound(to: UInt8.self)
        unsafe known = (memory + places[3]).assumingMemoryBound(to: UInt8.self)
        unsafe paths = (memory + places[4]).assumingMemoryBound(to: UInt32.self)
        unsafe probabilities = (memory + places[5]).assumingMemoryBound(to: Double.self)
        unsafe slots = (memory + places[6]).bindMemory(
            to: UnsafeMutableRawPointer.self, capacity: PredictorLayout.contexts)
        unsafe slots.initialize(repeating: memory, count: PredictorLayout.contexts)
    }

    func deallocate() { unsafe memory.deallocate() }

    /// The hashes of a context.
    @inline(__always)
    func hashes(of context: Int) -> UnsafeMutablePointer<UInt64> {
        unsafe hashes + context &* Self.capacity
    }
}
