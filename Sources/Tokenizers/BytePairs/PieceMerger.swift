/// Byte-pair merging of one piece: again and again the pair of the lowest rank, the leftmost of equals.
///
/// Short pieces scan all pairs for each merge, O(*n*²) but in the first-level cache; long ones keep a heap,
/// O(*n* log *n*). Both give the same ids. The memory is for the longest piece; pages that are not used cost nothing.
@safe
final class PieceMerger {
    /// From this length on, in bytes, the heap is used.
    static let heapThreshold = 256

    private let starts: UnsafeMutablePointer<Int32>
    private let ids: UnsafeMutablePointer<UInt32>
    private let ranks: UnsafeMutablePointer<UInt32>
    private let previous: UnsafeMutablePointer<Int32>
    private let next: UnsafeMutablePointer<Int32>
    private var heap: [UInt64] = []

    init() {
        let capacity = BytePairTokenizer.longestPiece + 4
        unsafe starts = .allocate(capacity: capacity)
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
        unsafe next = .allocate(capacity: capacity)
    }

    deinit {
        unsafe starts.deallocate()
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
        let (starts, ids, ranks) = unsafe (starts, ids, ranks)
        for index in 0..<length {
            unsafe starts[index] = Int32(truncatingIfNeeded: index)
            unsafe ids[index] = rule.id(ofByte: text[start + index])
        }
        unsafe starts[length] = Int32(truncatingIfNeeded: length)
        for index in 0..<(length - 1) {
            unsafe ranks[index] = rule.rank(ofBytes: text[start + index], text[start + index + 1])
        }
        // The scan reads four at a time.
        for index in (length - 1)..<(length + 3) { unsafe ranks[index] = .max }
        var pairs = length - 1
        while pairs > 0 {
            let lowest = lowestPair(pairs)
            let best = UInt32(truncatingIfNeeded: lowest >> 32)
            let at = Int(lowest & 0xFFFF_FFFF)
            if best == .max { break }
            unsafe ids[at] = rule.id(ofRank: best)
            let moved = pairs - at - 1
            unsafe (starts + at + 1).update(from: starts + at + 2, count: moved + 1)
            unsafe (ids + at + 1).update(from: ids + at + 2, count: moved)
            unsafe (ranks + at).update(from: ranks + at + 1, count: moved)
            pairs -= 1
            unsafe ranks[pairs] = .max
            if at < pairs {
                let from = unsafe Int(starts[at])
                let span = unsafe Int(starts[at + 2]) - from
                unsafe ranks[at] = rule.rank(ids[at], ids[at + 1], in: text, start + from, span)
            }
            if at > 0 {
                let from = unsafe Int(starts[at - 1])
                let span = unsafe Int(starts[at + 1]) - from
                unsafe ranks[at - 1] = rule.rank(ids[at - 1], ids[at], in: text, start + from, span)
            }
        }
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: ids, count: pairs + 1))
    }

    /// The lowest rank above the leftmost position that has it, without branches: they would be mispredicted.
    @inline(__always)
    private func lowestPair(_ pairs: Int) -> UInt64 {
        let ranks = unsafe ranks
        var lowest = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
        var index = 0
        while index < pairs {
            let position = UInt64(truncatingIfNeeded: index)
            lowest.0 = min(lowest.0, unsafe UInt64(ranks[index]) << 32 | position)
            lowest.1 = min(lowest.1, unsafe UInt64(ranks[index + 1]) << 32 | (position + 1))
            lowest.2 = min(lowest.2, unsafe UInt64(ranks[index + 2]) << 32 | (position + 2))
            lowest.3 = min(lowest.3, unsafe UInt64(ranks[index + 3]) << 32 | (position + 3))
            index += 4
        }
        return min(min(lowest.0, lowest.1), min(lowest.2, lowest.3))
    }

    func mergeByHeap(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, into output: inout [UInt32]
    ) {
        let (ids, ranks, previous, next) = unsafe (ids, ranks, previous, next)
        heap.removeAll(keepingCapacity: true)
        for index in 0..<length {
            unsafe ids[index] = rule.id(ofByte: text[start + index])
            unsafe previous[index] = Int32(truncatingIfNeeded: index) - 1
            unsafe next[index] = Int32(truncatingIfNeeded: index) + 1
        }
        for index in 0..<length { update(index, text, start, length, rule) }
        while let top = popLowest() {
            let rank = UInt32(truncatingIfNeeded: top >> 32)
            let left = Int(top & 0xFFFF_FFFF)
            guard unsafe ranks[left] == rank else { continue }  // an entry of before a merge
            let right = unsafe Int(next[left])
            let after = unsafe next[right]
            unsafe ids[left] = rule.id(ofRank: rank)
            unsafe ranks[right] = .max
            unsafe next[left] = after
            if after < length { unsafe previous[Int(after)] = Int32(truncatingIfNeeded: left) }
            update(left, text, start, length, rule)
            let before = unsafe Int(previous[left])
            if before >= 0 { update(before, text, start, length, rule) }
        }
        var index = 0
        while index < length {
            output.append(unsafe ids[index])
            index = unsafe Int(next[index])
        }
    }

    /// Ranks the pair that begins at a part anew.
    @inline(__always)
    private func update(_ left: Int, _ text: ByteView, _ start: Int, _ length: Int, _ rule: some MergeRule) {
        let right = unsafe Int(next[left])
        guard right < length else {
            unsafe ranks[left] = .max
            return
        }
        let rank = unsafe rule.rank(ids[left], ids[right], in: text, start + left, Int(next[right]) - left)
        unsafe ranks[left] = rank
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
