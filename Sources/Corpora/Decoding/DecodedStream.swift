internal import Diagnostics

/// The decoded bytes of one file at a time, through any layers of compression.
///
/// Memory is bounded by the layers' windows. Layers are reused from file to file.
final class DecodedStream {
    /// The decoded offset of the next byte that is read.
    private(set) var offset: UInt64 = 0

    /// The decoded offset at which the stream ends for its reader, if it did not end before.
    var limit: UInt64? {
        didSet { wasCut = false }
    }

    /// Whether a reader wanted more than the limit allows.
    private(set) var wasCut = false

    private var source: FileBytes?
    private var path = ""
    private var layers: [DecoderLayer] = []
    private var depth = 0
    private var transcoder: Transcoder?

    /// How many characters could not be converted from another encoding since the stream was opened.
    var replacements: UInt64 { transcoder?.replacements ?? 0 }

    /// Where bytes come from instead of files while an archive's members are read.
    var members: MemberBytes? {
        didSet { expanded = 0 }
    }

    /// Decoded bytes since the file was opened, or of all members since the archive was.
    private var expanded: UInt64 = 0

    /// The size to which any stored data may expand, and how much more for each stored byte.
    ///
    /// No text compresses like that: deflate ends at 1032 to 1, and repetitive logs come to some hundreds.
    var freeExpansion: UInt64 = 2 << 30
    static let maximumRatio: UInt64 = 4096

    /// How many stored bytes were read since the stream was opened.
    var storedBytesRead: UInt64 { members?.storedBytesRead ?? source?.bytesRead ?? 0 }

    /// The error that the file is no longer what discovery found; nil where nothing is open or nothing changed.
    var change: AssayError? { source?.change }

    /// Opens a whole file.
    ///
    /// - Parameters:
    ///   - compression: The layers, the outermost (the one that the stored bytes begin with) first.
    ///   - encoding: What is turned into UTF-8 behind them; offsets are those of the UTF-8.
    func open(
        _ file: CorpusFile, compression: [Compression], encoding: TextEncoding = .utf8
    ) throws(AssayError) {
        try open(file, range: 0..<file.size)
        try openLayers(compression)
        transcoder = encoding == .utf8 ? nil : Transcoder(encoding)
    }

    /// Opens a compressed file at a frame.
    ///
    /// - Parameters:
    ///   - start: The stored offset of the frame.
    ///   - decoded: The decoded offset of its content.
    func open(_ file: CorpusFile, compression: [Compression], at start: UInt64, decoded: UInt64) throws(AssayError) {
        try open(file, range: start..<file.size)
        try openLayers(compression)
        offset = decoded
    }

    private func openLayers(_ compression: [Compression]) throws(AssayError) {
        for (index, kind) in compression.enumerated() {
            if index < layers.count, layers[index].compression == kind {
                try layers[index].reset()
            } else {
                layers.removeSubrange(index...)
                layers.append(try DecoderLayer(kind))
            }
        }
        depth = compression.count
    }

    /// Opens a range of a file that is not compressed.
    func open(_ file: CorpusFile, range: Range<UInt64>) throws(AssayError) {
        source = nil
        path = file.path
        depth = 0
        transcoder = nil
        offset = range.lowerBound
        if let members {
            try members.open()
        } else {
            expanded = 0
            source = try FileBytes(file, range: range)
        }
    }

    /// Passes over bytes that need not be read: those of a file that is not compressed.
    ///
    /// - Returns: How many were passed over, up to the range's end; 0 where they must be read.
    func skip(_ count: UInt64) -> UInt64 {
        guard depth == 0, members == nil else { return 0 }
        let skipped = source?.skip(count) ?? 0
        offset += skipped
        return skipped
    }

    /// Closes the file; the layers' memory is kept for the next one.
    func close() { source = nil }

    /// Reads up to the buffer's size; 0 at the end.
    ///
    /// - Throws: What was decoded before damage has been delivered by then; the location is the decoded offset of the
    ///   damage, and the message names the stored offset up to which data was decoded.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        var buffer = unsafe buffer
        if let limit, limit - min(offset, limit) < UInt64(buffer.count) {
            wasCut = offset >= limit
            if wasCut { return 0 }
            unsafe buffer = .init(rebasing: buffer[..<Int(limit - offset)])
        }
        do throws(AssayError) {
            let count = try unsafe convert(into: buffer)
            offset += UInt64(count)
            expanded += UInt64(count)
            guard expanded <= freeExpansion || expanded / Self.maximumRatio <= storedBytesRead else {
                throw AssayError(
                    .expansionLimit,
                    "expands to more than \(Self.maximumRatio) times its size; if that is right, decompress it first",
                    at: .init(path: path, byte: offset))
            }
            return count
        } catch {
            var located = error
            if depth > 0 {
                located.location = .init(path: path, byte: offset)
                let storedOffset = (members?.position ?? storedBytesRead) - UInt64(layers[0].waiting.count)
                located.message += " (at stored byte \(storedOffset))"
            }
            throw located
        }
    }

    private func convert(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        guard let transcoder else { return try unsafe read(depth, into: buffer) }
        return try unsafe transcoder.read(into: buffer) { input throws(AssayError) in
            try unsafe self.read(depth, into: input)
        }
    }

    private func read(_ depth: Int, into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        guard depth > 0 else {
            if let members { return try unsafe members.read(into: buffer) }
            return try unsafe source?.read(into: buffer) ?? 0
        }
        return try unsafe layers[depth - 1].read(into: buffer) { input throws(AssayError) in
            try unsafe self.read(depth - 1, into: input)
        }
    }
}
