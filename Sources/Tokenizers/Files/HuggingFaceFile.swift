internal import Diagnostics

/// `tokenizer.json` of Hugging Face tokenizers: byte-level byte-pair encodings.
///
/// What is not supported is refused by name: a wrong id is worse than none.
enum HuggingFaceFile {
    static func tokenizer(named name: String, _ bytes: [UInt8]) throws(AssayError) -> BytePairTokenizer {
        let file = try JSONParser.parse(bytes)
        if let normalizer = file["normalizer"], !normalizer.isNull {
            throw unsupported("the normalizer \(normalizer["type"]?.text ?? "of no type")")
        }
        guard let model = file["model"] else { throw malformed("has no model") }
        try checkModel(model)
        let splitter = try PretokenizerReader.splitter(file["pre_tokenizer"] ?? .null)
        let (vocabulary, arena) = try readVocabulary(model)
        let tokens = TokenTable(arena)
        var byteIDs: [UInt32] = []
        for byte in UInt8.min...UInt8.max {
            guard let id = vocabulary[[byte]] else {
                throw unsupported("a vocabulary without the single byte \(byte), which cannot encode every text,")
            }
            byteIDs.append(id)
        }
        let pairs = try readMerges(model, vocabulary)
        let table = ByteTable(ids: byteIDs) { pairs.rank(byteIDs[Int($0)], byteIDs[Int($1)]) }
        return BytePairTokenizer(
            model: BytePairModel(
                name: name, tokens: tokens, merges: .pairs(PairMerges(pairs: pairs, bytes: table)),
                takesWholePieces: model["ignore_merges"]?.bool ?? false, splitter: splitter,
                addedTokens: try readAddedTokens(file)))
    }

    static func unsupported(_ what: String) -> AssayError {
        AssayError(
            .unsupportedTokenizer,
            "The tokenizer has \(what) that is not supported; choose a tokenizer with byte-level byte pairs.")
    }

    static func malformed(_ what: String) -> AssayError {
        AssayError(.malformedTokenizer, "The tokenizer file \(what); fetch it again.")
    }

    private static func checkModel(_ model: JSONValue) throws(AssayError) {
        let type = model["type"]?.text ?? "BPE"
        guard type == "BPE" else { throw unsupported("a model of type \(type)") }
        if let dropout = model["dropout"], !dropout.isNull, dropout.integer != 0 { throw unsupported("dropout") }
        if model["byte_fallback"]?.bool == true { throw unsupported("byte_fallback") }
        if let prefix = model["continuing_subword_prefix"]?.bytes, !prefix.isEmpty {
            throw unsupported("a continuing_subword_prefix")
        }
        if let suffix = model["end_of_word_suffix"]?.bytes, !suffix.isEmpty {
            throw unsupported("an end_of_word_suffix")
        }
    }

    /// Ids from here on are refused.
    private static let idLimit = 1 << 24

    /// The ids by the bytes that tokens stand for.
    ///
    /// Entries that are not in the byte-level alphabet can arise from
    /// no text (they are added tokens), and are left out.
    private static func readVocabulary(
        _ model: JSONValue
    ) throws(AssayError) -> ([[UInt8]: UInt32], TokenArena) {
        guard case .object(let members)? = model["vocab"] else { throw malformed("has no vocabulary") }
        var ids: [[UInt8]: UInt32] = [:]
        ids.reserveCapacity(members.count)
        var arena = TokenArena()
        for (key, value) in members {
            guard let id = value.integer, id >= 0, id < idLimit else {
                throw malformed("has a vocabulary entry without an id")
            }
            guard !key.isEmpty, let bytes = ByteLevelAlphabet.bytes(key) else { continue }
            let start = arena.bytes.count
            arena.bytes.append(contentsOf: bytes)
            guard arena.assign(id: id, from: start), ids.updateValue(UInt32(id), forKey: bytes) == nil else {
                throw malformed("gives the id \(id) or its token twice")
            }
        }
        return (ids, arena)
    }

    private static func readMerges(
        _ model: JSONValue, _ vocabulary: [[UInt8]: UInt32]
    ) throws(AssayError) -> PairTable {
        guard let merges = model["merges"]?.array else { throw malformed("has no merges") }
        var triples: [(left: UInt32, right: UInt32, product: UInt32)] = []
        triples.reserveCapacity(merges.count)
        for (rank, merge) in merges.enumerated() {
            var halves: [[UInt8]] = []
            if let bytes = merge.bytes {
                halves = bytes.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
            } else if let pair = merge.array {
                halves = pair.compactMap(\.bytes)
            }
            guard halves.count == 2, let left = ByteLevelAlphabet.bytes(halves[0]),
                let right = ByteLevelAlphabet.bytes(halves[1]), let leftID = vocabulary[left],
                let rightID = vocabulary[right], let product = vocabulary[left + right]
            else { throw malformed("has a merge, number \(rank), that is not of two tokens to a third") }
            triples.append((leftID, rightID, product))
        }
        return PairTable(triples)
    }

    private static func readAddedTokens(_ file: JSONValue) throws(AssayError) -> AddedTokens? {
        guard let entries = file["added_tokens"]?.array, !entries.isEmpty else { return nil }
        var tokens: [(id: UInt32, bytes: [UInt8], isNormalized: Bool)] = []
        for entry in entries {
            guard let id = entry["id"]?.integer, id >= 0, id < idLimit, let content = entry["content"]?.bytes else {
                throw malformed("has an added token without id or content")
            }
            for flag in ["lstrip", "rstrip", "single_word"] as [StaticString] where entry[flag]?.bool == true {
                throw unsupported("the added token \(String(decoding: content, as: UTF8.self)) with \(flag)")
            }
            guard !content.isEmpty else { continue }
            let isSpecial = entry["special"]?.bool ?? false
            tokens.append((UInt32(id), content, entry["normalized"]?.bool ?? !isSpecial))
        }
        return tokens.isEmpty ? nil : AddedTokens(tokens)
    }
}

/// GPT-2's alphabet: a printable character for every byte, so that tokens can be written as text.
enum ByteLevelAlphabet {
    /// The byte of each character below U+0144; bytes that are printable in Latin-1 stand for themselves, the others
    /// follow from U+0100 on in their order.
    private static let byteOfScalar: [UInt16] = {
        var table = [UInt16](repeating: .max, count: 0x144)
        var next = 0x100
        for byte in 0..<256 {
            let isPrintable = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
            table[isPrintable ? byte : next] = UInt16(byte)
            if !isPrintable { next += 1 }
        }
        return table
    }()

    /// The bytes that a token's text stands for; nil where a character is not of the alphabet.
    static func bytes(_ text: [UInt8]) -> [UInt8]? {
        let table = byteOfScalar
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard scalar.value < table.count, table[Int(scalar.value)] != .max else { return nil }
            bytes.append(UInt8(table[Int(scalar.value)]))
        }
        return bytes
    }
}
