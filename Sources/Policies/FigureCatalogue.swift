internal import Assessment

/// The figures that a policy can name, each with its unit, before any corpus is read.
public enum FigureCatalogue: Sendable {
    /// A figure, or a family of them.
    public struct Entry: Sendable, Hashable {
        /// The path; `*` stands for a part that corpora name: a code, an order, a point of a curve.
        public var pattern: String

        /// The unit; "1" for a pure ratio.
        public var unit: String

        /// What may stand for `*`, for suggestions.
        var examples: [String] = []
    }

    /// The unit of a figure; nil where no corpus has one of that path.
    public static func unit(of path: String) -> String? {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        return all.first { entry in
            let pattern = entry.pattern.split(separator: ".")
            return pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { $0 == $1 || ($0 == "*" && !$1.isEmpty) }
        }?.unit
    }

    /// A line for each path, with its unit; `*` stands for a part that corpora name.
    public static var listing: String {
        all.map { entry in
            "\(entry.pattern)\t\(entry.unit)"
                + (entry.examples.isEmpty ? "" : "\t* is \(entry.examples.joined(separator: ", "))…")
        }.joined(separator: "\n") + "\n"
    }

    /// Paths with an example in the place of each part that corpora name.
    static let examples: [String] = all.flatMap { entry in
        entry.examples.isEmpty
            ? [entry.pattern] : entry.examples.map { entry.pattern.replacing("*", with: $0) }
    }

    /// All of them, in the order of the report.
    public static let all: [Entry] = text + ngrams + tokens + shards

    private static func entries(
        _ group: String, _ unit: String, _ names: [String], examples: [String] = []
    ) -> [Entry] {
        names.map { Entry(pattern: "\(group).\($0)", unit: unit, examples: examples) }
    }

    private static let codes = ["zstd-3", "zstd-22", "xz", "learned-predictor"]
    private static let sizes = ["64KiB", "1MiB", "4MiB"]
    private static let bins = ["1", "2", "3-4", "5-8"]

    private static let text: [Entry] =
        entries("input", "file", ["filesRead"]) + entries("input", "byte", ["storedBytes"])
        + entries("input", "1", ["coverage"]) + entries("input", "problem", ["problems"])
        + entries("input", "problem", ["problems.*"], examples: ["json-syntax", "missing-text-field"])
        + entries("input", "file", ["leftOut.*"], examples: ["hidden", "duplicate"])
        + entries("input", "character", ["replacedCharacters"])
        + entries("input.records", "record", ["records"])
        + entries("input.records", "byte", ["bytes", "textBytes"])
        + entries("input.records", "1", ["overhead"])
        + entries("input.workUnits", "work unit", ["planned", "covered"])
        + entries("contents", "document", ["documents", "emptyDocuments", "documentsWithInvalidUTF8"])
        + entries("contents", "byte", ["bytes"]) + entries("contents", "scalar", ["scalars"])
        + entries("contents", "word", ["words"]) + entries("contents", "line", ["lines"])
        + entries("contents", "token", ["tokens"])
        + entries("contents", "sequence", ["invalidUTF8Sequences"])
        + entries(
            "repetition", "1",
            ["uniqueDocumentShare", "duplicateDocumentShare", "nearDuplicateShare", "duplicateLineShare"])
        + entries("repetition", "byte", ["effectiveBytes"])
        + entries(
            "repetition", "distinct keys", ["documentSpectrum.*", "lineSpectrum.*"], examples: bins)
        + entries(
            "initialLosses.bytes", "bit/byte", ["*.perByte"], examples: ["uniform", "adaptive-order-0"])
        + entries(
            "initialLosses.tokens", "bit/byte", ["*.perByte"], examples: ["uniform", "adaptive-order-0"])
        + entries(
            "initialLosses.tokens", "bit/token", ["*.perSymbol"],
            examples: ["uniform", "adaptive-order-0"])
        + entries("sample", "document", ["documents"]) + entries("sample", "byte", ["bytes"])
        + entries("entropyInterval", "bit/byte", ["lower", "point", "upper", "mixture"])
        + entries("entropyInterval", "bit", ["overhead"])
        + entries("entropyInterval", "bit/byte", ["codes.*"], examples: codes)
        + entries("entropy", "bit/byte", ["codeLengths.*.perByte"], examples: codes)
        + entries("entropy", "bit", ["codeLengths.*.total"], examples: codes)
        + entries("entropy", "bit/byte", ["best.perByte", "mixture.perByte", "saved"])
        + entries("entropy", "bit", ["best.total", "mixture.total", "mixtureOverhead"])
        + entries("entropy", "1", ["remainingShare"])
        + entries("entropy", "bit/byte", ["redundancyByWindow.*"], examples: sizes)
        + entries(
            "entropy", "bit/byte", ["conditionalEntropies.*.corrected", "conditionalEntropies.*.plugIn"],
            examples: ["1", "2", "3"])
        + entries("entropy", "1", ["conditionalEntropies.*.coverage"], examples: ["1", "2", "3"])
        + entries("entropy", "bit/word", ["wordEntropies.*"], examples: ["plug-in"])
        + learning + diagnostics

