public import InformationCapacity

/// A valid code made of several: as good as the best of them but for a stated overhead, without choosing after the fact.
///
/// The mixture assigns a text the probability Σ wₖ 2^(−Lₖ), so its code length −log₂ Σ wₖ 2^(−Lₖ) is an upper bound of
/// the entropy whatever the data are, where "the least of several code lengths" would not be. The uniform code is always
/// among them, so that nothing costs much more than its alphabet.
public struct CodeMixture: Sendable, Hashable {
    /// A valid code with the length that it gives the text.
    public struct Code: Sendable, Hashable {
        /// What a report calls it, "xz -9e" for example.
        public var name: String

        /// The length of the whole text.
        public var length: Bits

        /// Its prior weight before normalisation; positive.
        public var weight: Double

        /// Creates a code; codes of equal weight cost equally much to name.
        public init(_ name: String, length: Bits, weight: Double = 1) {
            self.name = name
            self.length = length
            self.weight = weight
        }
    }

    /// The name of the code that is always among them.
    public static let uniformName = "uniform"

    /// All codes, the uniform one last unless it was given.
    public let codes: [Code]

    /// −log₂ Σ wₖ 2^(−Lₖ): the length of the text under the mixture.
    public let length: Bits

    /// The name of the shortest code; the first of equals.
    public let shortest: String

    /// What the mixture costs above the shortest code: at most log₂ 1/w of that code, never negative.
    public let overhead: Bits

    /// Mixes codes of the same text.
    ///
    /// - Parameters:
    ///   - codes: Their lengths must not depend on knowing which is the best. One that is called "uniform" replaces the
    ///     one that is added otherwise, 8 bits per byte with a weight of 1.
    ///   - byteCount: The length of the text in bytes.
    /// - Returns: nil where a length is not finite, or a weight not positive and finite.
    public init?(_ codes: [Code], byteCount: UInt64) {
        var all = codes
        if !codes.contains(where: { $0.name == Self.uniformName }) {
            all.append(Code(Self.uniformName, length: Bits(8 * Double(byteCount))))
        }
        guard all.allSatisfy({ $0.length.value.isFinite && $0.weight > 0 && $0.weight < .infinity }),
            let best = all.min(by: { $0.length < $1.length })
        else { return nil }
        var weights = CompensatedSum()
        var sum = CompensatedSum()
        for code in all {
            weights.add(code.weight)
            sum.add(code.weight * Self.powerOfHalf((code.length - best.length).value))
        }
        let overhead = PortableMath.log2(weights.value / sum.value)
        self.codes = all
        self.length = best.length + Bits(max(0, overhead))
        self.shortest = best.name
        self.overhead = Bits(max(0, overhead))
    }

    /// The length of a text of several documents under a mixture that may change its code from document to document.
    ///
    /// Herbster & Warmuth's fixed-share switch (1998) with the rate 1/(t + 1) before document t = 2, 3, …, all codes
    /// being equally likely at first and after a switch. Where one code is the best all along it costs about log₂ of
    /// the number of documents more than ``length``; where documents differ it is shorter than the best single code.
    ///
    /// - Parameter documents: For each document, the length under each code given the documents before it; as many
    ///   codes everywhere, the uniform one among them.
    /// - Returns: Zero without documents; nil where the numbers of codes differ, are zero, or a length is not finite.
    public static func switchingLength(documents: [[Bits]]) -> Bits? {
        guard let count = documents.first?.count else { return .zero }
        guard count > 0, documents.allSatisfy({ $0.count == count && $0.allSatisfy(\.value.isFinite) }) else {
            return nil
        }
        var weights = [Double](repeating: 1 / Double(count), count: count)
        var total = CompensatedSum()
        for (index, lengths) in documents.enumerated() {
            if index > 0 {
                let rate = 1 / Double(index + 2)
                for k in weights.indices { weights[k] = (1 - rate) * weights[k] + rate / Double(count) }
            }
            // The base is the code of the largest posterior, so that the sum can not underflow.
            var base = 0
            var baseValue = Double.infinity
            for k in weights.indices {
                let value = lengths[k].value - PortableMath.log2(weights[k])
                if value < baseValue { (base, baseValue) = (k, value) }
            }
            var sum = CompensatedSum()
            for k in weights.indices {
                weights[k] *= powerOfHalf(lengths[k].value - lengths[base].value)
                sum.add(weights[k])
            }
            total.add(lengths[base].value)
            total.add(-PortableMath.log2(sum.value))
            for k in weights.indices { weights[k] /= sum.value }
        }
        return Bits(total.value)
    }

    /// 2^(−x).
    private static func powerOfHalf(_ x: Double) -> Double { PortableMath.exp(-x * Bits.natsPerUnit) }
}
