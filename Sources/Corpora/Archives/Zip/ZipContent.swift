internal import CDecompressors
internal import Diagnostics

/// Decodes and checks the content of one member of a zip archive at a time.
final class ZipContent {
    private let input: ArchiveInput
    private var layers: [Compression: DecoderLayer] = [:]
    private var layer: DecoderLayer?
    private var entry: ZipEntry?
    /// What is left of the stored bytes; nil where only the data tell where they end.
    private var left: UInt64?
    private var produced: UInt64 = 0
    private var crc: UInt32 = 0
    private var hasEnded = true

    /// Whether the archive ended, or its own compression failed, in the middle of a member.
    private(set) var inputFailed = false

    init(_ input: ArchiveInput) { self.input = input }

    /// Begins with a member whose data the input has come to.
    ///
    /// - Throws: Where it cannot be decoded; it can be passed over.
    func begin(_ entry: ZipEntry) throws(AssayError) {
        self.entry = entry
        left = entry.sizes?.stored
        produced = 0
        crc = 0
        hasEnded = false
        layer = nil
        let compression = try entry.compression()
        if entry.sizes == nil && compression != .deflate {
            // Only of deflate do the data themselves tell where they end; programs store what is empty, though.
            guard compression == nil, try takeEmptyDescriptor(isZip64: entry.isZip64) else { throw Self.unknownSize }
            self.entry?.sizes = (0, 0)
            left = 0
        }
        guard let compression else { return }
        if layers[compression] == nil { layers[compression] = try DecoderLayer(compression) }
        layer = layers[compression]
        try layer?.reset()
    }

    /// Begins with a member, and says why it cannot be decoded; nil where it can.
    func refusal(beginning entry: ZipEntry) -> AssayError? {
        do throws(AssayError) {
            try begin(entry)
            return nil
        } catch {
            return error
        }
    }

    /// Whether the end of the member's data is known without decoding them.
    var canBePassedOver: Bool { left != nil }

    /// Reads up to the buffer's size; 0 at the member's end, when its size and checksum have been found right.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        guard let entry, !hasEnded, buffer.count > 0 else { return 0 }
        let count: Int
        if let layer {
            count = try unsafe layer.read(into: buffer) { input throws(AssayError) in try unsafe self.refill(input) }
        } else {
            count = try unsafe refill(buffer)
        }
        produced += UInt64(count)
        unsafe crc = assay_crc32(crc, buffer.baseAddress, count)
        if count == 0 {
            hasEnded = true
            try check(entry)
        } else if let sizes = entry.sizes, produced > sizes.content {
            hasEnded = true
            throw Self.damaged("it holds more than its header says")
        }
        return count
    }

    /// Passes over what is left of the stored bytes.
    ///
    /// - Throws: Where the archive ends before or, where only the data tell where they end, they are damaged.
    func passOver() throws(AssayError) {
        if left == nil {
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
            defer { unsafe buffer.deallocate() }
            while !hasEnded { _ = try unsafe read(into: buffer) }
        } else if let left {
            guard try input.skip(left) else { throw Self.truncated }
        }
        left = 0
        hasEnded = true
    }

    private func refill(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        let room = Int(min(left ?? .max, UInt64(buffer.count)))
        guard room > 0 else { return 0 }
        inputFailed = true
        let count = try unsafe input.read(into: .init(rebasing: buffer[..<room]))
        if count == 0 { throw Self.truncated }
        inputFailed = false
        if let left { self.left = left - UInt64(count) }
        return count
    }

    private func check(_ entry: ZipEntry) throws(AssayError) {
        var crc = entry.crc
        var size = entry.sizes?.content
        if entry.sizes == nil, let layer {
            // What the decoder was given beyond the data's end belongs to what follows.
            input.restore(layer.waiting.count)
            left = 0
            (crc, size) = try descriptor(isZip64: entry.isZip64)
        }
        guard self.crc == crc else { throw Self.damaged("its checksum is wrong") }
        guard produced == size else { throw Self.damaged("its size is not what its header says") }
    }

    /// The checksum and the content's size behind the data, with or without a signature before them.
    private func descriptor(isZip64: Bool) throws(AssayError) -> (crc: UInt32, size: UInt64) {
        let count = isZip64 ? 20 : 12
        var bytes = unsafe try input.peek(4 + count)
        if unsafe bytes.starts(with: Self.descriptorSignature) {
            input.drop(4)
            unsafe bytes = try input.peek(count)
        }
        guard bytes.count >= count else { throw Self.truncated }
        let crc = unsafe bytes.integer(at: 0, as: UInt32.self)
        let size =
            unsafe isZip64 ? bytes.integer(at: 12, as: UInt64.self) : UInt64(bytes.integer(at: 8, as: UInt32.self))
        input.drop(count)
        return (crc, size)
    }

    /// Takes the descriptor of a member without content; false where another follows, or none.
    private func takeEmptyDescriptor(isZip64: Bool) throws(AssayError) -> Bool {
        let count = isZip64 ? 24 : 16
        let bytes = unsafe try input.peek(count).prefix(count)
        guard unsafe bytes.starts(with: Self.descriptorSignature), unsafe bytes.dropFirst(4).allSatisfy({ $0 == 0 })
        else { return false }
        input.drop(count)
        return true
    }

    private static let descriptorSignature = Array("PK\u{7}\u{8}".utf8)

    static var truncated: AssayError {
        AssayError(.truncatedInput, "the zip archive ends too early; fetch the file again")
    }

    private static func damaged(_ cause: String) -> AssayError {
        AssayError(.corruptInput, "the member is damaged; fetch the archive again", cause: cause)
    }

    private static var unknownSize: AssayError {
        AssayError(
            .unsupportedFormat,
            "has no size in its header, and the archive's directory cannot be reached; decompress or repair the archive"
        )
    }
}
