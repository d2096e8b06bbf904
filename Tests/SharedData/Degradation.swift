/// Ways in which a corpus goes bad, each from the same base text.
public enum Degradation: String, Sendable, CaseIterable {
    case none, letterCipher, wordsShuffled, repeated2, markov3
    case random10, halfRandom, repeated4, random30
    case repeated16, templates, numericCSV
    case oneDocument, charactersShuffled, base64, hexadecimal, random

    /// The tiers of THEORY section 4: every member of a tier is below every member of the tiers before.
    public static let tiers: [[Degradation]] = [
        [.none], [.wordsShuffled, .repeated2, .markov3], [.random10, .halfRandom], [.repeated4], [.random30],
        [.repeated16, .templates, .numericCSV], [.oneDocument, .charactersShuffled, .base64, .hexadecimal, .random],
    ]

    /// Documents of about 2 KB with about `size` bytes in all.
    public func documents(from base: [[UInt8]], size: Int, seed: UInt64 = 1) -> [[UInt8]] {
        var random = SplitMix(seed: seed &+ UInt64(Self.allCases.firstIndex(of: self) ?? 0))
        let documents = Self.prefix(of: base, size: size)
        switch self {
        case .none: return documents
        case .letterCipher:
            let cipher = Self.cipher(&random)
            return documents.map { document in
                var text = String.UnicodeScalarView()
                for scalar in String(decoding: document, as: UTF8.self).unicodeScalars {
                    text.append(cipher[scalar] ?? scalar)
                }
                return Array(String(text).utf8)
            }
        case .wordsShuffled:
            var words = documents.flatMap { $0.split(separator: 0x20, omittingEmptySubsequences: false) }
            words.shuffle(using: &random)
            let text = Array(words.joined(separator: [0x20]))
            return Self.cut(text, like: documents)
        case .markov3: return Self.cut(Self.markov(documents, order: 3, &random), like: documents)
        case .repeated2: return Self.repeated(base, times: 2, size: size)
        case .repeated4: return Self.repeated(base, times: 4, size: size)
        case .repeated16: return Self.repeated(base, times: 16, size: size)
        case .random10: return documents.map { Self.noisy($0, share: 10, &random) }
        case .random30: return documents.map { Self.noisy($0, share: 30, &random) }
        case .halfRandom:
            return documents.enumerated().map { $0 % 2 == 0 ? $1 : Self.noise($1.count, &random) }
        case .oneDocument:
            return documents.map { _ in documents[0] }
        case .charactersShuffled:
            var bytes = documents.flatMap { $0 }
            bytes.shuffle(using: &random)
            return Self.cut(bytes, like: documents)
        case .random: return documents.map { Self.noise($0.count, &random) }
        case .base64:
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
            return documents.map { document in
                document.indices.map { _ in alphabet[Int(random.next() % 64)] }
            }
        case .hexadecimal:
            let alphabet = Array("0123456789abcdef".utf8)
            return documents.map { document in document.indices.map { _ in alphabet[Int(random.next() % 16)] } }
        case .templates:
            return documents.map { document in
                var text = ""
                while text.utf8.count < document.count {
                    text += "Dear customer \(random.next() % 100_000), your order \(random.next() % 1_000_000) has "
                    text += "been shipped on day \(random.next() % 365). Thank you for shopping with us.\n"
                }
                return Array(text.utf8.prefix(document.count))
            }
        case .numericCSV:
            return documents.map { document in
                var text = ""
                while text.utf8.count < document.count {
                    text += "\(random.next() % 10_000),\(random.next() % 1000).\(random.next() % 100),"
                    text += "\(random.next() % 2),\(random.next() % 1_000_000)\n"
                }
                return Array(text.utf8.prefix(document.count))
            }
        }
    }

    /// The first documents with `size` bytes in all.
    public static func prefix(of base: [[UInt8]], size: Int) -> [[UInt8]] {
        var total = 0
        return Array(
            base.prefix { document in
                defer { total += document.count }
                return total < size
            })
    }

