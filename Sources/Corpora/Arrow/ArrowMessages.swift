internal import Diagnostics

/// The messages of an Arrow stream, or of a file, which is a stream between magic words.
///
/// Source: Apache Arrow, "Serialization and interprocess communication", and `Message.fbs`.
final class ArrowMessages {
    /// The columns that the schema names.
    private(set) var columns: [ArrowColumn] = []

    /// The decoded offset of the batch returned last.
    private(set) var batchOffset: UInt64 = 0

    private let input: ArchiveInput
    private var layers: [Compression: DecoderLayer] = [:]
    /// What is left of the present message's body.
    private var left: UInt64 = 0

    /// The longest metadata of a message, and the most bytes of a batch that are held.
    static let maximumMetadata = 16 << 20
    static let maximumBatch = 128 << 20

    static let fileMagic = Array("ARROW1\0\0".utf8)

    /// Reads the schema at the input's present offset.
    init(_ input: ArchiveInput) throws(AssayError) {
        self.input = input
        let head = unsafe try input.peek(Self.fileMagic.count)
        if unsafe head.starts(with: Self.fileMagic) { input.drop(Self.fileMagic.count) }
        guard let message = try next(), message.type == 1 else { throw damaged("it does not begin with a schema") }
        columns = try ArrowColumn.columns(of: message.header)
    }

    /// Whether bytes begin an Arrow file or stream.
    static func detect(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        if unsafe head.starts(with: fileMagic) { return true }
        guard unsafe head.count >= 16 && head.starts(with: [0xFF, 0xFF, 0xFF, 0xFF]) else { return false }
        let size = unsafe Int(head.integer(at: 4, as: UInt32.self))
        guard size >= 16 && size % 8 == 0 && size <= maximumMetadata else { return false }
        guard head.count >= 8 + size else { return true }
        return unsafe FlatTable(root: Array(head[8..<(8 + size)]))?.integer(1, as: UInt8.self) == 1
    }

    /// The next record batch with rows, with the buffers of some of the columns; nil at the end.
    func nextBatch(_ wanted: [ArrowColumn]) throws(AssayError) -> ArrowBatch? {
        while let message = try next() {
            guard message.type == 3, let rows = message.header.integer(0, as: Int64.self), rows > 0 else { continue }
            let batch = try batch(message.header, rows: rows, Set(wanted.flatMap(\.textBuffers)))
            guard batch.holds(wanted) else { throw ArrowBatch.malformed }
            return batch
        }
        return nil
    }

    /// The next message, whose body follows in the input; nil at the end.
    private func next() throws(AssayError) -> (type: UInt8, header: FlatTable)? {
        guard try input.skip(left) else { throw truncated }
        left = 0
        batchOffset = input.offset
        let prefix = unsafe try input.peek(8)
        // Some writers leave out the mark at the end.
        if prefix.isEmpty { return nil }
        guard prefix.count >= 8 else { throw truncated }
        guard unsafe prefix.integer(at: 0, as: UInt32.self) == .max else { throw damaged("no message begins here") }
        let size = unsafe Int(prefix.integer(at: 4, as: UInt32.self))
        if size == 0 { return nil }
        guard size <= Self.maximumMetadata else { throw damaged("a message's metadata are too long") }
        input.drop(8)
        guard let metadata = FlatTable(root: try bytes(size)), let header = metadata.table(2) else {
            throw damaged("a message's metadata are malformed")
        }
        let body = metadata.integer(3, as: Int64.self) ?? 0
        guard body >= 0 && body < 1 << 62 else { throw damaged("a message's body has no valid length") }
        left = UInt64(body)
        return (metadata.integer(1, as: UInt8.self) ?? 0, header)
    }

    private func batch(_ header: FlatTable, rows: Int64, _ wanted: Set<Int>) throws(AssayError) -> ArrowBatch {
        let places = header.pairs(2)
        var codec: Compression?
        if let compression = header.table(3) {
            codec = compression.integer(0, as: Int8.self) ?? 0 == 0 ? .lz4 : .zstandard
        }
        var buffers: [Int: [UInt8]] = [:]
        var position: UInt64 = 0
        var room = Self.maximumBatch
        let body = left
        let order = wanted.filter { places.indices.contains($0) }.sorted { (places[$0].0, $0) < (places[$1].0, $1) }
        for index in order {
            let (offset, length) = places[index]
            if length == 0 { continue }
            guard offset >= 0, length > 0, UInt64(offset) >= position, UInt64(offset) <= body,
                UInt64(length) <= body - UInt64(offset)
            else { throw ArrowBatch.malformed }
            guard length <= Int64(room) else { throw tooLarge }
            guard try input.skip(UInt64(offset) - position) else { throw truncated }
            let stored = try bytes(Int(length))
            position = UInt64(offset) + UInt64(length)
            left = body - position
            let buffer = try codec.map { codec throws(AssayError) in try decoded(stored, codec, room) } ?? stored
            room -= buffer.count
            buffers[index] = buffer
        }
        let lengths = header.pairs(1).map { Int(clamping: max(0, $0.0)) }
        return ArrowBatch(rows: Int(clamping: rows), lengths: lengths, buffers: buffers)
    }

    /// Undoes the compression of one buffer: its decoded length, or −1 where it is stored as it is, and the data.
    private func decoded(_ stored: [UInt8], _ codec: Compression, _ room: Int) throws(AssayError) -> [UInt8] {
        guard stored.count >= 8 else { throw ArrowBatch.malformed }
        let length = unsafe stored.withUnsafeBufferPointer {
            unsafe Int64(bitPattern: $0.integer(at: 0, as: UInt64.self))
        }
        if length == -1 { return Array(stored[8...]) }
        guard length >= 0 else { throw ArrowBatch.malformed }
        guard length <= Int64(room) else { throw tooLarge }
        if layers[codec] == nil { layers[codec] = try DecoderLayer(codec) }
        guard let layer = layers[codec] else { return [] }
        try layer.reset()
        var next = 8
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(Int(length) + 1, 1 << 16))
        while true {
            let count = unsafe try chunk.withUnsafeMutableBufferPointer { chunk throws(AssayError) in
                unsafe try layer.read(into: chunk) { input throws(AssayError) in
                    let count = min(input.count, stored.count - next)
                    _ = unsafe input.update(fromContentsOf: stored[next..<(next + count)])
                    next += count
                    return count
                }
            }
            if count == 0 { break }
            result += chunk[..<count]
            guard result.count <= Int(length) else { throw ArrowBatch.malformed }
        }
        guard result.count == Int(length) else { throw ArrowBatch.malformed }
        return result
    }

    /// The next bytes of the input.
    private func bytes(_ count: Int) throws(AssayError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count {
            let bytes = unsafe try input.peek(1)
            if bytes.isEmpty { throw truncated }
            let taken = min(bytes.count, count - result.count)
            unsafe result.append(contentsOf: bytes[..<taken])
            input.drop(taken)
        }
        return result
    }

    private var truncated: AssayError {
        AssayError(.truncatedInput, "the Arrow data end too early; fetch the file again", at: .init(byte: input.offset))
    }

    private var tooLarge: AssayError {
        AssayError(
            .recordTooLarge,
            "a record batch has more than \(Self.maximumBatch) bytes of text; write smaller batches",
            at: .init(byte: batchOffset))
    }

    private func damaged(_ cause: String) -> AssayError {
        AssayError(
            .corruptInput, "the Arrow data are damaged; fetch the file again", at: .init(byte: input.offset),
            cause: cause)
    }
}
