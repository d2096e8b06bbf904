/// The bytes of every token, and the way back from bytes to the id; immutable once built.
@safe
final class TokenTable: @unchecked Sendable {
    /// What ``id(of:_:_:)`` gives for bytes that are no token.
    static let none: UInt32 = .max

    /// One more than the largest id.
    let count: Int

    /// The length of the longest token, in bytes.
    let longest: Int

    private let arena: UnsafeMutablePointer<UInt8>
    private let starts: UnsafeMutablePointer<UInt32>
    private let lengths: UnsafeMutablePointer<UInt32>
    /// A token of up to eight bytes, which are the key themselves: one look into memory decides.
    private struct ShortSlot {
        var bytes: UInt64 = 0
        var length: UInt32 = 0  // 0 where the slot is empty
        var id: UInt32 = 0
    }

    /// A longer token, whose bytes lie in the arena.
    private struct LongSlot {
        var hash: UInt32 = 0
        var length: UInt32 = 0  // 0 where the slot is empty
        var id: UInt32 = 0
        var start: UInt32 = 0
    }

    private static let longestShort = 8

    /// A bit for every hash, clear where no token has it.
    ///
    /// Most questions while merging are answered no, and so from the second-level cache. With 200,000 tokens one bit
    /// in ten is set.
    private static let filterBits = 21
    private let filter: UnsafeMutablePointer<UInt64>
    private let shortSlots: UnsafeMutablePointer<ShortSlot>
    private let shortMask: Int
    private let longSlots: UnsafeMutablePointer<LongSlot>
    private let longMask: Int

    /// The tokens in the order of their ids; an empty one stands for an id that is not used.
    ///
    /// Where two ids have the same bytes, the lower one is found.
    init(_ source: TokenArena) {
        count = source.starts.count
        longest = Int(source.lengths.max() ?? 0)
        // Eight bytes more, so that the last token can be read as a word.
        unsafe arena = Self.copy(source.bytes + [UInt8](repeating: 0, count: 8))
        unsafe starts = Self.copy(source.starts)
        unsafe lengths = Self.copy(source.lengths)
        let shortCount = source.lengths.count { $0 <= Self.longestShort }
        let shortCapacity = Self.capacity(for: shortCount)
        let longCapacity = Self.capacity(for: count - shortCount)
        shortMask = shortCapacity - 1
        longMask = longCapacity - 1
        unsafe shortSlots = .allocate(capacity: shortCapacity)
        unsafe shortSlots.initialize(repeating: ShortSlot(), count: shortCapacity)
        unsafe longSlots = .allocate(capacity: longCapacity)
        unsafe longSlots.initialize(repeating: LongSlot(), count: longCapacity)
        unsafe filter = .allocate(capacity: 1 << (Self.filterBits - 6))
        unsafe filter.initialize(repeating: 0, count: 1 << (Self.filterBits - 6))
        let text = unsafe ByteView(UnsafeBufferPointer(start: arena, count: source.bytes.count + 8))
        for id in 0..<count where source.lengths[id] > 0 {
            insert(UInt32(id), text, Int(source.starts[id]), Int(source.lengths[id]))
        }
    }

    /// A power of two with room for half as many entries again.
    private static func capacity(for count: Int) -> Int {
        var capacity = 16
        while capacity < count + count / 2 { capacity *= 2 }
        return capacity
    }

    private func insert(_ id: UInt32, _ text: ByteView, _ start: Int, _ length: Int) {
        guard self.id(of: text, start, length) == Self.none else { return }
        if length <= Self.longestShort {
            let bytes = text.upToEightBytes(start, length)
            let hash = Self.shortHash(bytes, length)
            mark(hash)
            var slot = Int(truncatingIfNeeded: hash) & shortMask
            while unsafe shortSlots[slot].length != 0 { slot = (slot + 1) & shortMask }
            unsafe shortSlots[slot] = ShortSlot(bytes: bytes, length: UInt32(length), id: id)
        } else {
            let hash = text.hash(start, length)
            mark(hash)
            var slot = Int(truncatingIfNeeded: hash) & longMask
            while unsafe longSlots[slot].length != 0 { slot = (slot + 1) & longMask }
            unsafe longSlots[slot] = LongSlot(
                hash: UInt32(hash >> 32), length: UInt32(length), id: id, start: UInt32(start))
        }
    }

