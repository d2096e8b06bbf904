internal import Diagnostics

/// Rank files of tiktoken: a line a token, its bytes in base64, a space, its rank, which is its id.
enum RankFile {
    static func tokenizer(
        fileName: String, _ bytes: [UInt8], pattern: SplitPattern?
    ) throws(AssayError) -> BytePairTokenizer {
        let stem = String(fileName.prefix { $0 != "." })
        guard let pattern = pattern ?? SplitPattern(rawValue: stem) else {
            let choices = SplitPattern.allCases.map(\.rawValue).joined(separator: ", ")
            throw AssayError(
                .unknownSplitPattern,
                "A rank file does not say how text is split, and the name \(fileName) is not one that does; "
                    + "name the pattern: \(choices).")
        }
        let tokens = TokenTable(try arena(bytes))
        func id(_ bytes: [UInt8]) -> UInt32 {
            unsafe bytes.withUnsafeBufferPointer { bytes in
                let text = unsafe ByteView(bytes)
                return tokens.id(of: text, 0, text.count)
            }
        }
        let byteIDs = (UInt8.min...UInt8.max).map { id([$0]) }
        if let missing = byteIDs.firstIndex(of: TokenTable.none) {
            throw AssayError(
                .malformedTokenizer,
                "The rank file has no token for the single byte \(missing), so it cannot encode every text; "
                    + "fetch the file again.")
        }
        let table = ByteTable(ids: byteIDs) { id([$0, $1]) }
        return BytePairTokenizer(
            model: BytePairModel(
                name: stem, tokens: tokens, merges: .bytes(ByteMerges(tokens: tokens, bytes: table)),
                takesWholePieces: true, splitter: pattern.splitter, addedTokens: nil))
    }

    private static func arena(_ bytes: [UInt8]) throws(AssayError) -> TokenArena {
        var arena = TokenArena()
        arena.bytes.reserveCapacity(bytes.count)
        var index = 0
        var line: UInt64 = 0
        while index < bytes.count {
            line += 1
            var end = index
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            defer { index = end + 1 }
            if end == index || (end == index + 1 && bytes[index] == 0x0D) { continue }
            let start = arena.bytes.count
            guard let rank = parse(bytes[index..<end], into: &arena.bytes), arena.bytes.count > start,
                arena.assign(id: rank, from: start)
            else {
                throw AssayError(
                    .malformedTokenizer,
                    "The line is not a base64 token, a space and a rank of its own; fetch the file again.",
                    at: .init(line: line))
            }
        }
        return arena
    }

    /// Ranks from here on are refused: an id a line, and no file has so many lines.
    private static let rankLimit = 1 << 24

    /// Appends the token's bytes and gives the rank; nil where the line has another form.
    private static func parse(_ line: ArraySlice<UInt8>, into bytes: inout [UInt8]) -> Int? {
        guard let space = line.firstIndex(of: 0x20), Base64.decode(line[..<space], into: &bytes) else { return nil }
        var digits = line[(space + 1)...]
        if digits.last == 0x0D { digits.removeLast() }
        var rank = 0
        for digit in digits {
            guard digit &- 0x30 < 10 else { return nil }
            rank = rank * 10 + Int(digit - 0x30)
            guard rank < rankLimit else { return nil }
        }
        return digits.isEmpty ? nil : rank
    }
}

/// Base64 of RFC 4648, section 4, with its padding.
enum Base64 {
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// Appends the bytes; false where the text is not base64, and then what was appended means nothing.
    static func decode(_ text: ArraySlice<UInt8>, into bytes: inout [UInt8]) -> Bool {
        let values = Self.values
        var text = text
        guard text.count % 4 == 0 else { return false }
        if text.last == UInt8(ascii: "=") { text.removeLast() }
        if text.last == UInt8(ascii: "=") { text.removeLast() }
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value = values[Int(character)]
            guard value < 64 else { return false }
            accumulator = accumulator << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> bits))
            }
        }
        return true
    }
}
