/// Room for what the stages of a pass hand to each other about a few bytes that follow each other.
///
/// A block is small enough for all of it, and the slots that it needs, to stay in the nearest cache.
@safe
struct PredictorBlock {
    /// The most bytes of a block.
    static let capacity = 16

    private static let contexts = PredictorLayout.contexts

    private let memory: UnsafeMutableRawPointer
    /// The inputs of the mixers: a row of ``PredictorLayout/inputs`` for each bit.
    let inputs: UnsafeMutablePointer<Float>
    /// Hashes of each context for the first and for the second half of each byte: rows of 2 · `capacity`.
    let hashes: UnsafeMutablePointer<UInt64>
    /// How many contexts were met before, for each byte.
    let known: UnsafeMutablePointer<UInt8>
    /// The class of the match's length, 0 for none, for each bit.
    let matches: UnsafeMutablePointer<UInt8>
    /// The place in the match table that each byte leads to.
    let keys: UnsafeMutablePointer<UInt32>
    /// The probabilities that the Krichevsky–Trofimov experts gave each byte, four places a byte.
    let experts: UnsafeMutablePointer<Double>
    /// The probability that each byte was given.
    let probabilities: UnsafeMutablePointer<Double>

    init() {
        let bits = Self.capacity * 8
        let inputBytes = bits * PredictorLayout.inputs * 4
        let hashBytes = Self.contexts * 2 * Self.capacity * 8
        let expertBytes = Self.capacity * 4 * 8
        let count = inputBytes + hashBytes + expertBytes + Self.capacity * 8 + bits + Self.capacity + Self.capacity * 4
        unsafe memory = .allocate(byteCount: count, alignment: 128)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        unsafe inputs = memory.assumingMemoryBound(to: Float.self)
        unsafe hashes = (memory + inputBytes).assumingMemoryBound(to: UInt64.self)
        unsafe experts = (memory + inputBytes + hashBytes).assumingMemoryBound(to: Double.self)
        unsafe probabilities = experts + Self.capacity * 4
        unsafe keys = UnsafeMutableRawPointer(probabilities + Self.capacity).assumingMemoryBound(to: UInt32.self)
        unsafe matches = UnsafeMutableRawPointer(keys + Self.capacity).assumingMemoryBound(to: UInt8.self)
        unsafe known = matches + bits
    }

    func deallocate() { unsafe memory.deallocate() }

    /// The hashes of a context, `capacity` for the first halves and as many for the second ones.
    @inline(__always)
    func hashes(of context: Int) -> UnsafeMutablePointer<UInt64> {
        unsafe hashes + context &* (2 &* Self.capacity)
    }
}
