/// Byte-pair merging of one piece: again and again the pair of the lowest rank, the leftmost of equals.
///
/// Short pieces scan all pairs for each merge, O(*n*²) but in the first-level cache; long ones keep a heap,
/// O(*n* log *n*). Both give the same ids. The memory is for the longest piece; pages that are not used cost nothing.
@safe
final class PieceMerger {
    /// From this length on, in bytes, the heap is used.
    static let heapThreshold = 128

    /// By the position where a part begins: its id, the rank of the pair with the part that follows, its neighbours.
    private let ids: UnsafeMutablePointer<UInt32>
    private let ranks: UnsafeMutablePointer<UInt32>
    private let previous: UnsafeMutablePointer<Int32>
    private let next: UnsafeMutablePointer<Int32>
    private var heap: [UInt64] = []

    init() {
        let capacity = BytePairTokenizer.longestPiece + 4
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
        unsafe next = .allocate(capacity: capacity)
    }

    deinit {
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        unsafe previous.deallocate()
        unsafe next.deallocate()
    }

    /// Appends the ids of a piece of 1 to ``BytePairTokenizer/longestPiece`` bytes.
    @inline(__always)
    func merge(_ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, into output: inout [UInt32]) {
        if length < Self.heapThreshold {
            mergeByScanning(text, start, length, rule: rule, into: &output)
        } else {
            mergeByHeap(text, start, length, rule: rule, into: &output)
        }
    }

    func mergeByScanning(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, into output: inout [UInt32]
    ) {
        lay(text, start, length, rule)
        while true {
            let lowest = lowestPair(length)
            let rank = UInt32(truncatingIfNeeded: lowest >> 32)
            if rank == .max { break }
            let left = Int(lowest & 0xFFFF_FFFF)
            join(left, rank, length, rule)
            update(left, text, start, length, rule)
            let before = unsafe Int(previous[left])
            if before >= 0 { update(before, text, start, length, rule) }
        }
        collect(length, into: &output)
    }

    func mergeByHeap(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, into output: inout [UInt32]
    ) {
        lay(text, start, length, rule)
        heap.removeAll(keepingCapacity: true)
        for left in 0..<length { pushPair(left) }
        while let top = popLowest() {
            let rank = UInt32(truncatingIfNeeded: top >> 32)
            let left = Int(top & 0xFFFF_FFFF)
            guard unsafe ranks[left] == rank else { continue }  // an entry of before a merge
            join(left, rank, length, rule)
            update(left, text, start, length, rule)
            pushPair(left)
            let before = unsafe Int(previous[left])
            if before >= 0 {
                update(before, text, start, length, rule)
                pushPair(before)
            }
        }
        collect(length, into: &output)
    }

    /// Lays the bytes out as parts, each under the position where it begins, linked to its neighbours.
    @inline(__always)
    private func lay(_ text: ByteView, _ start: Int, _ length: Int, _ rule: some MergeRule) {
        let (ids, ranks, previous, next) = unsafe (ids, ranks, previous, next)
        var byte = text[start]
        for index in 0..<length {
            let following = index + 1 < length ? text[start + index + 1] : 0
            unsafe ids[index] = rule.id(ofByte: byte)
            unsafe ranks[index] = rule.rank(ofBytes: byte, following)
            unsafe previous[index] = Int32(truncatingIfNeeded: index &- 1)
            unsafe next[index] = Int32(truncatingIfNeeded: index &+ 1)
            byte = following
        }
        // The last part begins no pair, and the scan reads four at a time.
        for index in (length - 1)..<(length + 3) { unsafe ranks[index] = .max }
    }

    /// Makes one part of two; the ranks of the pairs that it is in are still to be updated.
    @inline(__always)
    private func join(_ left: Int, _ rank: UInt32, _ length: Int, _ rule: some MergeRule) {
        let right = unsafe Int(next[left])
        let after = unsafe next[right]
        unsafe ids[left] = rule.id(ofRank: rank)
        unsafe ranks[right] = .max
        unsafe next[left] = after
        if after < length { unsafe previous[Int(after)] = Int32(truncatingIfNeeded: left) }
    }

    /// Ranks the pair that begins at a part anew.
    @inline(__always)
    private func update(_ left: Int, _ text: ByteView, _ start: Int, _ length: Int, _ rule: some MergeRule) {
        let right = unsafe Int(next[left])
        unsafe ranks[left] =
            right < length
            ? rule.rank(ids[left], ids[right], in: text, start + left, Int(next[right]) - left) : .max
    }

    @inline(__always)
    private func collect(_ length: Int, into output: inout [UInt32]) {
        var index = 0
        var count = 0
        while index < length {
            unsafe ids[count] = ids[index]
            count += 1
            index = unsafe Int(next[index])
        }
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: ids, count: count))
    }

    /// The lowest rank above the leftmost position that has it, without branches: they would be mispredicted.
    @inline(__always)
    private func lowestPair(_ length: Int) -> UInt64 {
        let ranks = unsafe ranks
        var lowest = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
        var index = 0
        while index < length {
            let position = UInt64(truncatingIfNeeded: index)
            lowest.0 = min(lowest.0, unsafe UInt64(ranks[index]) << 32 | position)
            lowest.1 = min(lowest.1, unsafe UInt64(ranks[index + 1]) << 32 | (position + 1))
            lowest.2 = min(lowest.2, unsafe UInt64(ranks[index + 2]) << 32 | (position + 2))
            lowest.3 = min(lowest.3, unsafe UInt64(ranks[index + 3]) << 32 | (position + 3))
            index += 4
        }
        return min(min(lowest.0, lowest.1), min(lowest.2, lowest.3))
    }

    @inline(__always)
    private func pushPair(_ left: Int) {
        let rank = unsafe ranks[left]
        if rank != .max { push(UInt64(rank) << 32 | UInt64(left)) }
    }

    private func push(_ value: UInt64) {
        heap.append(value)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent] > value else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = value
    }

    private func popLowest() -> UInt64? {
        guard let lowest = heap.first, let value = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return lowest }
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < value else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = value
        return lowest
    }
}
