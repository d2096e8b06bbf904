internal import CPrefetch

/// The contexts of a document's bytes, and what their slots say of each bit.
@unsafe
struct ContextStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// A slot that has seen nothing, for contexts that a frozen state does not know.
    let blank: UnsafeMutableRawPointer

    /// The last eight bytes, the last one lowest; 255, which no UTF-8 text has, before the document's start.
    private var recent: UInt64 = .max
    private var word: UInt64 = 0
    /// The word before, and the one before that.
    private var previousWord: UInt64 = 0
    private var wordBefore: UInt64 = 0
    /// The last eight bytes with one digit for all digits and one letter for all letters: what numbers and records look
    /// like, whatever stands in them.
    private var shape: UInt64 = .max

    init(
        _ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer,
        blank: UnsafeMutableRawPointer
    ) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
        unsafe self.blank = blank
    }

    /// Hashes the contexts of the next bytes.
    mutating func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, into block: PredictorBlock) {
        for index in 0..<count {
            let byte = unsafe bytes[index]
            let last = unsafe recent
            unsafe Self.hash(0, last & 0xFF, byte, index, block)
            unsafe Self.hash(1, last & 0xFFFF, byte, index, block)
            unsafe Self.hash(2, last & 0xFF_FFFF, byte, index, block)
            unsafe Self.hash(3, last & 0xFFFF_FFFF, byte, index, block)
            unsafe Self.hash(4, last & 0xFF_FFFF_FFFF, byte, index, block)
            unsafe Self.hash(5, last & 0xFFFF_FFFF_FFFF, byte, index, block)
            unsafe Self.hash(6, last, byte, index, block)
            unsafe Self.hash(7, word ^ (last & 0xFF) &* 0xA24B_AED4_963E_E407, byte, index, block)
            unsafe Self.hash(8, word &+ previousWord &* 0x9E6C_63D0_876A_9A47, byte, index, block)
            unsafe Self.hash(9, shape, byte, index, block)
            unsafe Self.hash(10, word &+ wordBefore &* 0x9E6C_63D0_876A_9A47, byte, index, block)
            unsafe advance(byte)
            // The place in the match table of the six bytes that end with this one.
            let key = unsafe ((recent & 0xFFFF_FFFF_FFFF) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 &- layout.matchBits)
            unsafe block.keys[index] = UInt32(truncatingIfNeeded: key)
            unsafe assay_prefetch(base + (layout.matchTable &+ Int(key) &* 4))
        }
    }

    @inline(__always)
    private mutating func advance(_ byte: UInt8) {
        unsafe recent = recent << 8 | UInt64(byte)
        unsafe shape = shape << 8 | UInt64(tables.shape(byte))
        let folded = byte | 0x20
        if (folded >= 0x61 && folded <= 0x7A) || byte >= 0x80 {
            let letter = UInt64(byte >= 0x80 ? byte : folded)
            unsafe word = (word &+ letter &+ 1) &* 0x9FB2_1C65_1E98_DF25
            unsafe word ^= word >> 29
        } else if unsafe word != 0 {
            unsafe wordBefore = previousWord
            unsafe previousWord = word
            unsafe word = 0
        }
    }

    @inline(__always)
    private static func hash(
        _ context: Int, _ value: UInt64, _ byte: UInt8, _ index: Int, _ block: PredictorBlock
    ) {
        var first = (value &+ UInt64(context + 1) &* 0x2545_F491_4F6C_DD1D) &* 0x9E37_79B9_7F4A_7C15
        first ^= first >> 32
        first = first &* 0xD6E8_FEB8_6659_FD93
        let hashes = unsafe block.hashes(of: context)
        unsafe hashes[index] = first
        guard unsafe isApart(context) else { return }
        var second = (first ^ UInt64(byte >> 4 | 0x10)) &* 0xC4CE_B9FE_1A85_EC53
        second ^= second >> 31
        unsafe hashes[index + PredictorBlock.capacity] = second
    }

    /// Asks for the slots of a block that comes later.
    func prefetch(_ count: Int, _ block: PredictorBlock) {
        for context in 0..<PredictorLayout.contexts {
            let hashes = unsafe block.hashes(of: context)
            let part = unsafe part(context)
            for index in 0..<count {
                unsafe assay_prefetch(line(part, hashes[index]))
                if unsafe Self.isApart(context) {
                    unsafe assay_prefetch(line(part, hashes[index + PredictorBlock.capacity]))
                }
            }
        }
    }

    /// Each context has a part of the table for itself: two that shared a slot would show each other the bit.
    @inline(__always)
    private func part(_ context: Int) -> UnsafeMutableRawPointer {
        unsafe base.advanced(by: layout.slots &+ (context &* layout.slotLines) &* 64)
    }

    /// The line of four slots that a hash may use.
    @inline(__always)
    private func line(_ part: UnsafeMutableRawPointer, _ hash: UInt64) -> UnsafeMutableRawPointer {
        unsafe part.advanced(by: (Int(hash >> 32) &* layout.slotLines) >> 32 &* 64)
    }

    /// What contexts say of each bit of a block, and their update: one input of the mixers each.
    ///
    /// The tables of a context depend on no other context and on no mixer. The contexts take turns every four bits: one
    /// waits for its own last update, several together do not.
    @inline(never)
    func run(
        _ contexts: Range<Int>, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock,
        next: PredictorBlock, nextCount: Int, _ undo: inout UndoLog
    ) {
        var row = unsafe block.inputs
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            let ahead = index < nextCount
            var known: UInt8 = 0
            for context in contexts {
                let part = unsafe part(context)
                let slot = unsafe slot(part, block.hashes(of: context)[index], apart: Self.isApart(context), &undo)
                if unsafe slot.load(fromByteOffset: 1, as: UInt8.self) != 0 { known &+= 1 }
                unsafe half(slot, byte >> 4, maps(context), row + context)
                if ahead { unsafe assay_prefetch(line(part, next.hashes(of: context)[index])) }
            }
            unsafe block.known[index] = known
            unsafe row += 4 &* PredictorLayout.inputs
            for context in contexts {
                let part = unsafe part(context)
                let hashes = unsafe block.hashes(of: context)
                let slot =
                    unsafe Self.isApart(context)
                    ? slot(part, hashes[index &+ PredictorBlock.capacity], apart: true, &undo)
                    : secondSlot(part, hashes[index], byte >> 4)
                unsafe half(slot, byte & 15, maps(context), row + context)
                if ahead, unsafe Self.isApart(context) {
                    unsafe assay_prefetch(line(part, next.hashes(of: context)[index &+ PredictorBlock.capacity]))
                }
            }
            unsafe row += 4 &* PredictorLayout.inputs
        }
    }

    @inline(__always)
    private func maps(_ context: Int) -> UnsafeMutablePointer<UInt32> {
        unsafe (base + layout.historyMaps).assumingMemoryBound(to: UInt32.self) + context &* 256
    }

    /// Orders 5, 6 and 8 keep both halves of a byte in one line.
    @inline(__always)
    private static func isApart(_ context: Int) -> Bool { context < 4 || context > 6 }

    /// The four bits of half a byte.
    @inline(__always)
    private func half(
        _ line: UnsafeMutableRawPointer, _ bits: Int, _ maps: UnsafeMutablePointer<UInt32>,
        _ row: UnsafeMutablePointer<Float>
    ) {
        let path = bits | 16
        unsafe step(line, path >> 4, path >> 3 & 1, maps, row)
        unsafe step(line, path >> 3, path >> 2 & 1, maps, row + PredictorLayout.inputs)
        unsafe step(line, path >> 2, path >> 1 & 1, maps, row + 2 &* PredictorLayout.inputs)
        unsafe step(line, path >> 1, path & 1, maps, row + 3 &* PredictorLayout.inputs)
    }

    /// One bit: its inputs from the history and the counter of a node, and their update.
    @inline(__always)
    private func step(
        _ line: UnsafeMutableRawPointer, _ node: Int, _ bit: Int, _ maps: UnsafeMutablePointer<UInt32>,
        _ row: UnsafeMutablePointer<Float>
    ) {
        let state = unsafe Int(line.load(fromByteOffset: node, as: UInt8.self))
        let mapped = unsafe maps[state]
        unsafe row[0] = tables.logit(ofAdaptive: mapped)
        if Policy.adapts {
            unsafe maps[state] = tables.adapted(mapped, bit)
            let following = unsafe tables.following(state, bit)
            unsafe line.storeBytes(of: following, toByteOffset: node, as: UInt8.self)
        }
    }

    /// A slot by its check, or else the one of two that holds less: two slots that a hash chooses, or a line's first two.
    ///
    /// - Parameter apart: Whether the second half of the byte has a line of its own. Where it has not, the contexts are so
    ///   long that few bytes follow each, and one fetch serves both halves.
    @inline(__always)
    private func slot(
        _ part: UnsafeMutableRawPointer, _ hash: UInt64, apart: Bool, _ undo: inout UndoLog
    ) -> UnsafeMutableRawPointer {
        let line = unsafe line(part, hash)
        if Policy.keepsUndo { unsafe undo.keep(base, line - base) }
        let low = unsafe apart ? line + Int(truncatingIfNeeded: hash >> 3 & 32) : line
        let check = UInt8(truncatingIfNeeded: hash) | 1
        if unsafe low.load(as: UInt8.self) == check { return unsafe low }
        let high = unsafe low.advanced(by: 16)
        if unsafe high.load(as: UInt8.self) == check { return unsafe high }
        if !Policy.adapts { return unsafe blank }
        let lowWeight = unsafe tables.weight(low.load(fromByteOffset: 1, as: UInt8.self))
        let highWeight = unsafe tables.weight(high.load(fromByteOffset: 1, as: UInt8.self))
        return unsafe taken(lowWeight <= highWeight ? low : high, check)
    }

    /// The slot of the second half of a byte: one of the last three of the first half's line, by its check.
    @inline(__always)
    private func secondSlot(
        _ part: UnsafeMutableRawPointer, _ hash: UInt64, _ nibble: Int
    ) -> UnsafeMutableRawPointer {
        let low = unsafe line(part, hash).advanced(by: 16)
        let check = UInt8(truncatingIfNeeded: (hash >> 8) &+ UInt64(truncatingIfNeeded: nibble) &* 0x3A) & 0xFE
        if unsafe low.load(as: UInt8.self) == check { return unsafe low }
        let middle = unsafe low.advanced(by: 16)
        if unsafe middle.load(as: UInt8.self) == check { return unsafe middle }
        let high = unsafe low.advanced(by: 32)
        if unsafe high.load(as: UInt8.self) == check { return unsafe high }
        if !Policy.adapts { return unsafe blank }
        let lowWeight = unsafe tables.weight(low.load(fromByteOffset: 1, as: UInt8.self))
        let middleWeight = unsafe tables.weight(middle.load(fromByteOffset: 1, as: UInt8.self))
        let highWeight = unsafe tables.weight(high.load(fromByteOffset: 1, as: UInt8.self))
        let better = unsafe middleWeight <= highWeight ? middle : high
        return unsafe taken(lowWeight < min(middleWeight, highWeight) ? low : better, check)
    }

    /// A slot that begins anew.
    @inline(__always)
    private func taken(_ slot: UnsafeMutableRawPointer, _ check: UInt8) -> UnsafeMutableRawPointer {
        unsafe slot.storeBytes(of: .zero, as: SIMD4<UInt32>.self)
        unsafe slot.storeBytes(of: check, as: UInt8.self)
        return unsafe slot
    }
}
