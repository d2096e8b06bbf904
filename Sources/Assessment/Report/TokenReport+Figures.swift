extension TokenReport {
    /// Every number of the report by its path.
    ///
    /// - Complexity: O(figures), some dozens.
    public var figures: FigurePaths {
        var paths = FigurePaths()
        input.addFigures(to: &paths)
        paths.add("contents.documents", count: contents.documents, "document")
        paths.add("contents.emptyDocuments", count: contents.emptyDocuments, "document")
        paths.add("contents.tokens", count: contents.tokens, "token")
        paths.add("contents.vocabularySize", count: contents.vocabularySize, "id")
        paths.add(
            "contents.documentsEnded", count: contents.documentsEnded, "document",
            absence: "no id that ends documents was given")
        paths.add("histogram.used", count: histogram.used, "id")
        paths.add("histogram.once", count: histogram.once, "id")
        let noTokens = "the corpus holds no tokens"
        paths.add("repetition.uniqueTokenShare", repetition.uniqueTokenShare, absence: noTokens)
        paths.add("repetition.duplicateDocumentShare", repetition.duplicateDocumentShare, absence: noTokens)
        paths.add("repetition.effectiveTokens", repetition.effectiveTokens, absence: noTokens)
        paths.add("repetition.documentSpectrum", spectrum: repetition.documentSpectrum)
        for loss in initialLosses { paths.add("initialLosses.\(FigurePaths.key(loss.name))", loss.perToken) }
        paths.add("sample.documents", count: sample.documents, "document")
        paths.add("sample.tokens", count: sample.tokens, "token")
        for estimate in unigramEntropies {
            paths.add("unigramEntropies.\(FigurePaths.key(estimate.name))", estimate.figure)
        }
        paths.add(entropy, absence: noTokens)
        return paths
    }
}

extension FigurePaths {
    fileprivate mutating func add(_ entropy: TokenReport.Entropy?, absence: String) {
        let path = "entropy"
        for code in entropy?.codeLengths ?? [] {
            add("\(path).codeLengths.\(Self.key(code.code)).perToken", code.perToken)
            add("\(path).codeLengths.\(Self.key(code.code)).total", code.total)
        }
        add(path + ".best.perToken", entropy?.best.perToken, absence: absence)
        add(path + ".best.total", entropy?.best.total, absence: absence)
        add(path + ".mixture.perToken", entropy?.mixture.perToken, absence: absence)
        add(path + ".mixture.total", entropy?.mixture.total, absence: absence)
        add(path + ".mixtureOverhead", entropy?.mixtureOverhead, absence: absence)
        add(path + ".savedPerToken", entropy?.saved, absence: absence)
        add(path + ".remainingShare", entropy?.remainingShare, absence: absence)
    }
}
