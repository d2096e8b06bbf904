internal import Diagnostics
internal import Parquet

/// The columns of a Parquet file that a rule names.
struct TextFieldColumns {
    /// One for each path of the rule that the file has, in the rule's order.
    let columns: [(index: Int, isOptional: Bool)]

    /// Finds the columns; nil where a path that is not optional has none, or no path has one.
    ///
    /// - Parameter textOnly: Whether columns that are not known to be text are left out.
    init?(_ rule: TextFieldRule, _ file: ParquetFile, textOnly: Bool) {
        var found: [(index: Int, isOptional: Bool)] = []
        for path in rule.paths {
            let candidates = file.columns.lazy.filter { textOnly ? $0.isText : $0.isReadable }
            let best = candidates.compactMap { column in
                Self.rank(column, path).map { (rank: $0, index: column.index) }
            }.min { ($0.rank, $0.index) < ($1.rank, $1.index) }
            if let best {
                found.append((best.index, path.isOptional))
            } else if !path.isOptional {
                return nil
            }
        }
        guard !found.isEmpty else { return nil }
        columns = found
    }

    /// The rule for one column: its path as a JSON record would have it, or as Parquet has it where that has no names.
    static func rule(for column: ParquetColumn) -> TextFieldRule {
        let keys = column.keys
        guard !keys.contains(where: { $0.name.isEmpty }) else {
            return TextFieldRule([TextFieldPath(column.nodes.map { .init($0.name) })])
        }
        return TextFieldRule([
            TextFieldPath(
                keys.enumerated().map { .init($1.name, each: $1.each && $0 + 1 < keys.count) })
        ])
    }

    /// How well a column fits a path, the lowest best; nil where it does not.
    ///
    /// The same as in JSON: at the path's end stands a text, or a list of texts or of records with a `text` (or else
    /// `content`). The path may also be the one that Parquet has.
    private static func rank(_ column: ParquetColumn, _ path: TextFieldPath) -> Int? {
        let keys = column.keys
        let wanted = path.keys
        if keys.count >= wanted.count, let end = wanted.last, keys[wanted.count - 1].name == end.name,
            zip(keys, wanted.dropLast()).allSatisfy({ $0.name == $1.name && $0.each == $1.each })
        {
            let each = keys[wanted.count - 1].each
            let rest = keys[wanted.count...]
            if rest.isEmpty && each == end.each { return 0 }
            if each && !end.each {
                if rest.isEmpty { return 1 }
                if rest.count == 1, let key = rest.first, !key.each {
                    if key.name == "text" { return 2 }
                    if key.name == "content" { return 3 }
                }
            }
        }
        let isStored = wanted.allSatisfy { !$0.each } && column.nodes.map(\.name) == wanted.map(\.name)
        return isStored ? 4 : nil
    }
}

extension CorpusReader {
    /// Decides on the text field of a Parquet file from its schema.
    func parquetRule(_ file: CorpusFile, _ compression: [Compression]) throws(AssayError) -> TextFieldRule {
        guard compression.isEmpty else {
            throw AssayError(
                .unsupportedFormat,
                "is Parquet inside \(compression.map(\.rawValue).joined(separator: " and ")), which is not read because "
                    + "Parquet is read from its end; decompress it",
                at: .init(path: file.path))
        }
        let content = try parquet(file)
        if let rule = options.textField {
            if TextFieldColumns(rule, content, textOnly: false) != nil { return rule }
            throw missingColumn("has no column of text '\(rule)'", content, file)
        }
        for rule in TextFieldRule.standard where TextFieldColumns(rule, content, textOnly: true) != nil { return rule }
        let sizes = content.columns.filter(\.isText).map { column in
            (
                column: column,
                size: content.rowGroups.reduce(0.0) { $0 + Double($1.chunks[column.index].uncompressedSize) }
            )
        }
        // Of equals the first; sums of doubles in one order are the same everywhere.
        guard
            let longest = sizes.max(by: { $0.size < $1.size || $0.size == $1.size && $0.column.index > $1.column.index }
            )
        else { throw missingColumn("has no column of text", content, file) }
        return TextFieldColumns.rule(for: longest.column)
    }

    /// The file's footer, read when it is first needed.
    func parquet(_ file: CorpusFile) throws(AssayError) -> ParquetFile {
        if let openParquet, openParquet.file == file { return openParquet.content }
        openParquet = nil
        let content = try ParquetFile(pathBytes: file.pathBytes, shownAs: file.path)
        guard content.size == file.size else {
            throw AssayError(
                .fileChanged,
                "has \(content.size) bytes and had \(file.size) when it was found; scan it again when it rests",
                at: .init(path: file.path))
        }
        openParquet = (file, content)
        return content
    }

    private func missingColumn(_ what: String, _ content: ParquetFile, _ file: CorpusFile) -> AssayError {
        let names = content.columns.filter(\.isReadable).prefix(8).map { column in
            var name = TextFieldColumns.rule(for: column).description
            return name.withUTF8 { unsafe quoted($0) }
        }
        let known = names.isEmpty ? "it has none of text" : "it has " + names.joined(separator: ", ")
        return AssayError(
            .missingTextField, "\(what); \(known); name one with the text field option", at: .init(path: file.path))
    }
}
