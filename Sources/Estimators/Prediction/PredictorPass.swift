internal import CPrefetch

/// The state of one pass over one document: everything that begins anew with a document, and the addresses of what
/// does not.
@unsafe
struct PredictorPass<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// The inputs of the mixers.
    let inputs: UnsafeMutablePointer<Float>
    /// The hashes of the byte that comes next: its first and second half in each context.
    let pending: UnsafeMutablePointer<UInt64>
    /// The slots of the current half of a byte.
    let lines: UnsafeMutablePointer<UnsafeMutableRawPointer>
    /// The hashes of the second half of the current byte.
    let halves: UnsafeMutablePointer<UInt64>
    /// A slot that has seen nothing, for contexts that a frozen state does not know.
    let blank: UnsafeMutableRawPointer

    var position: Int
    /// The last eight bytes, the last one lowest; 255, which no UTF-8 text has, before the document's start.
    var recent: UInt64 = .max
    var word: UInt64 = 0
    var previousWord: UInt64 = 0
    /// How far the mixers follow an error: less, the more was learned.
    var mixerRate: Float = 0
    var matchPosition = 0
    var matchLength = 0

    @inline(__always)
    init(
        _ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer,
        _ scratch: UnsafeMutableRawPointer, _ position: Int
    ) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
        unsafe inputs = scratch.assumingMemoryBound(to: Float.self)
        unsafe pending = scratch.advanced(by: 1024).assumingMemoryBound(to: UInt64.self)
        unsafe lines = scratch.advanced(by: 2048).assumingMemoryBound(to: UnsafeMutableRawPointer.self)
        unsafe halves = scratch.advanced(by: 2560).assumingMemoryBound(to: UInt64.self)
        unsafe blank = scratch.advanced(by: 3072)
        unsafe self.position = position
    }

    /// Hashes the contexts of the first byte.
    @inline(__always)
    mutating func begin(_ first: UInt8) { unsafe hashContexts(first) }

    /// Advances the contexts by a byte whose follower is known, and asks for the follower's slots.
    @inline(__always)
    mutating func advance(_ byte: UInt8, _ follower: UInt8) {
        unsafe recent = recent << 8 | UInt64(byte)
        let folded = byte | 0x20
        if (folded >= 0x61 && folded <= 0x7A) || byte >= 0x80 {
            let letter = UInt64(byte >= 0x80 ? byte : folded)
            unsafe word = (word &+ letter &+ 1) &* 0x9FB2_1C65_1E98_DF25
            unsafe word ^= word >> 29
        } else if unsafe word != 0 {
            unsafe previousWord = word
            unsafe word = 0
        }
        unsafe hashContexts(follower)
    }

    @inline(__always)
    mutating func hashContexts(_ byte: UInt8) {
        let last = unsafe recent
        unsafe hash(0, last & 0xFF, byte)
        unsafe hash(1, last & 0xFFFF, byte)
        unsafe hash(2, last & 0xFF_FFFF, byte)
        unsafe hash(3, last & 0xFFFF_FFFF, byte)
        unsafe hash(4, last & 0xFF_FFFF_FFFF, byte)
        unsafe hash(5, last & 0xFFFF_FFFF_FFFF, byte)
        unsafe hash(6, last, byte)
        unsafe hash(7, word ^ (last & 0xFF) &* 0xA24B_AED4_963E_E407, byte)
        unsafe hash(8, word &+ previousWord &* 0x9E6C_63D0_876A_9A47, byte)
    }

    @inline(__always)
    func hash(_ context: Int, _ value: UInt64, _ byte: UInt8) {
        var first = (value &+ UInt64(context + 1) &* 0x2545_F491_4F6C_DD1D) &* 0x9E37_79B9_7F4A_7C15
        first ^= first >> 32
        first = first &* 0xD6E8_FEB8_6659_FD93
        var second = (first ^ UInt64(byte >> 4 | 0x10)) &* 0xC4CE_B9FE_1A85_EC53
        second ^= second >> 31
        unsafe pending[context] = first
        unsafe pending[context + 16] = second
        unsafe assay_prefetch(pair(context, first))
        unsafe assay_prefetch(pair(context, second))
    }

    /// The two neighbouring slots that a hash may use.
    ///
    /// Each context has a part of the table for itself: two that shared a slot would show each other the bit.
    @inline(__always)
    func pair(_ context: Int, _ hash: UInt64) -> UnsafeMutableRawPointer {
        let index = unsafe (Int(hash >> 32) &* layout.slotPairs) >> 32
        return unsafe base.advanced(by: layout.slots &+ (context &* layout.slotPairs &+ index) &* 64)
    }

    /// The slot of a hash: where its check stands, else the one of the two that holds less.
    @inline(__always)
    func slot(_ context: Int, _ hash: UInt64, _ undo: inout UndoLog) -> UnsafeMutableRawPointer {
        let low = unsafe pair(context, hash)
        let check = UInt16(truncatingIfNeeded: hash) | 1
        let a = unsafe low.load(as: UInt16.self)
        if a == check {
            unsafe keep(low, &undo)
            return unsafe low
        }
        let high = unsafe low.advanced(by: 32)
        if unsafe high.load(as: UInt16.self) == check {
            unsafe keep(high, &undo)
            return unsafe high
        }
        if !Policy.adapts { return unsafe blank }
        let lowWeight = unsafe tables.weight[Int(low.load(fromByteOffset: 2, as: UInt8.self))]
        let highWeight = unsafe tables.weight[Int(high.load(fromByteOffset: 2, as: UInt8.self))]
        let chosen = unsafe lowWeight <= highWeight ? low : high
        unsafe keep(chosen, &undo)
        unsafe chosen.storeBytes(of: .zero, as: SIMD8<UInt32>.self)
        unsafe chosen.storeBytes(of: check, as: UInt16.self)
        return unsafe chosen
    }

    @inline(__always)
    func keep(_ address: UnsafeMutableRawPointer, _ undo: inout UndoLog) {
        if Policy.keepsUndo { unsafe undo.keep(base, address - base) }
    }
}
