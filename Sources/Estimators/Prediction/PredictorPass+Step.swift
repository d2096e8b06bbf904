internal import CPrefetch

extension PredictorPass {
    static var slowestRate: Float { 0.0012 }
    static var extraRate: Float { 0.012 }
    static var finalRate: Float { 0.002 }

    /// The probability of a byte of the document, and the update by it.
    @inline(__always)
    mutating func step(
        _ document: UnsafePointer<UInt8>, _ index: Int, _ follower: UInt8, _ undo: inout UndoLog
    ) -> Double {
        let byte = unsafe Int(document[index])
        for context in 0..<PredictorLayout.contexts {
            unsafe lines[context] = slot(context, pending[context], &undo)
            unsafe halves[context] = pending[context + 16]
        }
        var known = 0
        for context in 2..<PredictorLayout.contexts {
            if unsafe lines[context].load(fromByteOffset: 2, as: UInt8.self) != 0 { known += 1 }
        }
        let last = unsafe Int(truncatingIfNeeded: recent & 0xFF_FFFF)
        let c1 = last & 0xFF
        let c2 = last >> 8 & 0xFF
        let c3 = last >> 16
        unsafe advance(UInt8(truncatingIfNeeded: byte), follower)

        unsafe mixerRate = Self.slowestRate + Self.extraRate * (16384 / (16384 + Float(position)))
        var expected = unsafe matchLength > 0 ? Int(history[matchPosition & layout.historyMask]) | 0x100 : 0
        let classes = unsafe Self.kind(c1) << 6 | Self.kind(c2) << 3 | Self.kind(c3)

        var network = 1.0
        var zero = 1.0
        var one = 1.0
        var two = 1.0
        let rowOne = unsafe base.advanced(by: layout.orderOne + c1 * PredictorLayout.experts * 4)
            .assumingMemoryBound(to: UInt32.self)
        let pairRow = unsafe (c1 ^ (c2 << 5)) & layout.pairMask
        let rowTwo = unsafe base.advanced(by: layout.orderTwo + pairRow * PredictorLayout.experts * 4)
            .assumingMemoryBound(to: UInt32.self)
        let rowZero = unsafe base.advanced(by: layout.orderZero).assumingMemoryBound(to: UInt32.self)
        let high = byte >> 4
        unsafe keep(UnsafeMutableRawPointer(rowOne), &undo)
        unsafe keep(UnsafeMutableRawPointer(rowOne + 16 * (high + 1)), &undo)
        unsafe keep(UnsafeMutableRawPointer(rowTwo), &undo)
        unsafe keep(UnsafeMutableRawPointer(rowTwo + 16 * (high + 1)), &undo)
        let maps = unsafe base.advanced(by: layout.historyMaps).assumingMemoryBound(to: UInt32.self)
        let matchMap = unsafe base.advanced(by: layout.matchMap).assumingMemoryBound(to: UInt32.self)

        for bitIndex in 0..<8 {
            let partial = (byte | 0x100) >> (8 - bitIndex)
            unsafe assay_prefetch(refinement(c1 << 8 | partial))
            unsafe assay_prefetch(refinement(Self.pairContext(c1, c2, partial)))
        }
        var partial = 1
        for bitIndex in 0..<8 {
            let bit = (byte >> (7 - bitIndex)) & 1
            if bitIndex == 4 {
                // Not before the first half is done: a slot that is taken here may be one that it used.
                for context in 0..<PredictorLayout.contexts {
                    unsafe lines[context] = slot(context, halves[context], &undo)
                }
            }
            let half = bitIndex >> 2
            let node = half == 0 ? partial : (partial & ((1 << (bitIndex - 4)) - 1)) | (1 << (bitIndex - 4))
            // Contexts.
            for context in 0..<PredictorLayout.contexts {
                let line = unsafe lines[context]
                let state = unsafe Int(line.load(fromByteOffset: 1 + node, as: UInt8.self))
                let counter = unsafe Int(line.load(fromByteOffset: 16 + node, as: UInt8.self))
                let place = context * 256 + state
                let mapped = unsafe maps[place]
                let p22 = Int(mapped >> 10)
                unsafe inputs[context * 2] = tables.stretch[p22 >> 10]
                unsafe inputs[context * 2 + 1] = tables.counterStretch[counter]
                if Policy.adapts {
                    let count = Int(mapped & 1023)
                    let rate = unsafe Int(tables.rate[count])
                    let moved = p22 &+ (((bit << 22) &- p22 &- bit) &* rate) >> 16
                    unsafe maps[place] = UInt32(truncatingIfNeeded: moved << 10 | (count < 1000 ? count + 1 : count))
                    let follower = unsafe tables.counterNext[Int(tables.counterRate[state]) + (bit << 8 | counter)]
                    unsafe line.storeBytes(of: follower, toByteOffset: 16 + node, as: UInt8.self)
                    unsafe line.storeBytes(of: tables.next[2 * state + bit], toByteOffset: 1 + node, as: UInt8.self)
                }
            }
            // Experts.
            let cell = half == 0 ? node : 16 * (high + 1) + node
            let p0 = unsafe Self.count(rowZero + cell, bit)
            let p1 = unsafe Self.count(rowOne + cell, bit)
            let p2 = unsafe Self.count(rowTwo + cell, bit)
            unsafe inputs[18] = tables.stretched(Float(p0))
            unsafe inputs[19] = tables.stretched(Float(p1))
            unsafe inputs[20] = tables.stretched(Float(p2))
            zero *= bit == 1 ? p0 : 1 - p0
            one *= bit == 1 ? p1 : 1 - p1
            two *= bit == 1 ? p2 : 1 - p2
            // Match.
            var bucket = 0
            if expected >> (8 - bitIndex) == partial, expected != 0 {
                let guess = (expected >> (7 - bitIndex)) & 1
                bucket = unsafe Self.bucket(matchLength)
                let mapped = unsafe matchMap[bucket]
                let p22 = Int(mapped >> 10)
                let sign: Float = guess == 1 ? 1 : -1
                unsafe inputs[21] = sign * tables.stretch[p22 >> 10]
                unsafe inputs[22] = sign * (Float(p22) * 0x1p-22 - 0.5) * 3
                if Policy.adapts {
                    let hit = guess == bit ? 1 : 0
                    let count = Int(mapped & 1023)
                    let moved = unsafe p22 &+ (((hit << 22) &- p22 &- hit) &* Int(tables.rate[count])) >> 16
                    unsafe matchMap[bucket] = UInt32(truncatingIfNeeded: moved << 10 | min(count + 1, 1000))
                }
            } else {
                expected = 0
                unsafe inputs[21] = 0
                unsafe inputs[22] = 0
            }
            // Mixers.
            let selected = SIMD4<Int32>(
                truncatingIfNeeded: SIMD4(
                    bucket << 3 | bitIndex, 128 + (known << 8 | partial), 2176 + (classes << 2 | bitIndex >> 1), 0))
            let p = unsafe mix(bit, selected, partial)
            let refined = unsafe refine(p, bit, c1 << 8 | partial, Self.pairContext(c1, c2, partial), &undo)
            network *= Double(bit == 1 ? refined : 1 - refined)
            partial = partial << 1 | bit
        }
        let mixture = unsafe base.advanced(by: layout.mixture).assumingMemoryBound(to: Double.self)
        let probability = unsafe ByteMixture.mix(mixture, network, zero, one, two, adapts: Policy.adapts)
        unsafe advanceMatch(document, index, &undo)
        return probability
    }

    /// What kind of character a byte is part of.
    @inline(__always)
    static func kind(_ byte: Int) -> Int {
        if byte >= 0x80 { return byte >= 0xC0 ? 7 : 6 }
        if byte >= 0x61 && byte <= 0x7A { return 3 }
        if byte == 0x20 { return 1 }
        if byte >= 0x41 && byte <= 0x5A { return 4 }
        if byte >= 0x30 && byte <= 0x39 { return 2 }
        return byte < 0x20 ? 0 : 5
    }

    /// The probability of a one from the counts of both bits, 16 bits each, and their update.
    @inline(__always)
    static func count(_ cell: UnsafeMutablePointer<UInt32>, _ bit: Int) -> Double {
        var counts = unsafe cell.pointee
        let ones = Double(counts >> 16) + 0.25
        let all = Double((counts >> 16) + (counts & 0xFFFF)) + 0.5
        if Policy.adapts {
            counts = counts &+ (bit == 1 ? 0x10000 : 1)
            if counts >> 16 == 0xFFFF || counts & 0xFFFF == 0xFFFF { counts = (counts >> 1) & 0x7FFF_7FFF }
            unsafe cell.pointee = counts
        }
        return ones / all
    }
}
