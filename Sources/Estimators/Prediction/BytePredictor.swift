#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
public import InformationCapacity

/// Predicts the next byte of a text from all before it, and learns from every byte: its losses are code lengths.
///
/// Logistic context mixing: contexts of orders 1 to 6 and 8, of words and pairs of words, and of the last bytes'
/// shape, and the longest earlier match each give a probability for the next binary decision, of which a byte takes
/// about five; mixers chosen by several selectors weigh them, a last mixer weighs the mixers, and three adaptive maps
/// refine the result. A Bayesian mixture with counting experts of orders 0 to
/// 2 and the uniform distribution bounds the cost of a source that is simpler than text. Nothing is ever decoded: a
/// loss is −log₂ of the probability that the byte was given, exact to the precision of a double, and the same on every
/// machine and in every build.
///
/// Each call is one document: contexts and the current match begin anew, all that was learned is kept. It has one owner
/// and is used by one thread at a time.
///
/// ```swift
/// var predictor = BytePredictor()
/// let bits = predictor.learn(bytes.span)
/// ```
@safe
public struct BytePredictor: ~Copyable, @unchecked Sendable {
    /// The memory was sized by this.
    public let memory: Memory

    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// Two blocks: the current one, and the next one, whose slots are being fetched.
    let blocks = (PredictorBlock(), PredictorBlock())
    /// The blocks between two threads, none for one thread.
    let ring: [PredictorBlock]
    /// A slot that has seen nothing.
    let blank: UnsafeMutableRawPointer
    var undo: UndoLog
    /// Bytes learned, over all documents: the place in the text where the next one goes.
    var position = 0
    /// How bytes are told.
    var decomposition = ByteDecomposition()
    /// How often bytes were decomposed anew, and at how many bytes learned that is next considered.
    var version = 0
    var nextDecomposition = 8192
    /// Where documents begin in the text learned, as long as bytes may be decomposed anew.
    var documents: [Int] = []

    /// Creates a predictor that knows nothing: its first byte costs 8 bits.
    ///
    /// The process ends where the system refuses even the address space.
    ///
    /// - Parameters:
    ///   - memory: How much memory it may use; less forgets sooner.
    ///   - threads: 1 or 2; with two the contexts of longer documents that are learnt from have a thread of their own. The
    ///     result is the same.
    public init(memory: Memory = .standard, threads: Int = 1) {
        self.memory = memory
        let ringSize = threads > 1 ? ContextThread.batch * ContextThread.batches : 0
        ring = (0..<ringSize).map { _ in PredictorBlock() }
        layout = PredictorLayout(memory)
        tables = PredictorTables()
        undo = UndoLog()
        let mapping = unsafe mmap(
            nil, layout.end, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
            fatalError("no address space for the predictor's memory; use BytePredictor.Memory.small")
        }
        unsafe madvise(mapping, layout.end, MADV_HUGEPAGE)
        unsafe base = mapping
        unsafe blank = .allocate(byteCount: 64, alignment: 64)
        unsafe blank.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
        initializeNetwork()
        initializeMixture()
        writeSlotParts()
        write(decomposition)
    }

    deinit {
        unsafe munmap(base, layout.end)
        unsafe blank.deallocate()
        blocks.0.deallocate()
        blocks.1.deallocate()
        for block in ring { block.deallocate() }
        tables.deallocate()
        undo.deallocate()
    }

    /// The most memory that the predictor takes, in bytes, without the undo log of a trial.
    public var memoryInUse: Int { layout.end }

    /// A hash of everything that was learned.
    ///
    /// - Complexity: O(memory); for tests.
    public var stateHash: UInt64 {
        var hash = UInt64(truncatingIfNeeded: position) &+ 0x9E37_79B9_7F4A_7C15
        for index in 0..<(layout.end / 8) {
            let word = unsafe base.load(fromByteOffset: index * 8, as: UInt64.self)
            if word == 0 { continue }
            hash ^= (word ^ (UInt64(truncatingIfNeeded: index) &* 0xD6E8_FEB8_6659_FD93)) &* 0xFF51_AFD7_ED55_8CCD
            hash = (hash << 29 | hash >> 35) &* 0xC4CE_B9FE_1A85_EC53
        }
        return hash
    }

    /// Learns from a document and returns its code length, zero for an empty one.
    @discardableResult
    public mutating func learn(_ document: Span<UInt8>) -> Bits {
        unsafe learnDocument(document, nil)
    }

    /// Learns from a document, returns its code length and sets `losses` to the bits that each byte cost.
    @discardableResult
    public mutating func learn(_ document: Span<UInt8>, losses: inout [Double]) -> Bits {
        losses = Array(repeating: 0, count: document.count)
        return unsafe losses.withUnsafeMutableBufferPointer { unsafe learnDocument(document, $0.baseAddress) }
    }

    /// The code length of a document, learning inside it; all that was learned from it is then undone.
    public mutating func score(_ document: Span<UInt8>) -> Bits {
        rollingBack { unsafe $0.run(document, losses: nil, policy: Trial.self) }
    }

    /// The code length of a document as in `score(_:)`, and in `losses` the bits that each byte cost.
    public mutating func score(_ document: Span<UInt8>, losses: inout [Double]) -> Bits {
        rollingBack { $0.run(document, into: &losses, policy: Trial.self) }
    }

    /// The code length of a document under what was learned before it, with no learning inside it.
    public mutating func scoreFrozen(_ document: Span<UInt8>) -> Bits {
        unsafe run(document, losses: nil, policy: Frozen.self)
    }

    /// The code length of a document as in `scoreFrozen(_:)`, and in `losses` the bits that each byte cost.
    public mutating func scoreFrozen(_ document: Span<UInt8>, losses: inout [Double]) -> Bits {
        run(document, into: &losses, policy: Frozen.self)
    }

    private mutating func run<Policy: AdaptationPolicy>(
        _ document: Span<UInt8>, into losses: inout [Double], policy: Policy.Type
    ) -> Bits {
        losses = Array(repeating: 0, count: document.count)
        return unsafe losses.withUnsafeMutableBufferPointer {
            unsafe run(document, losses: $0.baseAddress, policy: policy)
        }
    }

    private mutating func rollingBack(_ trial: (inout BytePredictor) -> Bits) -> Bits {
        let before = position
        unsafe undo.begin(base, dense: layout.denseEnd)
        let bits = trial(&self)
        unsafe undo.rollBack(base)
        position = before
        return bits
    }
}
