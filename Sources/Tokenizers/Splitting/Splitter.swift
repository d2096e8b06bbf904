/// How an encoding splits text into pieces.
struct Splitter: Sendable {
    enum Kind: Sendable {
        case gpt2(GPT2Matcher)
        case cl100k(CL100KMatcher)
        case o200k(O200KMatcher)
        case pipeline(SplitPipeline)
    }

    var kind: Kind

    /// Whether a section that does not begin with a space is given one (`add_prefix_space`).
    var prefixesSpace = false

    /// How many bytes from a piece's beginning decide it.
    var window: Int {
        if case .pipeline = kind { SplitPipeline.window } else { BytePairTokenizer.longestPiece }
    }

    /// The end of the first piece of a text that is complete.
    func firstPieceEnd(_ text: ByteView) -> Int {
        let end = text.windowEnd(from: 0, window: BytePairTokenizer.longestPiece, end: text.count)
        switch kind {
        case .gpt2(let matcher): return matcher.pieceEnd(from: 0, in: text, end: end)
        case .cl100k(let matcher): return matcher.pieceEnd(from: 0, in: text, end: end)
        case .o200k(let matcher): return matcher.pieceEnd(from: 0, in: text, end: end)
        case .pipeline: return end
        }
    }
}

/// The split patterns that are written by hand, by the names of the encodings that brought them.
public enum SplitPattern: String, Sendable, CaseIterable {
    /// GPT-2, r50k and p50k.
    case r50k = "r50k_base"
    /// GPT-3 codex and davinci-002: the pattern of r50k.
    case p50k = "p50k_base"
    /// GPT-3.5 and GPT-4.
    case cl100k = "cl100k_base"
    /// GPT-4o.
    case o200k = "o200k_base"

    var splitter: Splitter {
        switch self {
        case .r50k, .p50k: Splitter(kind: .gpt2(GPT2Matcher()))
        case .cl100k: Splitter(kind: .cl100k(CL100KMatcher(digits: 3, takesTrailingSpaceWhole: true)))
        case .o200k: Splitter(kind: .o200k(O200KMatcher()))
        }
    }
}
