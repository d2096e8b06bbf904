internal import CPrefetch
internal import InformationCapacity

/// Scores sentences with a table, many tokens at a time; used by one thread.
///
/// Every order is looked up for a run of tokens before the next one is, so that the waiting for memory of one token is that of all.
/// The probabilities are those of ``NGramModel/score(_:)``.
@safe
public struct NGramScorer: ~Copyable, @unchecked Sendable {
    private let table: NGramTable
    private let walks: UnsafeMutablePointer<Walk>
    private let searches: UnsafeMutablePointer<Search>

    /// A token: the longest n-gram that ends with it, and what the n-grams that do leave to shorter contexts.
    private struct Walk: BitwiseCopyable {
        /// The products of the back-off weights of the contexts of at least 1, 2, … words, and 1 behind them.
        var backoffs: (Double, Double, Double, Double, Double, Double) = (1, 1, 1, 1, 1, 1)
        var weights: (Float, Float, Float, Float, Float) = (1, 1, 1, 1, 1)
        var probability: Float = 1
        var unigram: Float = 1
        var level: Int32 = 0
    }

    /// A token whose n-gram may have a longer one.
    private struct Search: BitwiseCopyable {
        var walk: Int32
        /// The place of its n-gram.
        var node: UInt32
        var key: UInt64
        var home: Int
    }

    /// How many tokens are looked up at a time: what they need stays in the nearest cache.
    private static let run = 128

    /// How many tokens ahead a unigram is asked for from memory.
    private static let ahead = 12

    /// Creates a scorer.
    public init(_ table: NGramTable) {
        self.table = table
        // One more in front: the token before the run.
        unsafe walks = .allocate(capacity: Self.run + 1)
        unsafe walks.initialize(repeating: Walk(), count: Self.run + 1)
        unsafe searches = .allocate(capacity: Self.run)
    }

    deinit {
        unsafe walks.deallocate()
        unsafe searches.deallocate()
    }

    /// What sentences cost: every token given those before it in its sentence, and the ends.
    ///
    /// - Complexity: O(*n* · order), expected.
    public mutating func score(_ sentences: borrowing NGramSentences) -> NGramScore {
        var score = NGramScore()
        score.tokens = sentences.tokens
        var known = CostProduct()
        var unknown = CostProduct()
        var unigrams = CostProduct()
        unsafe sentences.ids.withUnsafeBufferPointer { ids in
            guard let ids = ids.baseAddress else { return }
            let end = sentences.ids.count
            var start = NGramSentences.padding
            while start < end {
                let count = min(Self.run, end - start)
                unsafe walks[0] = walks[Self.run]
                unsafe lookUp(ids + start, count)
                for i in 1...count {
                    let id = unsafe ids[start + i - 1]
                    if id == NGramID.beginning { continue }
                    let walk = unsafe walks + i
                    let backoff = unsafe Self.backoff(of: walk - 1, above: walk.pointee.level)
                    let probability = unsafe Double(walk.pointee.probability) * backoff
                    unsafe unigrams.multiply(Double(walk.pointee.unigram))
                    if unsafe walk.pointee.level < 0 {
                        unknown.multiply(probability)
                        score.unknownTokens += 1
                    } else {
                        known.multiply(probability)
                    }
                }
                // A run that is not full is the last one.
                start += count
            }
        }
        score.known = known.total
        score.total = score.known + unknown.total
        score.withoutContext = unigrams.total
        return score
    }

    /// What the contexts that the longest n-gram does not reach leave to it.
    @inline(__always)
    private static func backoff(of walk: UnsafeMutablePointer<Walk>, above level: Int32) -> Double {
        unsafe UnsafeRawPointer(walk).load(fromByteOffset: 8 * Int(max(level, 0)), as: Double.self)
    }

    @inline(__always)
    private mutating func lookUp(_ ids: UnsafePointer<UInt32>, _ count: Int) {
        var searching = 0
        for i in 0..<count {
            if i + Self.ahead < count {
                let later = unsafe table.unigram(ids[i + Self.ahead])
                unsafe assay_prefetch_read(table.unigrams + Int(later))
            }
            let id = unsafe table.unigram(ids[i])
            let unigram = unsafe table.unigrams[Int(id)]
            var walk = Walk()
            walk.probability = unigram.x
            walk.unigram = unigram.x
            walk.weights.0 = unigram.y
            walk.level = id == NGramID.unknown ? -1 : 0
            unsafe walks[i + 1] = walk
            unsafe searches[searching] = Search(walk: Int32(truncatingIfNeeded: i), node: id, key: 0, home: 0)
            searching += id == NGramID.unknown ? 0 : 1
        }
        let order = table.order
        for number in 1..<max(order, 1) {
            let level = table.levels[number - 1]
            let before = unsafe ids - number
            for i in 0..<searching {
                let search = unsafe searches + i
                let word = unsafe before[Int(search.pointee.walk)]
                let key = unsafe UInt64(search.pointee.node) << 32 | UInt64(word)
                let home = level.home(of: key)
                unsafe search.pointee.key = key
                unsafe search.pointee.home = home
                unsafe assay_prefetch_read(level.entries + home)
            }
            var found = 0
            for i in 0..<searching {
                let search = unsafe searches[i]
                let place = level.find(search.key, from: search.home)
                let entry = unsafe level.entries[place]
                if entry.key == 0 { continue }
                let walk = unsafe walks + Int(search.walk) + 1
                unsafe walk.pointee.probability = entry.probability
                unsafe walk.pointee.level = Int32(truncatingIfNeeded: number)
                if number < order - 1 {
                    unsafe Self.setWeight(of: walk, number, entry.backoff)
                    unsafe searches[found] = Search(
                        walk: search.walk, node: UInt32(truncatingIfNeeded: place), key: 0, home: 0)
                    found += 1
                }
            }
            searching = found
        }
        for i in 1...max(count, 1) {
            let walk = unsafe walks + i
            let weights = unsafe walk.pointee.weights
            let fifth = Double(weights.4)
            let fourth = Double(weights.3) * fifth
            let third = Double(weights.2) * fourth
            let second = Double(weights.1) * third
            unsafe walk.pointee.backoffs = (Double(weights.0) * second, second, third, fourth, fifth, 1)
        }
    }

    @inline(__always)
    private static func setWeight(of walk: UnsafeMutablePointer<Walk>, _ number: Int, _ weight: Float) {
        let offset = MemoryLayout<Walk>.offset(of: \Walk.weights) ?? 48
        unsafe UnsafeMutableRawPointer(walk).storeBytes(of: weight, toByteOffset: offset + 4 * number, as: Float.self)
    }
}

/// Adds the logarithms of many probabilities with one logarithm: the product of all, with its exponent apart.
struct CostProduct {
    private var product = 1.0
    private var exponent = 0

    /// Takes a probability of 2⁻⁹²² or more, which is far below the least that a model gives.
    @inline(__always)
    mutating func multiply(_ probability: Double) {
        product *= probability
        if product < 0x1p-100 { normalise() }
    }

    @inline(__always)
    private mutating func normalise() {
        let bits = product.bitPattern
        exponent += Int(truncatingIfNeeded: bits >> 52) - 1023
        product = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    }

    /// −log₂ of the product.
    var total: Bits {
        var copy = self
        copy.normalise()
        return Bits(-Double(copy.exponent) - PortableMath.log2(copy.product))
    }
}
