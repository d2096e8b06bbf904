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

    /// How many stored bytes were read since the stream was opened.
    var storedBytesRead: UInt64 { source?.bytesRead ?? 0 }

    /// Opens a whole file.
    ///
    /// - Parameter compression: The layers, the outermost (the one that the stored bytes begin with) first.
    func open(_ file: CorpusFile, compression: [Compression]) throws(AssayError) {
        try open(file, range: 0..<file.size)
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
        offset = range.lowerBound
        source = try FileBytes(file, range: range)
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
        do {
            let count = try unsafe read(depth, into: buffer)
            offset += UInt64(count)
            return count
        } catch {
            var located = error
            if depth > 0 {
                located.location = .init(path: path, byte: offset)
                let storedOffset = storedBytesRead - UInt64(layers[0].waiting.count)
                located.message += " (at stored byte \(storedOffset))"
            }
            throw located
        }
    }

    private func read(_ depth: Int, into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        guard depth > 0 else { return try unsafe source?.read(into: buffer) ?? 0 }
        return try unsafe layers[depth - 1].read(into: buffer) { input throws(AssayError) in
            try unsafe self.read(depth - 1, into: input)
        }
    }
}