    private static func repeated(_ base: [[UInt8]], times: Int, size: Int) -> [[UInt8]] {
        let unique = prefix(of: base, size: size / times)
        return (0..<times).flatMap { _ in unique }
    }

    private static func noise(_ count: Int, _ random: inout SplitMix) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    private static func noisy(_ document: [UInt8], share: UInt64, _ random: inout SplitMix) -> [UInt8] {
        document.map { random.next() % 100 < share ? UInt8(truncatingIfNeeded: random.next()) : $0 }
    }

    private static func cut(_ text: [UInt8], like documents: [[UInt8]]) -> [[UInt8]] {
        var start = 0
        return documents.compactMap { document in
            let end = min(text.count, start + document.count)
            defer { start = end }
            return start < end ? Array(text[start..<end]) : nil
        }
    }

    /// Letters to letters, Latin to Latin and Cyrillic to Cyrillic, capitals like small letters.
    private static func cipher(_ random: inout SplitMix) -> [Unicode.Scalar: Unicode.Scalar] {
        var result: [Unicode.Scalar: Unicode.Scalar] = [:]
        for alphabet in [UInt32(0x61)...0x7A, 0x430...0x44F] {
            for (letter, image) in zip(alphabet, alphabet.shuffled(using: &random)) {
                for distance in [UInt32(0), 0x20] {
                    if let from = Unicode.Scalar(letter - distance), let to = Unicode.Scalar(image - distance) {
                        result[from] = to
                    }
                }
            }
        }
        return result
    }

    /// As many bytes, drawn character by character from the followers of each `order` characters in the documents.
    private static func markov(_ documents: [[UInt8]], order: Int, _ random: inout SplitMix) -> [UInt8] {
        let text = documents.flatMap { $0 }
        // Characters are numbered in the order of their first appearance, so that a context is a number.
        var numbers: [Unicode.Scalar: UInt64] = [:]
        var alphabet: [[UInt8]] = []
        var followers: [UInt64: [UInt64]] = [:]
        var context: UInt64 = 0
        let mask = (UInt64(1) << UInt64(16 * order)) - 1
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let number = numbers[scalar] ?? UInt64(alphabet.count + 1)
            if numbers.updateValue(number, forKey: scalar) == nil { alphabet.append(Array(String(scalar).utf8)) }
            followers[context, default: []].append(number)
            context = (context << 16 | number) & mask
        }
        var result: [UInt8] = []
        context = 0
        while result.count < text.count {
            guard let choices = followers[context] else {
                context = 0
                continue
            }
            let number = choices[Int(random.next() % UInt64(choices.count))]
            result += alphabet[Int(number) - 1]
            context = (context << 16 | number) & mask
        }
        return result
    }
}

/// Two degradations of which the first must lie above the second.
public struct DegradationPair: Sendable, Hashable {
    /// The one above.
    public var better: Degradation

    /// The one below.
    public var worse: Degradation

    /// All pairs of different tiers.
    public static let required: [DegradationPair] = Degradation.tiers.indices.flatMap { index in
        Degradation.tiers[index].flatMap { better in
            Degradation.tiers[(index + 1)...].joined().map { DegradationPair(better: better, worse: $0) }
        }
    }

    /// Pairs that do not hold everywhere, with the reason; figures are in the documentation, page "Structure in practice".
    public static func knownViolations(budget: Int) -> [DegradationPair: String] {
        var known = [
            DegradationPair(better: .markov3, worse: .random10):
                "an imitation has finitely many parameters: once they are known, its structure falls as 1/n"
        ]
        // These hold up to 512 KiB.
        if budget > 512 << 10 {
            known[DegradationPair(better: .wordsShuffled, worse: .random10)] =
                "a lexicon is learnt sooner than a language"
            for pair in [
                DegradationPair(better: .repeated2, worse: .random10),
                DegradationPair(better: .repeated4, worse: .random30),
            ] {
                known[pair] = "noise slows learning down, repetition ends it: from some n on that is worse"
            }
        }
        return known
    }

    /// Names a pair.
    public init(better: Degradation, worse: Degradation) {
        self.better = better
        self.worse = worse
    }
}
