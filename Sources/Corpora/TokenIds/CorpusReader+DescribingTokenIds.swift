internal import Diagnostics

extension CorpusReader {
    /// Decides how a file is read where it holds token ids, or where the corpus is said to be of them.
    ///
    /// NumPy arrays are recognised by content; ids without a header are what the input format says. Archives are read
    /// as collections of such files.
    ///
    /// - Parameter head: The first decoded bytes.
    /// - Returns: nil where both the file and the corpus are of text.
    /// - Throws: Where ids and the options do not go together.
    func describeTokenIDs(
        _ file: CorpusFile, _ compression: [Compression], _ head: UnsafeBufferPointer<UInt8>
    ) throws(AssayError) -> FileDescription? {
        func described(_ layout: TokenIdLayout, from start: Int) -> FileDescription {
            FileDescription(
                file: file, compression: compression, format: .tokenIDs(layout), contentOffset: UInt64(start))
        }
        do throws(AssayError) {
            if unsafe NumPyHeader.isPresent(head) {
                let header = unsafe try NumPyHeader(head)
                guard options.tokenIDs != nil else {
                    throw AssayError(
                        .missingVocabularySize,
                        "is a NumPy array of type \(header.layout.typeName) and shape \(header.shape); if it holds token "
                            + "ids, say --vocabulary-size")
                }
                return described(header.layout, from: header.length)
            }
            guard options.tokenIDs != nil else { return nil }
            if let archive = unsafe try describeArchive(file, compression, head) {
                guard archive.format != .warc else { throw Self.notTokenIDs("is a web archive") }
                return archive
            }
            guard let width = options.inputFormat?.bytesPerTokenID else {
                throw Self.notTokenIDs("is no NumPy array")
            }
            if FileName.says(Self.otherEndings, file.relativePath) {
                throw Self.notTokenIDs("is no array of ids by its name")
            }
            return described(.raw(width: width), from: 0)
        } catch {
            var located = error
            located.location.path = file.path
            throw located
        }
    }

    private static func notTokenIDs(_ what: String) -> AssayError {
        AssayError(
            .notTokenIDs,
            "\(what), and the corpus is said to be of token ids; leave it out with --exclude, or scan it apart")
    }

    /// Endings of what lies beside arrays of ids, any bytes of which would be ids, too.
    private static let otherEndings: Set<String> = [
        "idx", "json", "jsonl", "meta", "md", "model", "parquet", "pickle", "pkl", "pt", "py", "txt", "vocab", "yaml",
    ]
}
