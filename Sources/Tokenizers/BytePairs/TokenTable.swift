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
    /// Open addressing: the hash's upper half over id + 1; 0 is an empty slot.
    private let slots: UnsafeMutablePointer<UInt64>
    private let mask: Int

    /// The tokens in the order of their ids; an empty one stands for an id that is not used.
    ///
    /// Where two ids have the same bytes, the lower one is found.
    init(_ source: TokenArena) {
        count = source.starts.count
        longest = Int(source.lengths.max() ?? 0)
        unsafe arena = Self.copy(source.bytes)
        unsafe starts = Self.copy(source.starts)
        unsafe lengths = Self.copy(source.lengths)
        var capacity = 16
        while capacity < 2 * count { capacity *= 2 }
        mask = capacity - 1
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: 0, count: capacity)
        let text = unsafe ByteView(UnsafeBufferPointer(start: arena, count: source.bytes.count))
        for id in 0..<count where source.lengths[id] > 0 {
            let start = Int(source.starts[id])
            let length = Int(source.lengths[id])
            guard self.id(of: text, start, length) == Self.none else { continue }
            let hash = text.hash(start, length)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while unsafe slots[slot] != 0 { slot = (slot + 1) & mask }
            unsafe slots[slot] = (hash >> 32) << 32 | UInt64(id + 1)
        }
    }

    deinit {
        unsafe arena.deallocate()
        unsafe starts.deallocate()
        unsafe lengths.deallocate()
        unsafe slots.deallocate()
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
        let hash = text.hash(start, length)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = unsafe slots[slot]
            if entry == 0 { return Self.none }
            if entry >> 32 == hash >> 32 {
                let id = UInt32(truncatingIfNeeded: entry) - 1
                if unsafe Int(lengths[Int(id)]) == length,
                    unsafe text.equals(start, length, arena + Int(starts[Int(id)]))
                {
                    return id
                }
            }
            slot = (slot + 1) & mask
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