    private static let ngrams: [Entry] =
        entries("ngrams", "bit/token", ["bytes.perToken"]) + entries("ngrams", "bit/word", ["words.perToken"])
        + entries("ngrams", "bit/byte", ["bytes.perByte"])
        + entries("surprise", "bit/byte", ["quantiles.*"], examples: ["1", "50", "99"])

    private static let learning: [Entry] =
        entries(
            "learning", "bit/byte",
            [
                "structureRate", "stillLearning", "entropy", "limit", "inDocumentGain",
                "exchangeabilityGap",
                "initialLoss",
            ])
        + entries("learning", "bit", ["structure", "modelBits"])
        + entries("learning", "1", ["noiseShare"])
        + entries("learning", "bit/byte", ["curve.*.loss", "curve.*.runningMinimum"], examples: sizes)
        + entries("learning.ledger", "bit", ["baseline", "saved", "paidLearning", "residual"])
        + entries("learning", "1", ["capacity.*"], examples: ["literal", "structural"])
        + entries("learning", "byte", ["budget", "heldOutBytes"])
        + entries("learning", "order", ["orders"])
        + entries("learning", "document", ["heldOutDocuments"])

    private static let diagnostics: [Entry] =
        entries("diagnostics.positions", "bit/byte per doubling", ["adaptingSlope", "frozenSlope"])
        + entries(
            "diagnostics.positions", "bit/byte", ["points.*.adapting", "points.*.frozen"],
            examples: ["63", "1023"])
        + entries("diagnostics.halves", "1", ["exponent"])
        + entries("diagnostics.halves", "bit/document", ["points.*"], examples: sizes)
        + entries(
            "diagnostics.vocabulary", "1",
            ["zipfExponent", "zipfGoodnessOfFit", "heapsExponent", "heapsFinalExponent", "tailLeastCount"])
        + entries("diagnostics.vocabulary", "sighting", ["zipfLeastCount"])
        + entries("diagnostics.order", "bit/byte", ["effect", "mixingPenalty"])
        + entries("diagnostics.order", "byte", ["effectBytes"])

    private static let tokens: [Entry] =
        entries("contents", "id", ["vocabularySize"])
        + entries("contents", "document", ["documentsEnded"])
        + entries("histogram", "id", ["used", "once"])
        + entries("repetition", "1", ["uniqueTokenShare"])
        + entries("repetition", "token", ["effectiveTokens"])
        + entries("initialLosses", "bit/token", ["*"], examples: ["uniform", "adaptive-order-0"])
        + entries("sample", "token", ["tokens"])
        + entries("unigramEntropies", "bit/token", ["*"], examples: ["plug-in"])
        + entries("entropy", "bit/token", ["codeLengths.*.perToken"], examples: codes)
        + entries("entropy", "bit/token", ["best.perToken", "mixture.perToken", "savedPerToken"])

    private static let shards: [Entry] =
        entries("shares", "1", ["emptyDocuments", "documentsWithInvalidUTF8", "problems"])
        + entries("shards", "shard", ["count"]) + entries("shards", "scale", ["deviation"])
        + entries("shards", "scale", ShardComparison.featureNames.map { "\($0).deviation" })
}
