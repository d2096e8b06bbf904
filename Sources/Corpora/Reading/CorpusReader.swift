internal import Diagnostics
internal import Parquet

/// Reads work units: one for each thread, reused from unit to unit.
///
/// It owns the buffers, decoders and the JSON parser. Memory does not depend on the size of files: buffers of a few
/// megabytes, the windows of compressed files (``Compression/windowLimit``), and for JSON Lines a few times the longest
/// record, up to ``CorpusOptions/maximumRecordBytes``. Parquet takes a page and a dictionary for each column that is read.
public final class CorpusReader {
    /// How the corpus is read.
    public let options: CorpusOptions

    let stream = DecodedStream()
    private(set) lazy var lines = LineReader(stream, maximumLineBytes: options.maximumRecordBytes)
    private(set) lazy var text = TextBuffer(stream)
    private var parser: RecordParser?
    var openParquet: (file: CorpusFile, content: ParquetFile)?
    var joinedText: [UInt8] = []

    /// Creates a reader.
    public init(options: CorpusOptions = CorpusOptions()) {
        self.options = options
    }

    /// Reads a unit and hands its documents and errors to the sink, in the order of the file.
    ///
    /// Bad records are errors and reading goes on. Damage (a truncated or corrupt stream, a file that vanished or
    /// became shorter) is one error at the end: every complete record before it, and all plain text before it, has been
    /// handed over by then.
    ///
    /// - Complexity: O(n) in the unit's decoded bytes.
    public func read<Sink: DocumentSink>(_ unit: WorkUnit, into sink: inout Sink) -> UnitResult {
        var result = UnitResult()
        do {
            defer {
                result.storedBytes += stream.storedBytesRead
                stream.close()
            }
            switch unit.description.format {
            case .plainText: try readPlainText(unit, into: &sink, &result)
            case .jsonLines(let rule): try readJSONLines(unit, rule, into: &sink, &result)
            case .parquet(let rule): try readParquet(unit, rule, into: &sink, &result)
            }
            result.isComplete = true
        } catch {
            result.failures += 1
            sink.receive(failure: error)
        }
        return result
    }

    /// The JSON parser, made when it is first needed.
    func recordParser() throws(AssayError) -> RecordParser {
        if let parser { return parser }
        let made = try RecordParser()
        parser = made
        return made
    }
}

@available(*, unavailable)
extension CorpusReader: Sendable {}
