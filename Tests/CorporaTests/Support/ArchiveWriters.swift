/// Tar archives, byte by byte, as the tests want them.
struct TarWriter {
    private(set) var bytes: [UInt8] = []

    /// A header and the content behind it.
    mutating func add(
        _ name: String, _ content: some Collection<UInt8>, type: Character = "0", prefix: String = "", size: Int? = nil
    ) {
        add(Array(name.utf8), Array(content), type: type, prefix: prefix, size: size)
    }

    mutating func add(_ name: String, _ content: String) { add(name, content.utf8) }

    mutating func add(_ name: [UInt8], _ content: [UInt8], type: Character, prefix: String = "", size: Int? = nil) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, at index: Int) {
            for (position, byte) in bytes.enumerated() { header[index + position] = byte }
        }
        func octal(_ value: Int, digits: Int) -> [UInt8] {
            let text = String(value, radix: 8)
            return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
        }
        put(name.prefix(100), at: 0)
        put(octal(0o644, digits: 7), at: 100)
        put(octal(size ?? content.count, digits: 11), at: 124)
        put(octal(0, digits: 11), at: 136)
        header[156] = type.asciiValue!
        put("ustar\u{0}00".utf8, at: 257)
        put(prefix.utf8, at: 345)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + [0], at: 148)
        bytes += header + content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// An extended header for the member that is added next.
    mutating func addAttributes(_ attributes: [(String, String)], type: Character = "x") {
        var records = ""
        for (key, value) in attributes {
            let rest = " \(key)=\(value)\n".utf8.count
            var length = rest + 1
            while String(length).utf8.count + rest != length { length += 1 }
            records += "\(length) \(key)=\(value)\n"
        }
        add("PaxHeaders/x", records.utf8, type: type)
    }

    /// The archive with its end.
    var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// Zip archives of stored members.
struct ZipWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ content: String) { add(Array(name.utf8), Array(content.utf8)) }

    mutating func add(_ name: [UInt8], _ content: [UInt8], method: UInt16 = 0, flags: UInt16 = 0) {
        let offset = bytes.count
        let fields =
            Self.bytes(UInt16(20)) + Self.bytes(flags) + Self.bytes(method) + Self.bytes(UInt32(0))
            + Self.bytes(Self.crc(content)) + Self.bytes(UInt32(content.count)) + Self.bytes(UInt32(content.count))
            + Self.bytes(UInt16(name.count)) + Self.bytes(UInt16(0))
        bytes += Array("PK\u{3}\u{4}".utf8) + fields + name + content
        directory += Array("PK\u{1}\u{2}".utf8) + Self.bytes(UInt16(20)) + fields + [UInt8](repeating: 0, count: 10)
        directory += Self.bytes(UInt32(offset)) + name
        count += 1
    }

    /// Names the last member again and again.
    ///
    /// - Parameter size: The bytes of its header in the directory.
    mutating func repeatLast(of size: Int, times: Int) {
        let last = Array(directory[(directory.count - size)...])
        for _ in 0..<times { directory += last }
        count += times
    }

    /// The archive with its directory.
    var finished: [UInt8] {
        bytes + directory + Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0] + Self.bytes(UInt16(count))
            + Self.bytes(UInt16(count)) + Self.bytes(UInt32(directory.count)) + Self.bytes(UInt32(bytes.count)) + [
                0, 0,
            ]
    }

    private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<MemoryLayout<Value>.size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32 (ISO 3309), bit by bit.
    private static func crc(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}

/// Web archive records.
enum WebArchive {
    static func record(
        _ type: String, uri: String = "http://example.com/", contentType: String = "text/plain", _ block: String
    ) -> [UInt8] {
        Array(
            ("WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(uri)\r\nContent-Type: \(contentType)\r\n"
                + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n").utf8)
    }
}
