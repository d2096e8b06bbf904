internal import Diagnostics
internal import Parquet

/// Reads work units: one for each thread, reused from unit to unit.
///
/// It owns the buffers, decoders and the JSON parser. Memory does not depend on the size of files: buffers of a few
/// megabytes, the windows of compressed files (``Compression/windowLimit``), and for records a few times the longest,
/// up to ``CorpusOptions/maximumRecordBytes``. Parquet takes a page and a dictionary for each column that is read.
public final class CorpusReader {
    /// How the corpus is read.
    public let options: CorpusOptions

    let stream = DecodedStream()
    private(set) lazy var lines = LineReader(stream, maximumLineBytes: options.maximumRecordBytes)
    private(set) lazy var text = TextBuffer(stream)
    private(set) lazy var records = RecordBuffer(stream)
    private(set) lazy var archive = ArchiveInput(stream)
    /// Reads the members of archives, while this one reads the archive.
    private(set) lazy var memberReader = CorpusReader(options: options)
    private var parser: RecordParser?
    var openParquet: (file: CorpusFile, content: ParquetFile)?
    var joinedText: [UInt8] = []

    /// Creates a reader.
    public init(options: CorpusOptions = CorpusOptions()) {
        self.options = options
    }

    /// Reads a unit and hands its documents and errors to the sink, in the order of the file.
    ///
    /// Bad records, and members of an archive that cannot be read, are errors and reading goes on. Damage (a truncated
    /// or corrupt stream, a file that vanished or changed since it was found) is one error at the end: every complete
    /// record before it, and all plain text before it, has been handed over by then.
    ///
    /// - Complexity: O(n) in the unit's decoded bytes.
    public func read<Sink: DocumentSink>(_ unit: WorkUnit, into sink: inout Sink) -> UnitResult {
        var result = UnitResult()
        do throws(AssayError) {
            defer { stream.close() }
            do throws(AssayError) {
                if unit.description.format.isArchive {
                    result.isComplete = try readArchive(unit, into: &sink, &result)
                } else {
                    defer { result.storedBytes += stream.storedBytesRead }
                    try readContent(unit, into: &sink, &result)
                    result.isComplete = true
                }
            } catch {
                throw error.code == .fileChanged ? error : stream.change ?? error
            }
            if result.isComplete, let change = stream.change { throw change }
        } catch {
            result.isComplete = false
            result.failures += 1
            sink.receive(failure: error)
        }
        return result
    }

    /// Reads a unit of any format but archives.
    func readContent<Sink: DocumentSink>(
        _ unit: WorkUnit, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        defer { result.replacedCharacters += stream.replacements }
        switch unit.description.format {
        case .plainText: try readPlainText(unit, into: &sink, &result)
        case .jsonLines(let rule): try readJSONLines(unit, rule, into: &sink, &result)
        case .json(let layout, let rule): try readJSON(unit, layout, rule, into: &sink, &result)
        case .delimited(let layout): try readDelimited(unit, layout, into: &sink, &result)
        case .parquet(let rule): try readParquet(unit, rule, into: &sink, &result)
        case .arrow(let rule): try readArrow(unit, rule, into: &sink, &result)
        case .tokenIDs(let layout): try readTokenIDs(unit, layout, into: &sink, &result)
        // Archives inside archives are refused when they are described.
        case .tar, .zip, .warc: break
        }
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
