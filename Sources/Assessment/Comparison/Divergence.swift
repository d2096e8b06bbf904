/// How far the symbols of two corpora are apart: a part of a comparison.
public struct Divergence: Sendable, Hashable, Codable {
    /// "bytes", "tokens" or "words".
    public var alphabet: String

    /// The Jensen–Shannon divergence in bits for each symbol, 0…1.
    public var divergence: Diagnosed

    /// The same between two halves of the first corpus's sample: what is no difference; absent where no sample was needed.
    public var withinFirst: Diagnosed?

    /// The same between two halves of the second corpus's sample.
    public var withinSecond: Diagnosed?

    /// The symbols that add most, the largest first.
    public var contributors: [Contributor]

    /// A symbol and what it adds to the divergence.
    public struct Contributor: Sendable, Hashable, Codable {
        /// The symbol as text, as found: a word, a token's text where the tokenizer is known, a byte's name.
        public var symbol: String

        /// The token's id; nil for bytes and words.
        public var id: UInt64?

        /// Its share of the first corpus's symbols.
        public var first: Figure

        /// Its share of the second corpus's symbols.
        public var second: Figure

        /// What it adds, over the divergence.
        public var share: Figure
    }

    /// How many contributors are named.
    static let contributors = 12
}

extension Divergence {
    /// The divergence of whole corpora by exact counts of symbols that both number alike.
    init(alphabet: String, unit: String, _ first: [UInt64], _ second: [UInt64], name: (Int) -> (String, UInt64?)) {
        let compared = JensenShannon(first, second)
        self.alphabet = alphabet
        divergence = Diagnosed(
            compared.value.map { Figure($0, unit: unit, kind: .exact) }, absence: "a corpus holds no \(alphabet)")
        contributors = Self.largest(compared, first, second, kind: .exact, name: name)
    }

    /// The symbols that add most; those that add nothing are left out.
    static func largest(
        _ compared: JensenShannon, _ first: [UInt64], _ second: [UInt64], kind: Figure.Kind,
        name: (Int) -> (String, UInt64?)
    ) -> [Contributor] {
        guard let value = compared.value, value > 0 else { return [] }
        let added = compared.contributions
        let (n, m) = (first.reduce(0) { $0 + Double($1) }, second.reduce(0) { $0 + Double($1) })
        func share(_ value: Double) -> Figure {
            Figure(
                value, unit: "1", kind: kind,
                intervalAbsence: kind == .exact ? nil : "no interval: see the divergence for one")
        }
        let largest = added.indices.filter { added[$0] > 0 }.sorted { (added[$1], $0) < (added[$0], $1) }
        return largest.prefix(contributors).map { symbol in
            let (text, id) = name(symbol)
            return Contributor(
                symbol: text, id: id, first: share(Double(first[symbol]) / n),
                second: share(symbol < second.count ? Double(second[symbol]) / m : 0),
                share: share(added[symbol] / value))
        }
    }

    /// What a byte is called: itself where ASCII has a sign for it, else its value.
    static func name(ofByte value: Int) -> String {
        switch value {
        case 0x20: "space"
        case 0x0A: "line feed"
        case 0x0D: "carriage return"
        case 0x09: "tab"
        case 0x21...0x7E: String(Unicode.Scalar(UInt8(value)))
        default: "0x" + (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
        }
    }
}
