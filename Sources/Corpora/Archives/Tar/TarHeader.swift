/// One 512-byte header of a tar archive.
///
/// Source: POSIX.1-2017, pax (ustar interchange format), and the GNU tar manual for base-256 numbers and long names.
struct TarHeader {
    enum Kind {
        case regular, link, directory, special
        /// Data about the next member: its name, the target of its link, its attributes.
        case longName, longLink, attributes
        /// Attributes of all members that follow.
        case globalAttributes
        /// A file of which only the parts that are not zero are stored.
        case sparse
    }

    static let blockSize = 512

    let kind: Kind
    let name: [UInt8]
    /// The length of the data behind the header, in bytes; padding to a whole block follows it.
    let size: UInt64

    /// Reads a header; nil where its checksum or one of its numbers is wrong.
    ///
    /// - Parameter block: 512 bytes.
    init?(_ block: UnsafeBufferPointer<UInt8>) {
        guard unsafe block.count == Self.blockSize && Self.checksumHolds(block) else { return nil }
        let isUstar = unsafe block[257..<263].elementsEqual("ustar\0".utf8)
        var name = unsafe Self.text(block[0..<100])
        if isUstar {
            let prefix = unsafe Self.text(block[345..<500])
            if !prefix.isEmpty { name = prefix + [UInt8(ascii: "/")] + name }
        }
        self.name = name
        guard let size = unsafe Self.number(block[124..<136]) else { return nil }
        switch unsafe block[156] {
        // Before there were types, a slash at the end told a directory.
        case 0: kind = name.last == UInt8(ascii: "/") ? .directory : .regular
        case UInt8(ascii: "1"), UInt8(ascii: "2"): kind = .link
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): kind = .special
        case UInt8(ascii: "5"): kind = .directory
        case UInt8(ascii: "L"): kind = .longName
        case UInt8(ascii: "K"): kind = .longLink
        case UInt8(ascii: "x"): kind = .attributes
        case UInt8(ascii: "g"): kind = .globalAttributes
        case UInt8(ascii: "S"): kind = .sparse
        // Volume labels, directory dumps and what else a maker adds.
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): kind = .special
        default: kind = .regular
        }
        switch kind {
        // Links, directories and devices have no data, whatever size is given.
        case .link, .directory: self.size = 0
        case .special where unsafe block[156] < UInt8(ascii: "A"): self.size = 0
        default: self.size = size
        }
    }

    /// The size rounded up to whole blocks.
    static func padded(_ size: UInt64) -> UInt64 { (size + UInt64(blockSize) - 1) & ~UInt64(blockSize - 1) }

    /// Whether the stored sum is that of all bytes, those of the sum itself taken as spaces; signed sums of old
    /// programs are accepted.
    private static func checksumHolds(_ block: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let stored = unsafe number(block[148..<156]), unsafe block[0] != 0 || block[345] != 0 else {
            return false
        }
        var unsigned = 0
        var signed = 0
        for index in 0..<blockSize {
            let byte = unsafe (148..<156).contains(index) ? 0x20 : block[index]
            unsigned += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return stored == UInt64(unsigned) || (signed >= 0 && stored == UInt64(signed))
    }

    private static func text(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        unsafe Array(field.prefix { $0 != 0 })
    }

    /// An octal number between spaces and NULs, or a base-256 one; nil where it is neither, negative or beyond 2⁶².
    private static func number(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        let limit = UInt64(1) << 62
        if let first = unsafe field.first, first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            var value: UInt64 = 0
            for index in unsafe field.indices.dropFirst() {
                guard value < limit >> 8 else { return nil }
                value = unsafe value << 8 | UInt64(field[index])
            }
            return value
        }
        var value: UInt64 = 0
        for index in unsafe field.indices.drop(while: { unsafe field[$0] == 0x20 }) {
            let byte = unsafe field[index]
            if byte == 0 || byte == 0x20 { break }
            guard (0x30...0x37).contains(byte) else { return nil }
            value = value << 3 | UInt64(byte - 0x30)
        }
        return value
    }
}
