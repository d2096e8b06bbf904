/// The addresses of one level of a model, for the hot loop of scoring.
///
/// Going through the arrays themselves would count references for every token. Who uses it keeps the arrays alive.
@safe
struct NGramTables: @unchecked Sendable {
    private let words: UnsafePointer<UInt32>?
    private let children: UnsafePointer<UInt32>?
    private let probabilities: UnsafePointer<Float>?
    private let backoffs: UnsafePointer<Float>?

    /// No level.
    init() {
        unsafe (words, children, probabilities, backoffs) = (nil, nil, nil, nil)
    }

    init(_ level: NGramTrie.Level, probabilities: PagedArray<Float>, backoffs: PagedArray<Float>?) {
        unsafe words = UnsafePointer(level.words.base)
        unsafe children = level.children.map { unsafe UnsafePointer($0.base) }
        unsafe self.probabilities = UnsafePointer(probabilities.base)
        unsafe self.backoffs = backoffs.map { unsafe UnsafePointer($0.base) }
    }

    @inline(__always)
    func probability(_ node: Int) -> Double { unsafe Double(probabilities.unsafelyUnwrapped[node]) }

    @inline(__always)
    func backoff(_ node: Int) -> Double { unsafe Double(backoffs.unsafelyUnwrapped[node]) }

    /// The children of a node, as places in the next level.
    @inline(__always)
    func children(of node: Int) -> (first: Int, end: Int) {
        let children = unsafe self.children.unsafelyUnwrapped
        return unsafe (Int(children[node]), Int(children[node + 1]))
    }

    /// The place of a word in a sorted stretch of this level; −1 where it is not there.
    @inline(__always)
    func find(_ word: UInt32, from first: Int, to end: Int) -> Int {
        let words = unsafe self.words.unsafelyUnwrapped
        var low = first
        var count = end - first
        // Frequent words are numbered early, so most are found near the beginning.
        var reach = 16
        while reach < count, unsafe words[first + reach] <= word {
            low = first + reach
            reach *= 2
        }
        count = min(first + reach, end) - low
        // Halves without branches that cannot be foretold.
        while count > 1 {
            let half = count / 2
            unsafe low += words[low + half] <= word ? half : 0
            count -= half
        }
        return unsafe count == 1 && words[low] == word ? low : -1
    }
}
