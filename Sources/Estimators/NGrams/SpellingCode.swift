public import InformationCapacity

/// A code for words that a vocabulary lacks: byte by byte, each given the one before.
///
/// p(b | a) = (n(a, b) + 1/16) / (n(a) + 257/16) over the distinct words of the vocabulary, with a mark in front of and behind each.
/// Lengths are kept in units of 2⁻¹⁶ bits, so that sums do not depend on their order.
public struct SpellingCode: Sendable {
    private static let mark = 256
    private static let symbols = 257

    /// What each symbol costs behind each.
    private let costs: [UInt32]

    /// Learns from a vocabulary; without words all bytes are alike.
    ///
    /// - Complexity: O(bytes of the vocabulary); the code takes 258 KiB.
    public init(_ vocabulary: borrowing WordVocabulary) {
        var counts = [UInt32](repeating: 0, count: Self.symbols * Self.symbols)
        var word: [UInt8] = []
        for id in 0..<vocabulary.count {
            word.removeAll(keepingCapacity: true)
            vocabulary.appendBytes(of: UInt32(id), to: &word)
            var before = Self.mark
            for byte in word {
                counts[before * Self.symbols + Int(byte)] &+= 1
                before = Int(byte)
            }
            counts[before * Self.symbols + Self.mark] &+= 1
        }
        var costs = [UInt32](repeating: 0, count: counts.count)
        for before in 0..<Self.symbols {
            let row = before * Self.symbols..<(before + 1) * Self.symbols
            let total = counts[row].reduce(0.0) { $0 + Double($1) } + Double(Self.symbols) / 16
            for place in row {
                let bits = PortableMath.log2(total / (Double(counts[place]) + 1.0 / 16))
                costs[place] = UInt32((bits * 0x1p16).rounded())
            }
        }
        self.costs = costs
    }

    /// What spelling a word costs, its end included, in units of 2⁻¹⁶ bits.
    ///
    /// - Complexity: O(bytes).
    public func cost(of word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        unsafe costs.withUnsafeBufferPointer { costs in
            var sum: UInt64 = 0
            var before = Self.mark
            for i in 0..<word.count {
                let byte = unsafe word[i]
                sum &+= unsafe UInt64(costs[before * Self.symbols + Int(byte)])
                before = Int(byte)
            }
            return unsafe sum &+ UInt64(costs[before * Self.symbols + Self.mark])
        }
    }

    /// A cost in bits.
    public static func bits(_ cost: UInt64) -> Bits { Bits(Double(cost) * 0x1p-16) }
}
