public import ArgumentParser
public import Corpora
internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What is read: the paths of a corpus, which of its files, and where in them the text lies.
struct InputOptions: ParsableArguments {
    @Argument(help: "Files and directories; - is standard input.")
    var paths: [String] = []

    @Option(
        help: .init(
            """
            Read only files that match: *.jsonl, /en/ or data/**/en-*, as in .gitignore, compared with the path below \
            the given directory. May be repeated.
            """, valueName: "glob"))
    var include: [String] = []

    @Option(
        help: .init(
            "Leave out what matches, written as for --include, which it overrules. May be repeated.", valueName: "glob")
    )
    var exclude: [String] = []

    @Option(
        help: .init(
            """
            Read one split of a data set in the layout of Hugging Face, recognised by the names of files and folders: \
            train, validation, test, or NAME in NAME-00000-of-00042.parquet.
            """, valueName: "name"))
    var split: String?

    @Option(
        name: .customLong("files0-from"),
        help: .init(
            "Read the paths in this file too, with a NUL behind each (find -print0); - is standard input.",
            valueName: "file"))
    var files0From: String?

    @Option(
        help:
            "The format of every file, where its content does not show it; u16 and u32 are raw little-endian token ids."
    )
    var inputFormat: InputFormat?

    @Option(
        help: .init(
            """
            The corpus holds token ids, NumPy arrays or raw ones (--input-format u16, u32), of a vocabulary of this \
            size.
            """, valueName: "ids"))
    var vocabularySize: Int?

    @Option(
        help: .init("The token id that ends each document, where files and rows are not documents.", valueName: "id"))
    var endOfDocument: Int?

    @Option(help: "Where the text lies in a JSON record: text, a.b, messages[].content, question+answer.")
    var textField: String?

    @Option(help: "The longest JSON record that is read, up to 1GiB; a longer one is an error and is passed over.")
    var maxRecordSize = ByteCount(bytes: 16 << 20)

    @Option(help: "How much of standard input is taken, unless it is a file; it is kept in TMPDIR or /var/tmp.")
    var stdinLimit = ByteCount(bytes: 64 << 30)

    func validate() throws {
        guard !(paths.contains("-") && files0From == "-") else {
            throw ValidationError("standard input cannot be both a corpus and a list of paths")
        }
        try validateTokenIDs()
        guard (1...1 << 30).contains(maxRecordSize.bytes) else {
            throw ValidationError("--max-record-size takes 1 byte to 1GiB")
        }
    }

    /// Whether nothing says what to read.
    var isEmpty: Bool { paths.isEmpty && files0From == nil }

    /// Throws where nothing says what to read.
    func requirePaths() throws {
        if isEmpty { throw ValidationError("say what to read: paths, - for standard input, or --files0-from") }
    }

    /// A corpus is either of text or of ids.
    private func validateTokenIDs() throws {
        guard let vocabularySize else {
            guard inputFormat?.bytesPerTokenID == nil && endOfDocument == nil else {
                throw ValidationError("token ids need --vocabulary-size: how many ids there can be")
            }
            return
        }
        guard (1...TokenIdOptions.maximumVocabularySize).contains(vocabularySize) else {
            throw ValidationError("--vocabulary-size takes 1 to \(TokenIdOptions.maximumVocabularySize)")
        }
        guard endOfDocument.map({ (0..<vocabularySize).contains($0) }) ?? true else {
            throw ValidationError("--end-of-document takes an id of the vocabulary, 0 to \(vocabularySize - 1)")
        }
        guard textField == nil && inputFormat.map({ $0.bytesPerTokenID != nil }) ?? true else {
            throw ValidationError("--vocabulary-size is for token ids, --text-field and other formats for text")
        }
    }

    /// How the corpus is read.
    func corpusOptions() throws(AssayError) -> CorpusOptions {
        var rule: TextFieldRule?
        if let textField { rule = try TextFieldRule(parsing: textField) }
        return CorpusOptions(
            textField: rule, maximumRecordBytes: maxRecordSize.bytes, inputFormat: inputFormat,
            tokenIDs: vocabularySize.map { TokenIdOptions(vocabularySize: $0, endOfDocument: endOfDocument) })
    }

    /// The files of the corpus.
    ///
    /// Standard input is taken in on the way; it stays open until the process ends.
    func discover() throws(AssayError) -> CorpusListing {
        var selection = CorpusSelection(split: split)
        for pattern in include { selection.include.append(try GlobPattern(parsing: pattern)) }
        for pattern in exclude { selection.exclude.append(try GlobPattern(parsing: pattern)) }
        var roots: [CorpusRoot] = []
        for path in paths where path != "-" { roots.append(.path(path)) }
        if let files0From { roots += try PathList.paths(in: StandardInput.bytes(ofList: files0From)) }
        if paths.contains("-") {
            roots.append(.openFile(descriptor: try StandardInput.descriptor(limit: stdinLimit.bytes), name: "-"))
        }
        return CorpusDiscovery.discover(roots, selection: selection)
    }

    /// The last components of the paths, sorted.
    var corpusName: String {
        if paths.isEmpty { return "listed files" }
        return CorpusListing.name(of: paths.map { $0 == "-" ? "standard input" : $0 })
    }
}

extension InputFormat: ExpressibleByArgument {}
