/// Which two neighbouring parts of a piece may be merged, and how early.
protocol MergeRule {
    /// The table of single bytes and pairs of them.
    var bytes: ByteTable { get }

    /// The rank of merging two parts (lower is earlier), or `UInt32.max` where they do not merge.
    ///
    /// - Parameters:
    ///   - start: where the left part begins.
    ///   - length: the length of both parts, in bytes.
    func rank(_ left: UInt32, _ right: UInt32, in text: ByteView, _ start: Int, _ length: Int) -> UInt32

    /// The id of the token that a merge of this rank makes.
    func id(ofRank rank: UInt32) -> UInt32
}

extension MergeRule {
    /// The id of a byte.
    @inline(__always)
    func id(ofByte byte: UInt8) -> UInt32 { bytes.id(byte) }

    /// The rank of merging two single bytes.
    @inline(__always)
    func rank(ofBytes left: UInt8, _ right: UInt8) -> UInt32 { bytes.rank(left, right) }
}

/// Rank files: two parts merge when their bytes together are a token, whose id is the rank.
struct ByteMerges: MergeRule {
    let tokens: TokenTable
    let bytes: ByteTable

    @inline(__always)
    func rank(_ left: UInt32, _ right: UInt32, in text: ByteView, _ start: Int, _ length: Int) -> UInt32 {
        tokens.id(of: text, start, length)
    }

    @inline(__always)
    func id(ofRank rank: UInt32) -> UInt32 { rank }
}

/// Merge lists: two tokens merge when the list names them, in the order of the list.
struct PairMerges: MergeRule {
    let pairs: PairTable
    let bytes: ByteTable

    @inline(__always)
    func rank(_ left: UInt32, _ right: UInt32, in text: ByteView, _ start: Int, _ length: Int) -> UInt32 {
        pairs.rank(left, right)
    }

    @inline(__always)
    func id(ofRank rank: UInt32) -> UInt32 { pairs.merged(rank) }
}

/// The ids of single bytes and the ranks of all their pairs, with which the merging of every piece begins.
@safe
final class ByteTable: @unchecked Sendable {
    private let ids: UnsafeMutablePointer<UInt32>
    /// 65,536 ranks: 256 KiB.
    private let ranks: UnsafeMutablePointer<UInt32>

    /// Creates the table.
    ///
    /// - Parameters:
    ///   - ids: the id of each byte, in the order of the bytes.
    ///   - rank: the rank of merging two bytes.
    init(ids source: [UInt32], rank: (_ left: UInt8, _ right: UInt8) -> UInt32) {
        unsafe ids = .allocate(capacity: 256)
        unsafe ranks = .allocate(capacity: 1 << 16)
        for left in UInt8.min...UInt8.max {
            unsafe ids[Int(left)] = source[Int(left)]
            for right in UInt8.min...UInt8.max { unsafe ranks[Int(left) << 8 | Int(right)] = rank(left, right) }
        }
    }

    deinit {
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
    }

    @inline(__always)
    func id(_ byte: UInt8) -> UInt32 { unsafe ids[Int(byte)] }

    @inline(__always)
    func rank(_ left: UInt8, _ right: UInt8) -> UInt32 { unsafe ranks[Int(left) << 8 | Int(right)] }
}

/// The merges of a list: from two ids to the rank, from the rank to the id made; immutable once built.
@safe
final class PairTable: @unchecked Sendable {
    private struct Slot {
        var key: UInt64
        var rank: UInt32
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int
    private let products: [UInt32]

    /// The merges in their order; of two that name the same pair, the later one counts, as in the reference.
    init(_ merges: [(left: UInt32, right: UInt32, product: UInt32)]) {
        var capacity = 16
        while capacity < 2 * merges.count { capacity *= 2 }
        mask = capacity - 1
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: Slot(key: .max, rank: .max), count: capacity)
        products = merges.map(\.product)
        for (rank, merge) in merges.enumerated() {
            let key = UInt64(merge.left) << 32 | UInt64(merge.right)
            var slot = Int(truncatingIfNeeded: ByteView.mix(key)) & mask
            while unsafe slots[slot].key != .max && slots[slot].key != key { slot = (slot + 1) & mask }
            unsafe slots[slot] = Slot(key: key, rank: UInt32(rank))
        }
    }

    deinit { unsafe slots.deallocate() }

    @inline(__always)
    func rank(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let key = UInt64(left) << 32 | UInt64(right)
        var slot = Int(truncatingIfNeeded: ByteView.mix(key)) & mask
        while true {
            let entry = unsafe slots[slot]
            if entry.key == key || entry.key == .max { return entry.rank }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    func merged(_ rank: UInt32) -> UInt32 { products[Int(rank)] }
}
