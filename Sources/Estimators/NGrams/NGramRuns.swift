internal import Diagnostics

/// Sorted runs of counted n-grams in one temporary file, and their merge.
///
/// A run is a stretch of ``CountedNGram`` in ascending order of key. Merging holds a piece of each run.
struct NGramRuns: ~Copyable {
    private let file: TemporaryFile
    private var bounds: [Range<Int>] = []

    /// How many entries there are in all runs.
    private(set) var entries = 0

    private static let entrySize = MemoryLayout<CountedNGram>.stride

    init() throws(AssayError) { file = try TemporaryFile() }

    /// Adds sorted keys, equal ones counted, as a run.
    mutating func append(sorted keys: [NGramKey]) throws(AssayError) {
        let start = file.size
        var piece: [CountedNGram] = []
        let pieceSize = 1 << 15
        piece.reserveCapacity(pieceSize)
        var i = 0
        while i < keys.count {
            let first = i
            while i < keys.count, keys[i] == keys[first] { i += 1 }
            piece.append(CountedNGram(key: keys[first], count: UInt64(i - first)))
            if piece.count == pieceSize || i == keys.count {
                try unsafe piece.withUnsafeBufferPointer { piece throws(AssayError) in
                    try unsafe file.append(UnsafeRawBufferPointer(piece))
                }
                entries += piece.count
                piece.removeAll(keepingCapacity: true)
            }
        }
        bounds.append(start..<file.size)
    }

    /// Hands over every distinct n-gram of all runs with its count, ascending.
    ///
    /// - Complexity: O(*n* log *r*) for *n* entries in *r* runs.
    consuming func merge(
        memory: Int, _ body: (NGramKey, UInt64) throws(AssayError) -> Void
    ) throws(AssayError) {
        let pieceEntries = min(max(memory / (bounds.count * Self.entrySize), 256), 1 << 16)
        var cursors: [Cursor] = []
        for range in bounds {
            var cursor = Cursor(rest: range)
            if try cursor.advance(file, pieceEntries) { cursors.append(cursor) }
        }
        // A heap of run numbers, the least key first.
        var heap: [Int] = Array(cursors.indices)
        func sink(_ start: Int) {
            var place = start
            while true {
                var least = place
                for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
                    if cursors[heap[child]].current.key < cursors[heap[least]].current.key { least = child }
                }
                if least == place { return }
                heap.swapAt(place, least)
                place = least
            }
        }
        for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
        while let first = heap.first {
            let key = cursors[first].current.key
            var count: UInt64 = 0
            while let top = heap.first, cursors[top].current.key == key {
                count += cursors[top].current.count
                if try !cursors[top].advance(file, pieceEntries) {
                    heap[0] = heap[heap.count - 1]
                    heap.removeLast()
                }
                sink(0)
            }
            try body(key, count)
        }
    }

    /// A place in a run.
    private struct Cursor {
        var rest: Range<Int>
        var piece: [CountedNGram] = []
        var index = 0
        var current = CountedNGram(key: NGramKey(), count: 0)

        init(rest: Range<Int>) { self.rest = rest }

        /// Goes to the next entry; false at the run's end.
        mutating func advance(_ file: TemporaryFile, _ pieceEntries: Int) throws(AssayError) -> Bool {
            if index == piece.count {
                let count = min(pieceEntries, rest.count / NGramRuns.entrySize)
                guard count > 0 else { return false }
                if piece.count != count { piece = Array(repeating: current, count: count) }
                let start = rest.lowerBound
                try unsafe piece.withUnsafeMutableBufferPointer { piece throws(AssayError) in
                    try unsafe file.read(at: start, into: UnsafeMutableRawBufferPointer(piece))
                }
                rest = start + count * NGramRuns.entrySize..<rest.upperBound
                index = 0
            }
            current = piece[index]
            index += 1
            return true
        }
    }
}