    @inline(__always)
    private static func shortHash(_ bytes: UInt64, _ length: Int) -> UInt64 {
        ByteView.mix(bytes ^ UInt64(length) << 56)
    }

    private func mark(_ hash: UInt64) {
        let bit = hash >> UInt64(64 - Self.filterBits)
        unsafe filter[Int(bit >> 6)] |= 1 << (bit & 63)
    }

    @inline(__always)
    private func mayContain(_ hash: UInt64) -> Bool {
        let bit = hash >> UInt64(64 - Self.filterBits)
        return unsafe filter[Int(bit >> 6)] >> (bit & 63) & 1 != 0
    }

    deinit {
        unsafe arena.deallocate()
        unsafe starts.deallocate()
        unsafe lengths.deallocate()
        unsafe filter.deallocate()
        unsafe shortSlots.deallocate()
        unsafe longSlots.deallocate()
    }

    private static func copy<T: BitwiseCopyable>(_ array: [T]) -> UnsafeMutablePointer<T> {
        let memory = UnsafeMutablePointer<T>.allocate(capacity: max(1, array.count))
        unsafe array.withUnsafeBufferPointer {
            if let base = $0.baseAddress { unsafe memory.initialize(from: base, count: $0.count) }
        }
        return unsafe memory
    }

    /// The id of a run of bytes, or ``none``.
    @inline(__always)
    func id(of text: ByteView, _ start: Int, _ length: Int) -> UInt32 {
        guard length <= longest else { return Self.none }
        return length <= Self.longestShort ? shortID(of: text, start, length) : longID(of: text, start, length)
    }

    @inline(__always)
    private func shortID(of text: ByteView, _ start: Int, _ length: Int) -> UInt32 {
        let bytes = text.upToEightBytes(start, length)
        let hash = Self.shortHash(bytes, length)
        guard mayContain(hash) else { return Self.none }
        var slot = Int(truncatingIfNeeded: hash) & shortMask
        while true {
            let entry = unsafe shortSlots[slot]
            if entry.length == 0 { return Self.none }
            if entry.bytes == bytes, entry.length == length { return entry.id }
            slot = (slot + 1) & shortMask
        }
    }

    private func longID(of text: ByteView, _ start: Int, _ length: Int) -> UInt32 {
        let hash = text.hash(start, length)
        guard mayContain(hash) else { return Self.none }
        var slot = Int(truncatingIfNeeded: hash) & longMask
        while true {
            let entry = unsafe longSlots[slot]
            if entry.length == 0 { return Self.none }
            if entry.hash == UInt32(hash >> 32), entry.length == length,
                unsafe text.equals(start, length, arena + Int(entry.start))
            {
                return entry.id
            }
            slot = (slot + 1) & longMask
        }
    }

    /// Appends the bytes of a token; false where the id is not used.
    func append(_ id: UInt32, to bytes: inout [UInt8]) -> Bool {
        guard id < count, unsafe lengths[Int(id)] > 0 else { return false }
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: arena + Int(starts[Int(id)]), count: Int(lengths[Int(id)])))
        return true
    }
}

/// Tokens as they are read from a file: bytes one after the other, and where each id's lie.
struct TokenArena {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var lengths: [UInt32] = []

    /// Takes the bytes from `start` to the arena's end as those of an id; false where the id has some already.
    mutating func assign(id: Int, from start: Int) -> Bool {
        while starts.count <= id {
            starts.append(0)
            lengths.append(0)
        }
        guard lengths[id] == 0 else { return false }
        starts[id] = UInt32(start)
        lengths[id] = UInt32(bytes.count - start)
        return true
    }
}
