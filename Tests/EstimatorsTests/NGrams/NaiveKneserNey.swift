import Foundation

/// Interpolated modified Kneser–Ney as the formulas say it, over dictionaries: slow and short.
struct NaiveKneserNey {
    typealias Gram = [Int]
    static let unknown = -1
    static let beginning = -2
    static let end = -3

    let order: Int
    /// Adjusted counts by order.
    private var counts: [[Gram: Int]]
    private(set) var discounts: [[Double]] = []
    private let vocabulary: Set<Int>

    init(order: Int, sentences: [[Int]]) {
        self.order = order
        var raw = [[Gram: Int]](repeating: [:], count: order)
        for sentence in sentences {
            let words = [Self.beginning] + sentence + [Self.end]
            for last in 1..<words.count {
                for length in 1...order where last - length + 1 >= 0 {
                    raw[length - 1][Array(words[last - length + 1...last]), default: 0] += 1
                }
            }
        }
        counts = raw
        for length in 1..<max(order, 1) where length < order {
            for gram in raw[length - 1].keys where gram[0] != Self.beginning {
                counts[length - 1][gram] =
                    Set(raw[length].keys.filter { Array($0.dropFirst()) == gram }.map { $0[0] }).count
            }
        }
        vocabulary = Set(raw[0].keys.map { $0[0] })
        for length in 1...order {
            let n = (0...4).map { count in Double(counts[length - 1].values.count { $0 == count }) }
            var values = [0.5, 1, 1.5]
            if n[1] > 0, n[2] > 0, n[3] > 0 {
                let y = n[1] / (n[1] + 2 * n[2])
                let own = (1...3).map { j in
                    let ratio = n[j + 1] / n[j]
                    return Double(j) - Double(j + 1) * y * ratio
                }
                if zip(own, 1...3).allSatisfy({ $0 > 0 && $0 <= Double($1) }) { values = own }
            }
            discounts.append(values)
        }
    }

    /// How many n-grams of a length there are, without the marks among unigrams that are never predicted.
    func count(_ length: Int) -> Int { counts[length - 1].count }

    func knows(_ word: Int) -> Bool { vocabulary.contains(word) }

    /// p(word | history), the history in order, of at most order − 1 words.
    func probability(_ word: Int, after history: Gram) -> Double {
        guard history.count < order else { return probability(word, after: Array(history.suffix(order - 1))) }
        let table = counts[history.count]
        let shorter =
            history.isEmpty
            ? 1 / Double(vocabulary.count + 1) : probability(word, after: Array(history.dropFirst()))
        let followers = table.filter { Array($0.key.dropLast()) == history }
        guard !followers.isEmpty else { return shorter }
        let sum = Double(followers.values.reduce(0, +))
        func discount(_ count: Int) -> Double { count == 0 ? 0 : discounts[history.count][min(count, 3) - 1] }
        let withheld = followers.values.reduce(0) { $0 + discount($1) }
        let count = table[history + [word]] ?? 0
        return (Double(count) - discount(count) + withheld * shorter) / sum
    }

    /// −log₂ of a sentence's probability.
    func bits(_ sentence: [Int]) -> Double {
        var history = [Self.beginning]
        var bits = 0.0
        for word in sentence + [Self.end] {
            let known = knows(word) ? word : Self.unknown
            bits -= log2(probability(known, after: history))
            history.append(known)
        }
        return bits
    }
}
