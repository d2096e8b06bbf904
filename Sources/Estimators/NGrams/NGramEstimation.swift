internal import Diagnostics

/// From adjusted counts to probabilities: p(w | h) = (c − D(c)) / Σc + γ(h) p(w | h without its first word).
///
/// γ(h) = (D₁N₁ + D₂N₂ + D₃N₃₊) / Σc, with N_j the words that follow h with an adjusted count of j.
struct NGramEstimation {
    private let trie: NGramTrie
    private let discounts: [KneserNeyDiscounts]
    private(set) var probabilities: [PagedArray<Float>] = []
    private(set) var backoffs: [PagedArray<Float>] = []

    init(_ trie: NGramTrie, discounts: [KneserNeyDiscounts]) {
        self.trie = trie
        self.discounts = discounts
    }

    mutating func run() throws(AssayError) {
        probabilities = [try unigrams()]
        // The node of each k-gram without its last word, one level up.
        var contexts: PagedArray<UInt32>?
        for level in 1..<trie.order {
            contexts = try estimate(level, contextsAbove: contexts)
        }
    }

    /// Interpolates with the uniform distribution, of which `<s>` has no share: it is never predicted.
    private func unigrams() throws(AssayError) -> PagedArray<Float> {
        let level = trie.levels[0]
        let result = try PagedArray<Float>(capacity: level.count, inFile: trie.isInFiles)
        result.count = level.count
        guard let counts = level.counts else { return result }
        var all = Followers()
        for i in 0..<level.count { all.add(counts[i]) }
        let sum = Double(all.sum)
        let uniform = all.withheld(discounts[0]) / sum / Double(level.count - 1)
        for i in 0..<level.count {
            result[i] = Float((Double(counts[i]) - discounts[0][counts[i]]) / sum + uniform)
        }
        result[Int(NGramID.beginning)] = 1
        return result
    }

    private mutating func estimate(
        _ number: Int, contextsAbove: PagedArray<UInt32>?
    ) throws(AssayError) -> PagedArray<UInt32> {
        let level = trie.levels[number]
        let above = trie.levels[number - 1]
        let contexts = try PagedArray<UInt32>(capacity: level.count, inFile: trie.isInFiles)
        let followers = try PagedArray<Followers>(capacity: above.count, inFile: trie.isInFiles)
        let result = try PagedArray<Float>(capacity: level.count, inFile: trie.isInFiles)
        let backoff = try PagedArray<Float>(capacity: above.count, inFile: trie.isInFiles)
        guard let counts = level.counts else { return contexts }
        for parent in 0..<above.count {
            let children = trie.children(of: parent, level: number - 1)
            // The context's first word is found among the words before the parent's context.
            var siblings = 0..<above.count
            if let contextsAbove {
                siblings = trie.children(of: Int(contextsAbove[parent]), level: number - 2)
            }
            for child in children {
                let word = level.words[child]
                let context =
                    contextsAbove == nil
                    ? trie.unigram(word) ?? 0 : Self.gallop(to: word, in: above.words, siblings)
                siblings = unsafe Range(uncheckedBounds: (contextsAbove == nil ? 0 : context, siblings.upperBound))
                contexts[child] = UInt32(truncatingIfNeeded: context)
                followers[context].add(counts[child])
            }
        }
        for context in 0..<above.count {
            let words = followers[context]
            backoff[context] = words.sum > 0 ? Float(words.withheld(discounts[number]) / Double(words.sum)) : 1
        }
        for parent in 0..<above.count {
            let shorter = Double(probabilities[number - 1][parent])
            for child in trie.children(of: parent, level: number - 1) {
                let words = followers[Int(contexts[child])]
                let kept = Double(counts[child]) - discounts[number][counts[child]]
                result[child] = Float((kept + words.withheld(discounts[number]) * shorter) / Double(words.sum))
            }
        }
        (result.count, backoff.count) = (level.count, above.count)
        probabilities.append(result)
        backoffs.append(backoff)
        return contexts
    }

    /// The place of a word that is in a sorted stretch, most often near its beginning.
    @inline(__always)
    private static func gallop(to word: UInt32, in words: PagedArray<UInt32>, _ range: Range<Int>) -> Int {
        var low = range.lowerBound
        var step = 1
        while low + step < range.upperBound, words[low + step] <= word {
            low += step
            step *= 2
        }
        return NGramTrie.find(word, in: words, low..<min(low + step, range.upperBound)) ?? low
    }

    /// The words that follow a context, in integers, so that their order changes nothing.
    private struct Followers: BitwiseCopyable {
        var sum: UInt64 = 0
        var one: UInt32 = 0
        var two: UInt32 = 0
        var threeOrMore: UInt32 = 0

        mutating func add(_ count: UInt32) {
            sum += UInt64(count)
            switch count {
            case 0: break
            case 1: one += 1
            case 2: two += 1
            default: threeOrMore += 1
            }
        }

        func withheld(_ discounts: KneserNeyDiscounts) -> Double {
            discounts.one * Double(one) + discounts.two * Double(two) + discounts.threeOrMore * Double(threeOrMore)
        }
    }
}
