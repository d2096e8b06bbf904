/// The ids of short pieces met before: direct-mapped, so a newer piece replaces an older one in its slot.
///
/// Natural text repeats its words: this is where most of the speed comes from.
@safe
final class PieceCache {
    /// The longest piece that is kept, in bytes, and the most ids.
    static let longestPiece = 15
    static let mostIDs = 4

    /// A piece of up to 15 bytes in two words, its length in the uppermost byte.
    struct Key {
        var low: UInt64
        var high: UInt64

        @inline(__always)
        init(_ text: ByteView, _ start: Int, _ length: Int) {
            if start + 16 <= text.count {
                low = text.word(at: start)
                high = text.word(at: start + 8)
                if length < 8 {
                    low &= (1 << UInt64(8 * length)) &- 1
                    high = 0
                } else {
                    high &= (1 << UInt64(8 * (length - 8))) &- 1
                }
            } else {
                low = 0
                high = 0
                for index in 0..<length {
                    let byte = UInt64(text[start + index])
                    if index < 8 { low |= byte << UInt64(8 * index) } else { high |= byte << UInt64(8 * (index - 8)) }
                }
            }
            high |= UInt64(length) << 56
        }

        @inline(__always)
        var hash: UInt64 { ByteView.mix(low ^ 0x9E37_79B9_7F4A_7C15 &* high) }
    }

    /// 32 bytes; the count of ids lies above the 29 bits of the last id.
    struct Entry {
        var low: UInt64
        var high: UInt64
        var ids: (UInt32, UInt32, UInt32, UInt32)

        @inline(__always)
        var count: Int { Int(ids.3 >> 29) }
    }

    /// Ids from here on do not fit an entry.
    static let idLimit: UInt32 = 1 << 29

    private static let bits = 15

    private let entries: UnsafeMutablePointer<Entry>

    init() {
        unsafe entries = .allocate(capacity: 1 << Self.bits)
        unsafe entries.initialize(
            repeating: Entry(low: 0, high: 0, ids: (0, 0, 0, 0)), count: 1 << Self.bits)
    }

    deinit { unsafe entries.deallocate() }

    /// The slot of a key.
    @inline(__always)
    func slot(_ key: Key) -> Int { Int(truncatingIfNeeded: key.hash >> UInt64(64 - Self.bits)) }

    /// The entry at a slot, whichever piece it holds.
    @inline(__always)
    func entry(_ slot: Int) -> Entry { unsafe entries[slot] }

    /// Keeps the ids of a piece, unless they are too many.
    func store(_ key: Key, _ slot: Int, _ ids: ArraySlice<UInt32>) {
        guard ids.count <= Self.mostIDs, ids.allSatisfy({ $0 < Self.idLimit }) else { return }
        var values: [4 of UInt32] = .init(repeating: 0)
        for (index, id) in ids.enumerated() { values[index] = id }
        unsafe entries[slot] = Entry(
            low: key.low, high: key.high,
            ids: (values[0], values[1], values[2], values[3] | UInt32(ids.count) << 29))
    }
}
