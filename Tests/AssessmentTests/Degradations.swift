import SharedData

/// Ways in which a corpus goes bad, each from the same base text.
enum Degradation: String, CaseIterable {
    case none, letterCipher, wordsShuffled, repeated2, markov3
    case random10, halfRandom, repeated4, random30
    case repeated16, templates, numericCSV
    case oneDocument, charactersShuffled, base64, hexadecimal, random

    /// The tiers of THEORY section 4: every member of a tier is below every member of the tiers before.
    static let tiers: [[Degradation]] = [
        [.none], [.wordsShuffled, .repeated2, .markov3], [.random10, .halfRandom], [.repeated4], [.random30],
        [.repeated16, .templates, .numericCSV], [.oneDocument, .charactersShuffled, .base64, .hexadecimal, .random],
    ]

    /// Documents of about 2 KB with about `size` bytes in all.
    func documents(from base: [[UInt8]], size: Int, seed: UInt64 = 1) -> [[UInt8]] {
        var random = SplitMix(seed: seed &+ UInt64(Self.allCases.firstIndex(of: self) ?? 0))
        let documents = Self.prefix(of: base, size: size)
        switch self {
        case .none: return documents
        case .letterCipher:
            var letters = Array(UInt8(97)...122)
            letters.shuffle(using: &random)
            return documents.map {
                $0.map { byte in
                    switch byte {
                    case 97...122: letters[Int(byte) - 97]
                    case 65...90: letters[Int(byte) - 65] - 32
                    default: byte
                    }
                }
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
    private static func prefix(of base: [[UInt8]], size: Int) -> [[UInt8]] {
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

    private static func markov(_ documents: [[UInt8]], order: Int, _ random: inout SplitMix) -> [UInt8] {
        let text = documents.flatMap { $0 }
        var followers: [Int: [UInt8]] = [:]
        var context = 0
        let mask = (1 << (8 * order)) - 1
        for byte in text {
            followers[context, default: []].append(byte)
            context = (context << 8 | Int(byte)) & mask
        }
        var result: [UInt8] = []
        context = 0
        while result.count < text.count {
            let choices = followers[context] ?? []
            guard !choices.isEmpty else {
                context = 0
                continue
            }
            let byte = choices[Int(random.next() % UInt64(choices.count))]
            result.append(byte)
            context = (context << 8 | Int(byte)) & mask
        }
        return result
    }
}
