/// Byte-pair merging of one piece: again and again the pair of the lowest rank, the leftmost of equals.
///
/// Short pieces scan all pairs for each merge, O(*n*²) but in the first-level cache; long ones keep a heap,
/// O(*n* log *n*). Both give the same ids.
@safe
final class PieceMerger {
    /// From this length on, in bytes, the heap is used.
    static let heapThreshold = 96

    private var starts: [Int32] = []
    private var ids: [UInt32] = []
    private var ranks: [UInt32] = []
    private var previous: [Int32] = []
    private var next: [Int32] = []
    private var heap: [UInt64] = []

    /// Appends the ids of a piece of at least one byte.
    func merge(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, bytes: UnsafePointer<UInt32>,
        into output: inout [UInt32]
    ) {
        if length < Self.heapThreshold {
            unsafe mergeByScanning(text, start, length, rule: rule, bytes: bytes, into: &output)
        } else {
            unsafe mergeByHeap(text, start, length, rule: rule, bytes: bytes, into: &output)
        }
    }

    func mergeByScanning(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, bytes: UnsafePointer<UInt32>,
        into output: inout [UInt32]
    ) {
        grow(length)
        var count = length
        unsafe starts.withUnsafeMutableBufferPointer { starts in
            unsafe ids.withUnsafeMutableBufferPointer { ids in
                unsafe ranks.withUnsafeMutableBufferPointer { ranks in
                    for index in 0..<length {
                        unsafe starts[index] = Int32(index)
                        unsafe ids[index] = bytes[Int(text[start + index])]
                    }
                    unsafe starts[length] = Int32(length)
                    for index in 0..<(length - 1) {
                        unsafe ranks[index] = rule.rank(ids[index], ids[index + 1], in: text, start + index, 2)
                    }
                    while count > 1 {
                        var best = UInt32.max
                        var at = 0
                        for index in 0..<(count - 1) where unsafe ranks[index] < best {
                            best = unsafe ranks[index]
                            at = index
                        }
                        if best == .max { break }
                        unsafe ids[at] = rule.id(ofRank: best)
                        for index in (at + 1)..<(count - 1) {
                            unsafe starts[index] = starts[index + 1]
                            unsafe ids[index] = ids[index + 1]
                            unsafe ranks[index] = ranks[index + 1]
                        }
                        unsafe starts[count - 1] = starts[count]
                        count -= 1
                        for left in max(0, at - 1)...at where left + 1 < count {
                            let from = unsafe Int(starts[left])
                            let span = unsafe Int(starts[left + 2]) - from
                            unsafe ranks[left] = rule.rank(ids[left], ids[left + 1], in: text, start + from, span)
                        }
                    }
                }
            }
        }
        output.append(contentsOf: ids[..<count])
    }

    func mergeByHeap(
        _ text: ByteView, _ start: Int, _ length: Int, rule: some MergeRule, bytes: UnsafePointer<UInt32>,
        into output: inout [UInt32]
    ) {
        grow(length)
        heap.removeAll(keepingCapacity: true)
        for index in 0..<length {
            ids[index] = unsafe bytes[Int(text[start + index])]
            previous[index] = Int32(index) - 1
            next[index] = Int32(index) + 1
        }
        for index in 0..<(length - 1) { update(index, text, start, length, rule) }
        ranks[length - 1] = .max
        while let top = popLowest() {
            let rank = UInt32(top >> 32)
            let left = Int(top & 0xFFFF_FFFF)
            guard ranks[left] == rank else { continue }  // an entry of before a merge
            let right = Int(next[left])
            let after = Int(next[right])
            ids[left] = rule.id(ofRank: rank)
            ranks[right] = .max
            next[left] = Int32(after)
            if after < length { previous[after] = Int32(left) }
            update(left, text, start, length, rule)
            if previous[left] >= 0 { update(Int(previous[left]), text, start, length, rule) }
        }
        var index = 0
        while index < length {
            output.append(ids[index])
            index = Int(next[index])
        }
    }

    /// Ranks the pair that begins at a part anew.
    @inline(__always)
    private func update(_ left: Int, _ text: ByteView, _ start: Int, _ length: Int, _ rule: some MergeRule) {
        let right = Int(next[left])
        guard right < length else {
            ranks[left] = .max
            return
        }
        let rank = rule.rank(ids[left], ids[right], in: text, start + left, Int(next[right]) - left)
        ranks[left] = rank
        if rank != .max { push(UInt64(rank) << 32 | UInt64(left)) }
    }

    private func grow(_ length: Int) {
        let needed = length + 1
        guard ids.count < needed else { return }
        let size = max(needed, 2 * ids.count, 256)
        starts = Array(repeating: 0, count: size)
        ids = Array(repeating: 0, count: size)
        ranks = Array(repeating: 0, count: size)
        previous = Array(repeating: 0, count: size)
        next = Array(repeating: 0, count: size)
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
