internal import Diagnostics

/// Reads the `pre_tokenizer` of a `tokenizer.json`.
enum PretokenizerReader {
    /// The contractions as Hugging Face files write them.
    private static let contractions = #"'s|'t|'re|'ve|'m|'ll|'d"#

    /// The patterns that are written by hand, as Hugging Face files write them.
    private static let known: [(pattern: String, kind: Splitter.Kind)] = [
        (
            contractions + #"| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#,
            .gpt2(GPT2Matcher())
        ),
        (
            "(?i:" + contractions
                + #")|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
            .cl100k(CL100KMatcher(digits: 3, takesTrailingSpaceWhole: false))
        ),
        (
            "(?i:" + contractions
                + #")|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
            .cl100k(CL100KMatcher(digits: 1, takesTrailingSpaceWhole: false))
        ),
        (
            #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:"# + contractions
                + #")?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:"#
                + contractions
                + #")?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
            .o200k(O200KMatcher())
        ),
    ]

    static func splitter(_ value: JSONValue) throws(AssayError) -> Splitter {
        var components: [JSONValue] = []
        try flatten(value, into: &components, depth: 0)
        var stages: [SplitStage] = []
        var single: Splitter.Kind?
        var isByteLevel = false
        var prefixesSpace = false
        for component in components {
            let type = component["type"]?.text ?? ""
            if isByteLevel { throw HuggingFaceFile.unsupported("a pre-tokenizer \(type) after ByteLevel") }
            if type == "ByteLevel" {
                isByteLevel = true
                if component["add_prefix_space"]?.bool ?? true {
                    guard stages.isEmpty else {
                        throw HuggingFaceFile.unsupported("add_prefix_space in a ByteLevel that is not the first,")
                    }
                    prefixesSpace = true
                }
                guard component["use_regex"]?.bool ?? true else { continue }
                if stages.isEmpty { single = .gpt2(GPT2Matcher()) }
                stages.append(SplitStage(finder: .gpt2(GPT2Matcher()), behavior: .isolated))
            } else {
                if stages.isEmpty { single = knownKind(component) }
                stages.append(try stage(component, type))
            }
        }
        guard isByteLevel else { throw HuggingFaceFile.unsupported("a pre-tokenizer without ByteLevel") }
        if stages.count == 1, let single { return Splitter(kind: single, prefixesSpace: prefixesSpace) }
        return Splitter(kind: .pipeline(SplitPipeline(stages: stages)), prefixesSpace: prefixesSpace)
    }

    private static func flatten(
        _ value: JSONValue, into components: inout [JSONValue], depth: Int
    ) throws(AssayError) {
        if value.isNull { return }
        guard value["type"]?.text == "Sequence" else {
            components.append(value)
            return
        }
        guard let parts = value["pretokenizers"]?.array else {
            throw HuggingFaceFile.malformed("has a Sequence without pretokenizers")
        }
        for part in parts { try flatten(part, into: &components, depth: depth + 1) }
    }

    /// The hand-written equal of a Split, where its matches cover the text and are kept.
    private static func knownKind(_ component: JSONValue) -> Splitter.Kind? {
        let inverts = component["invert"]?.bool ?? false
        guard component["type"]?.text == "Split", let pattern = component["pattern"]?["Regex"]?.text,
            component["behavior"]?.text == (inverts ? "Removed" : "Isolated")
        else { return nil }
        return known.first { $0.pattern == pattern }?.kind
    }

    private static func stage(_ component: JSONValue, _ type: String) throws(AssayError) -> SplitStage {
        switch type {
        case "Split":
            let behavior = try behavior(component)
            let inverts = component["invert"]?.bool ?? false
            if let pattern = component["pattern"]?["Regex"]?.bytes {
                return SplitStage(
                    finder: .expression(try RegularExpression(pattern)), behavior: behavior, inverts: inverts)
            }
            guard let literal = component["pattern"]?["String"]?.bytes, !literal.isEmpty else {
                throw HuggingFaceFile.malformed("has a Split without a pattern")
            }
            return SplitStage(finder: .literal(literal), behavior: behavior, inverts: inverts)
        case "Digits":
            let isIndividual = component["individual_digits"]?.bool ?? false
            return SplitStage(
                finder: .scalars(isNumber),
                behavior: isIndividual ? .isolated : .contiguous)
        case "Punctuation":
            return SplitStage(finder: .scalars(isPunctuation), behavior: try behavior(component))
        case "Whitespace":
            return SplitStage(finder: .words, behavior: .removed, inverts: true)
        case "WhitespaceSplit":
            return SplitStage(finder: .scalars { $0.properties.isWhitespace }, behavior: .removed)
        default:
            throw HuggingFaceFile.unsupported("the pre-tokenizer \(type.isEmpty ? "of no type" : type)")
        }
    }

    private static func behavior(_ component: JSONValue) throws(AssayError) -> SplitStage.Behavior {
        let name = component["behavior"]?.text ?? "Isolated"
        guard let behavior = SplitStage.Behavior(rawValue: name) else {
            throw HuggingFaceFile.unsupported("the split behavior \(name)")
        }
        return behavior
    }

    /// \p{N}.
    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .decimalNumber, .letterNumber, .otherNumber: true
        default: false
        }
    }

    /// \p{P} and the symbols of ASCII.
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            true
        case .mathSymbol, .currencySymbol, .modifierSymbol: scalar.isASCII
        default: false
        }
    }
}
