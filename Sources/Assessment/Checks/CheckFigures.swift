extension CorpusReport {
    /// The figures that a policy can name: those of the report, shares of documents and records, and what shards differ in.
    public func checkFigures(_ shards: ShardComparison?) -> FigurePaths {
        var paths = figures
        paths.addShares(contents, input)
        paths.add(shards)
        return paths
    }
}

extension TokenReport {
    /// The figures that a policy can name: those of the report, and what shards differ in.
    public func checkFigures(_ shards: ShardComparison?) -> FigurePaths {
        var paths = figures
        paths.add(shards)
        return paths
    }
}

extension FigurePaths {
    /// Adds counts of the report as shares, which do not grow with the corpus.
    mutating func addShares(_ contents: CorpusReport.Contents, _ input: CorpusReport.Input) {
        func share(_ part: UInt64, of whole: UInt64) -> Figure? {
            whole == 0 ? nil : Figure(Double(part) / Double(whole), unit: "1", kind: .exact)
        }
        let noDocuments = "no document was read"
        add(
            "shares.emptyDocuments", share(contents.emptyDocuments, of: contents.documents), absence: noDocuments)
        add(
            "shares.documentsWithInvalidUTF8", share(contents.documentsWithInvalidUTF8, of: contents.documents),
            absence: noDocuments)
        let problems = input.problems.reduce(0) { $0 + $1.count }
        let records = input.records?.records ?? contents.documents
        add("shares.problems", share(problems, of: max(records, problems)), absence: noDocuments)
    }
}
