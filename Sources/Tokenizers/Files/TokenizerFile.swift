public import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Loads tokenizers from the files of tiktoken (`.tiktoken`) and Hugging Face (`tokenizer.json`), by their content.
public enum TokenizerFile: Sendable {
    /// Files beyond this size, in bytes, are refused: 256 MiB.
    public static let largestFile = 1 << 28

    /// Loads a tokenizer.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - pattern: the split pattern of a rank file; nil takes it from the file's name, for example
    ///     `cl100k_base.tiktoken`. A `tokenizer.json` brings its own.
    /// - Throws: `unreadable-tokenizer`, `malformed-tokenizer`, `unsupported-tokenizer` with the name of the
    ///   component, `unknown-split-pattern` with the choices.
    public static func load(_ path: String, pattern: SplitPattern? = nil) throws(AssayError) -> BytePairTokenizer {
        let bytes = try contents(path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        do {
            if bytes.first(where: { !JSONParser.isSpace($0) }) == UInt8(ascii: "{") {
                return try HuggingFaceFile.tokenizer(named: name, bytes)
            }
            return try RankFile.tokenizer(fileName: name, bytes, pattern: pattern)
        } catch {
            var located = error
            located.location.path = path
            throw located
        }
    }

    private static func contents(_ path: String) throws(AssayError) -> [UInt8] {
        func failure(_ what: String) -> AssayError {
            AssayError(
                .unreadableTokenizer, "The tokenizer file cannot be \(what); check the path and its permissions.",
                at: .init(path: path), cause: unsafe String(cString: strerror(errno)))
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("opened") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        let size = 1 << 20
        while true {
            let before = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: size))
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress! + before, size)
            }
            if count < 0, errno == EINTR {
                bytes.removeLast(size)
                continue
            }
            guard count >= 0 else { throw failure("read") }
            bytes.removeLast(size - count)
            if count == 0 { return bytes }
            guard bytes.count <= largestFile else {
                throw AssayError(
                    .malformedTokenizer,
                    "The file is larger than any tokenizer (256 MiB); check that it is one.",
                    at: .init(path: path))
            }
        }
    }
}
