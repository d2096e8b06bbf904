internal import CPrefetch

/// The contexts of a document's bytes, and what their slots say of each decision.
@unsafe
struct ContextStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// A slot that has seen nothing, for contexts that a frozen state does not know.
    let blank: UnsafeMutableRawPointer

    /// How often bytes were decomposed anew; slots of before are not found again.
    private let version: UInt64
    /// Bytes learned before the next block.
    private var position: Int
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
        blank: UnsafeMutableRawPointer, version: Int, position: Int
    ) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
        unsafe self.blank = blank
        unsafe self.version = UInt64(version) &* 0x8CB9_2BA7_2F3D_8DD7
        unsafe self.position = position
    }

    /// Hashes the contexts of the next bytes.
    mutating func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, into block: PredictorBlock) {
        for index in 0..<count {
            let byte = unsafe bytes[index]
            let last = unsafe recent
            unsafe block.paths[index] = UInt32(truncatingIfNeeded: Int(byte) &* (ByteDecomposition.depth &* 2))
            unsafe hash(0, last & 0xFFFF_FFFF, index, block)
            unsafe hash(1, last & 0xFF_FFFF_FFFF, index, block)
            unsafe hash(2, last & 0xFFFF_FFFF_FFFF, index, block)
            unsafe hash(3, last, index, block)
            unsafe hash(4, word ^ (last & 0xFF) &* 0xA24B_AED4_963E_E407, index, block)
            unsafe hash(5, word &+ previousWord &* 0x9E6C_63D0_876A_9A47, index, block)
            unsafe hash(6, shape, index, block)
            unsafe hash(7, word &+ wordBefore &* 0x9E6C_63D0_876A_9A47, index, block)
            unsafe advance(byte)
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
    private func hash(_ context: Int, _ value: UInt64, _ index: Int, _ block: PredictorBlock) {
        let salt = unsafe version &+ UInt64(context + 1) &* 0x2545_F491_4F6C_DD1D
        var hash = (value &+ salt) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        unsafe block.hashes(of: context)[index] = hash &* 0xD6E8_FEB8_6659_FD93
    }

    /// The hash of a later group of a byte's decisions.
    @inline(__always)
    private static func hash(_ hash: UInt64, group: Int) -> UInt64 {
        let mixed = (hash ^ UInt64(truncatingIfNeeded: group &+ 1)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 31
    }

    /// Asks for the slots of a block that comes later.
    func prefetch(_ count: Int, _ block: PredictorBlock) {
        for index in 0..<count { unsafe fetch(index, block) }
    }

    @inline(__always)
    private func fetch(_ index: Int, _ block: PredictorBlock) {
        for context in 0..<PredictorLayout.contexts {
            unsafe assay_prefetch(line(context, block.hashes(of: context)[index]))
        }
        let second = unsafe secondGroup(block.paths[index])
        if second == 0 { return }
        for context in 0..<PredictorLayout.contexts where unsafe Self.isApart(context) {
            let hash = unsafe Self.hash(block.hashes(of: context)[index], group: second)
            unsafe assay_prefetch(line(context, hash))
        }
    }

    @inline(__always)
    private func path(_ offset: UInt32) -> UnsafePointer<UInt16> {
        unsafe UnsafePointer((base + (layout.paths &+ Int(offset))).assumingMemoryBound(to: UInt16.self))
    }

    /// The group in which a path goes on after the first, 0 for none.
    @inline(__always)
    private func secondGroup(_ offset: UInt32) -> Int {
        var steps = unsafe path(offset)
        while true {
            let step = unsafe Int(steps.pointee)
            if step & 32 != 0 { return step >> 6 & 255 }
            if step & 0x8000 != 0 { return 0 }
            unsafe steps += 1
        }
    }

    /// The line of four slots that a hash may use.
    ///
    /// Each context has a part of the table for itself: two that shared a slot would show each other the bit.
    @inline(__always)
    private func line(_ context: Int, _ hash: UInt64) -> UnsafeMutableRawPointer {
        let part = unsafe base + (layout.parts &+ context &* 16)
        let offset = unsafe part.load(as: Int.self)
        let lines = unsafe part.load(fromByteOffset: 8, as: Int.self)
        return unsafe base.advanced(by: offset &+ (Int(hash >> 32) &* lines) >> 32 &* 64)
    }

    /// What contexts say of each decision of a block, and their update: one input of the mixers each.
    ///
    /// The tables of a context depend on no other context and on no mixer. The contexts take turns at each decision: one
    /// waits for its own last update, several together do not.
    @inline(never)
    mutating func run(
        _ count: Int, _ block: PredictorBlock, next: PredictorBlock, nextCount: Int, _ undo: inout UndoLog
    ) {
        let slots = unsafe block.slots
        let logits = unsafe base.advanced(by: layout.historyLogits).assumingMemoryBound(to: Float.self)
        let counts = unsafe base.advanced(by: layout.historyCounts).assumingMemoryBound(to: UInt32.self)
        var row = unsafe block.inputs
        for index in 0..<count {
            var known: UInt8 = 0
            for context in 0..<PredictorLayout.contexts {
                let slot = unsafe slot(
                    context, block.hashes(of: context)[index], apart: Self.isApart(context), &undo)
                if unsafe slot.load(fromByteOffset: 1, as: UInt8.self) != 0 { known &+= 1 }
                unsafe slots[context] = slot
            }
            unsafe block.known[index] = known
            var steps = unsafe path(block.paths[index])
            while true {
                let step = unsafe Int(steps.pointee)
                if step & 32 != 0 {
                    let group = step >> 6 & 255
                    for context in 0..<PredictorLayout.contexts {
                        let hash = unsafe block.hashes(of: context)[index]
                        unsafe slots[context] =
                            Self.isApart(context)
                            ? slot(context, Self.hash(hash, group: group), apart: true, &undo)
                            : laterSlot(context, hash, group)
                    }
                }
                let node = step >> 1 & 15
                let plane = unsafe tables.following(step & 1)
                let seen = 1 &+ UInt32(truncatingIfNeeded: step & 1) &* 0x10000
                for context in 0..<PredictorLayout.contexts {
                    let line = unsafe slots[context]
                    let state = unsafe Int(line.load(fromByteOffset: node, as: UInt8.self))
                    let place = context &* 256 &+ state
                    unsafe row[context] = logits[place]
                    if Policy.adapts {
                        unsafe counts[place] &+= seen
                        unsafe line.storeBytes(of: plane[state], toByteOffset: node, as: UInt8.self)
                    }
                }
                unsafe row += PredictorLayout.inputs
                if step & 0x8000 != 0 { break }
                unsafe steps += 1
            }
            if index < nextCount { unsafe fetch(index, next) }
        }
        if Policy.adapts { unsafe settle(count) }
    }

    /// Counts bytes, and from time to time moves the probabilities of the histories to what was seen.
    @inline(__always)
    private mutating func settle(_ count: Int) {
        let before = unsafe position
        unsafe position &+= count
        let interval = Swift.max(16, Swift.min(1024, 1 << (Int.bitWidth - 1 - (before >> 5 | 1).leadingZeroBitCount)))
        if unsafe before & ~(interval - 1) == position & ~(interval - 1) { return }
        unsafe settle()
    }

    @inline(never)
    private func settle() {
        let maps = unsafe base.advanced(by: layout.historyMaps).assumingMemoryBound(to: SIMD2<Float>.self)
        let logits = unsafe base.advanced(by: layout.historyLogits).assumingMemoryBound(to: Float.self)
        let counts = unsafe base.advanced(by: layout.historyCounts).assumingMemoryBound(to: UInt32.self)
        for place in 0..<(PredictorLayout.contexts &* 256) {
            let seen = unsafe counts[place]
            if seen == 0 { continue }
            unsafe counts[place] = 0
            let all = Float(Int32(truncatingIfNeeded: seen & 0xFFFF))
            let ones = Float(Int32(truncatingIfNeeded: seen >> 16))
            let map = unsafe maps[place]
            let p = (map[0] * (map[1] + 1.5) + ones) / (map[1] + 1.5 + all)
            unsafe maps[place] = SIMD2(p, Swift.min(map[1] + all, 1000))
            unsafe logits[place] = tables.logit(p)
        }
    }

    /// Orders 5, 6 and 8 keep all groups of a byte in one line.
    @inline(__always)
    private static func isApart(_ context: Int) -> Bool { context < 1 || context > 3 }

    /// A slot by its check, or else the one of two that holds less: two slots that a hash chooses, or a line's first two.
    ///
    /// - Parameter apart: Whether later groups of a byte have a line of their own. Where they have not, the contexts are so
    ///   long that few bytes follow each, and one fetch serves all.
    @inline(__always)
    private func slot(
        _ context: Int, _ hash: UInt64, apart: Bool, _ undo: inout UndoLog
    ) -> UnsafeMutableRawPointer {
        let line = unsafe line(context, hash)
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

    /// The slot of a byte's later group: one of the last three of the first group's line, by its check.
    @inline(__always)
    private func laterSlot(
        _ context: Int, _ hash: UInt64, _ group: Int
    ) -> UnsafeMutableRawPointer {
        let low = unsafe line(context, hash).advanced(by: 16)
        let check = UInt8(truncatingIfNeeded: (hash >> 8) &+ UInt64(truncatingIfNeeded: group) &* 0x3A) & 0xFE
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
