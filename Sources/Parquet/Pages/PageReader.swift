#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The data pages of one column in one row group, in order, decompressed, and its dictionary.
final class PageReader {
    /// The dictionary, once its page was met.
    private(set) var dictionary: ValueDictionary?

    /// The offset in the file of the page read last.
    private(set) var pageOffset: UInt64

    /// How many bytes were read from the file.
    var bytesRead: UInt64 { window.bytesRead }

    private let column: ParquetColumn
    private let codec: ParquetCodec
    private let limits: ParquetLimits
    private let window: ChunkWindow
    private let decompressor: BlockDecompressor
    private let output = ByteBuffer()

    /// How far a column may reach beyond its claimed size: old writers left the dictionary's header out of it.
    ///
    /// Source: PARQUET-816.
    private static let tolerance: UInt64 = 128

    init(
        _ file: ParquetFile, _ chunk: ParquetRowGroup.ColumnChunk, _ column: ParquetColumn,
        _ decompressor: BlockDecompressor
    ) {
        self.column = column
        self.decompressor = decompressor
        codec = chunk.codec
        limits = file.limits
        pageOffset = chunk.offset
        let end = min(file.dataEnd, chunk.offset + chunk.compressedSize + Self.tolerance)
        window = ChunkWindow(file.file, range: chunk.offset..<end)
    }

    /// Reads up to the next data page.
    ///
    /// - Throws: `truncated-input` where the column ends, since it is asked for only while values are missing.
    func next() throws(AssayError) -> DataPage {
        while true {
            pageOffset = window.offset
            let header = try header()
            let body = try unsafe body(header)
            switch header.kind {
            case .data: return try unsafe dataPage(header, unsafe decompress(body, header, plain: 0))
            case .dataV2: return try unsafe dataPageV2(header, body)
            case .dictionary:
                guard dictionary == nil else { throw .damaged("a column has two dictionaries") }
                guard header.encoding == .plain || header.encoding == .plainDictionary else {
                    throw unsupported(header.encoding, "dictionary")
                }
                dictionary = try unsafe ValueDictionary(
                    decompress(body, header, plain: 0), count: header.valueCount, column)
            case .index, nil: continue
            }
        }
    }

    private func header() throws(AssayError) -> PageHeader {
        var length = 256
        while true {
            try window.require(length)
            let bytes = unsafe window.bytes
            var reader = unsafe CompactReader(bytes)
            do throws(AssayError) {
                let header = try PageHeader(&reader)
                window.drop(reader.position)
                return header
            } catch {
                guard error.code == .truncatedInput else { throw error }
                if UInt64(bytes.count) >= window.remaining {
                    throw .truncated("a column ends before its last value")
                }
                guard bytes.count < ParquetLimits.pageHeaderBytes else {
                    throw AssayError(
                        .pageTooLarge,
                        "has a page header of more than \(ParquetLimits.pageHeaderBytes) bytes; write it without "
                            + "statistics in page headers")
                }
                length = min(4 * bytes.count, ParquetLimits.pageHeaderBytes)
            }
        }
    }

    /// The page's bytes as they are stored.
    private func body(_ header: PageHeader) throws(AssayError) -> UnsafeBufferPointer<UInt8> {
        for size in [header.compressedSize, header.uncompressedSize] where size > limits.pageBytes {
            throw AssayError(
                .pageTooLarge,
                "has a page of \(size) bytes, more than the limit of \(limits.pageBytes); write it with smaller pages")
        }
        guard UInt64(header.compressedSize) <= window.remaining else {
            throw .truncated("a page of \(header.compressedSize) bytes reaches beyond its column")
        }
        try window.require(header.compressedSize)
        let body = unsafe window.bytes.slice(0..<header.compressedSize)
        window.drop(header.compressedSize)
        if let checksum = header.checksum {
            guard unsafe BlockDecompressor.checksum(body) == checksum else {
                throw .damaged("a page does not match its checksum")
            }
        }
        return unsafe body
    }

    /// The page's bytes with all but the first `plain` decompressed.
    private func decompress(
        _ body: UnsafeBufferPointer<UInt8>, _ header: PageHeader, plain: Int
    ) throws(AssayError) -> UnsafeBufferPointer<UInt8> {
        guard codec != .uncompressed, header.isCompressed else {
            guard body.count == header.uncompressedSize else {
                throw .damaged("a page that is not compressed has two sizes")
            }
            return unsafe body
        }
        output.reserve(header.uncompressedSize)
        let target = unsafe UnsafeMutableBufferPointer(rebasing: output.bytes[..<header.uncompressedSize])
        if plain > 0, let to = target.baseAddress, let from = body.baseAddress {
            unsafe memcpy(to, from, plain)
        }
        // Nothing may be stored as nothing, which is no valid stream of any codec, or as an empty stream.
        if header.uncompressedSize > plain {
            try unsafe decompressor.decompress(
                body.slice(plain..<body.count), codec, into: UnsafeMutableBufferPointer(rebasing: target[plain...]))
        }
        return UnsafeBufferPointer(target)
    }

    private func dataPage(
        _ header: PageHeader, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(AssayError) -> DataPage {
        var start = 0
        func levels(_ maximum: Int, _ encoding: PageEncoding?) throws(AssayError) -> UnsafeBufferPointer<UInt8> {
            guard maximum > 0 else { return unsafe bytes.slice(0..<0) }
            guard encoding == .runLength else { throw unsupported(encoding, "levels") }
            guard bytes.count - start >= 4,
                let length = unsafe Int32(exactly: bytes.littleEndian32(at: start)),
                Int(length) <= bytes.count - start - 4
            else { throw .damaged("a page's levels reach beyond it") }
            defer { start += 4 + Int(length) }
            return unsafe bytes.slice((start + 4)..<(start + 4 + Int(length)))
        }
        let repetition = try unsafe levels(column.maximumRepetitionLevel, header.repetitionLevelEncoding)
        let definition = try unsafe levels(column.maximumDefinitionLevel, header.definitionLevelEncoding)
        guard let encoding = header.encoding else { throw .damaged("a page has no encoding") }
        return unsafe DataPage(
            valueCount: header.valueCount, encoding: encoding, repetitionLevels: repetition,
            definitionLevels: definition, values: bytes.slice(start..<bytes.count))
    }

    private func dataPageV2(
        _ header: PageHeader, _ body: UnsafeBufferPointer<UInt8>
    ) throws(AssayError) -> DataPage {
        let levels = header.repetitionLevelBytes + header.definitionLevelBytes
        guard levels <= body.count, levels <= header.uncompressedSize else {
            throw .damaged("a page's levels reach beyond it")
        }
        guard let encoding = header.encoding else { throw .damaged("a page has no encoding") }
        let bytes = try unsafe decompress(body, header, plain: levels)
        return unsafe DataPage(
            valueCount: header.valueCount, encoding: encoding,
            repetitionLevels: bytes.slice(0..<header.repetitionLevelBytes),
            definitionLevels: bytes.slice(header.repetitionLevelBytes..<levels),
            values: bytes.slice(levels..<bytes.count))
    }

    private func unsupported(_ encoding: PageEncoding?, _ what: String) -> AssayError {
        AssayError(
            .unsupportedPageEncoding,
            "has \(what) encoded as \(encoding.map(\.description) ?? "nothing"), which is not read; write it with "
                + "another encoding")
    }
}
