internal import Diagnostics

/// What a header of a zip archive says about a member.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.4 and 4.5.3.
struct ZipEntry {
    var name: [UInt8]
    var method: UInt16
    var flags: UInt16
    /// The CRC-32 of the content.
    var crc: UInt32
    /// The sizes in bytes as stored and as content; nil where they follow the data.
    var sizes: (stored: UInt64, content: UInt64)?
    /// Whether the sizes behind the data have 64 bits.
    var isZip64 = false
    /// Where the local header lies; 0 in a local header.
    var headerOffset: UInt64 = 0
    var isLink = false

    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let localHeaderSize = 30
    static let centralHeaderSize = 46

    /// The most bytes that a header takes with its name, extra fields and comment.
    static let maximumHeaderSize = centralHeaderSize + 3 * 65_535

    /// Reads a local header; nil where it is not all there.
    init?(local header: UnsafeBufferPointer<UInt8>, headerSize: inout Int) {
        guard header.count >= Self.localHeaderSize else { return nil }
        let nameCount = unsafe Int(header.integer(at: 26, as: UInt16.self))
        let extraCount = unsafe Int(header.integer(at: 28, as: UInt16.self))
        headerSize = Self.localHeaderSize + nameCount + extraCount
        guard header.count >= headerSize else { return nil }
        unsafe self.init(
            fields: UnsafeBufferPointer(rebasing: header[4..<26]), name: header[30..<(30 + nameCount)],
            extra: UnsafeBufferPointer(rebasing: header[(30 + nameCount)..<headerSize]))
        // The sizes and the checksum follow the data.
        if flags & 1 << 3 != 0 { sizes = nil }
    }

    /// Reads a header of the central directory; nil where it is not all there.
    init?(central header: UnsafeBufferPointer<UInt8>, headerSize: inout Int) {
        guard header.count >= Self.centralHeaderSize else { return nil }
        let nameCount = unsafe Int(header.integer(at: 28, as: UInt16.self))
        let extraCount = unsafe Int(header.integer(at: 30, as: UInt16.self))
        let commentCount = unsafe Int(header.integer(at: 32, as: UInt16.self))
        headerSize = Self.centralHeaderSize + nameCount + extraCount + commentCount
        guard header.count >= headerSize else { return nil }
        unsafe self.init(
            fields: UnsafeBufferPointer(rebasing: header[6..<28]), name: header[46..<(46 + nameCount)],
            extra: UnsafeBufferPointer(rebasing: header[(46 + nameCount)..<(46 + nameCount + extraCount)]),
            headerOffset: header.integer(at: 42, as: UInt32.self))
        // Made on Unix, where the file's mode is in the upper half of the external attributes.
        isLink = unsafe header[5] == 3 && header.integer(at: 40, as: UInt16.self) & 0xF000 == 0xA000
    }

    /// - Parameter fields: The 22 bytes from the version needed to the content's size, alike in both headers.
    private init(
        fields: UnsafeBufferPointer<UInt8>, name: Slice<UnsafeBufferPointer<UInt8>>,
        extra: UnsafeBufferPointer<UInt8>, headerOffset: UInt32 = 0
    ) {
        unsafe self.name = Array(name)
        flags = unsafe fields.integer(at: 2, as: UInt16.self)
        method = unsafe fields.integer(at: 4, as: UInt16.self)
        crc = unsafe fields.integer(at: 10, as: UInt32.self)
        var stored = unsafe UInt64(fields.integer(at: 14, as: UInt32.self))
        var content = unsafe UInt64(fields.integer(at: 18, as: UInt32.self))
        var offset = UInt64(headerOffset)
        // What does not fit into 32 bits stands in the extra field 1, in this order.
        var index = 0
        while index + 4 <= extra.count {
            let id = unsafe extra.integer(at: index, as: UInt16.self)
            let end = unsafe index + 4 + Int(extra.integer(at: index + 2, as: UInt16.self))
            guard end <= extra.count else { break }
            if id == 1 {
                isZip64 = true
                var field = index + 4
                func next(_ value: inout UInt64) {
                    guard value == 0xFFFF_FFFF && field + 8 <= end else { return }
                    value = unsafe extra.integer(at: field, as: UInt64.self)
                    field += 8
                }
                next(&content)
                next(&stored)
                next(&offset)
            }
            index = end
        }
        sizes = (stored, content)
        self.headerOffset = offset
    }
}

extension ZipEntry {
    var isDirectory: Bool { name.last == UInt8(ascii: "/") }

    /// How the content is compressed; nil where it is not.
    ///
    /// - Throws: Where it is encrypted, or compressed by a method that is not read.
    func compression() throws(AssayError) -> Compression? {
        guard flags & (1 << 0 | 1 << 6 | 1 << 13) == 0 else {
            throw AssayError(.unsupportedFormat, "is encrypted; unpack the archive with its password")
        }
        switch method {
        case 0: return nil
        case 8: return .deflate
        case 12: return .bzip2
        case 93: return .zstandard
        case 95: return .xz
        default:
            let name = Self.methodNames[method] ?? "number \(method)"
            throw AssayError(
                .unsupportedCompression,
                "is compressed by the zip method \(name), which is not read; pack it again with deflate or zstd")
        }
    }

    private static let methodNames: [UInt16: String] = [
        1: "Shrink", 2: "Reduce", 3: "Reduce", 4: "Reduce", 5: "Reduce", 6: "Implode", 9: "Deflate64", 14: "LZMA",
        97: "WavPack", 98: "PPMd", 99: "AES encryption",
    ]
}

extension UnsafeBufferPointer<UInt8> {
    /// The little-endian integer at an index; all of its bytes must be there.
    func integer<Value: FixedWidthInteger & UnsignedInteger>(at index: Int, as type: Value.Type) -> Value {
        precondition(index >= 0 && index + MemoryLayout<Value>.size <= count, "all bytes of the integer are there")
        var value: Value = 0
        for position in (index..<(index + MemoryLayout<Value>.size)).reversed() {
            value = unsafe value << 8 | Value(self[position])
        }
        return value
    }
}
