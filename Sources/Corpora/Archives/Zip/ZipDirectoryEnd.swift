internal import Diagnostics

/// Where the directory of a zip archive lies, as the archive's last bytes tell.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
struct ZipDirectoryEnd {
    let directory: Range<UInt64>
    /// How many members the directory names.
    let entries: UInt64

    private static let size = 22
    private static let zip64Size = 56
    private static let locatorSize = 20

    /// Searches the end of a file; nil where there is no end of a directory, as in an archive that was cut off.
    ///
    /// - Throws: Where the archive is one of several parts, or the file cannot be read.
    init?(_ file: CorpusFile, stream: DecodedStream) throws(AssayError) {
        let tail = try Self.bytes(file, stream, file.size - min(file.size, UInt64(Self.size + 65_535))..<file.size)
        let found = unsafe try tail.withUnsafeBufferPointer { tail throws(AssayError) in
            try unsafe Self.search(tail, file, stream)
        }
        guard let (directory, entries) = found else { return nil }
        self.directory = directory
        self.entries = entries
    }

    private static func search(
        _ tail: UnsafeBufferPointer<UInt8>, _ file: CorpusFile, _ stream: DecodedStream
    ) throws(AssayError) -> (directory: Range<UInt64>, entries: UInt64)? {
        var index = tail.count - size
        // The last signature whose comment reaches to the file's end; a comment may hold signatures, too.
        while index >= 0 {
            if unsafe tail.integer(at: index, as: UInt32.self) == 0x0605_4B50,
                unsafe index + size + Int(tail.integer(at: index + 20, as: UInt16.self)) == tail.count
            {
                break
            }
            index -= 1
        }
        guard index >= 0 else { return nil }
        let offset = file.size - UInt64(tail.count - index)
        var entries = unsafe UInt64(tail.integer(at: index + 10, as: UInt16.self))
        var length = unsafe UInt64(tail.integer(at: index + 12, as: UInt32.self))
        var start = unsafe UInt64(tail.integer(at: index + 16, as: UInt32.self))
        var disks = unsafe [
            UInt32(tail.integer(at: index + 4, as: UInt16.self)), UInt32(tail.integer(at: index + 6, as: UInt16.self)),
        ]
        var limit = offset
        if offset >= UInt64(locatorSize) {
            let locator = try bytes(file, stream, (offset - UInt64(locatorSize))..<offset)
            let position = locator.integer(at: 8, as: UInt64.self)
            if locator.integer(at: 0, as: UInt32.self) == 0x0706_4B50, position <= offset - UInt64(locatorSize) {
                let record = try bytes(file, stream, position..<min(offset, position + UInt64(zip64Size)))
                guard record.count == zip64Size, record.integer(at: 0, as: UInt32.self) == 0x0606_4B50 else {
                    return nil
                }
                disks = [record.integer(at: 16, as: UInt32.self), record.integer(at: 20, as: UInt32.self)]
                entries = record.integer(at: 32, as: UInt64.self)
                length = record.integer(at: 40, as: UInt64.self)
                start = record.integer(at: 48, as: UInt64.self)
                limit = position
            }
        }
        guard disks.allSatisfy({ $0 == 0 }) else {
            throw AssayError(
                .unsupportedFormat, "is one part of a zip archive that was split; join the parts with zip -s 0",
                at: .init(path: file.path))
        }
        guard start <= limit && length <= limit - start else { return nil }
        return (start..<(start + length), entries)
    }

    /// The stored bytes of a range.
    private static func bytes(
        _ file: CorpusFile, _ stream: DecodedStream, _ range: Range<UInt64>
    ) throws(AssayError) -> [UInt8] {
        try stream.open(file, range: range)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: range.count)
        while true {
            let count = unsafe try chunk.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                try unsafe stream.read(into: buffer)
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}

extension [UInt8] {
    /// The little-endian integer at an index; all of its bytes must be there.
    fileprivate func integer<Value: FixedWidthInteger & UnsignedInteger>(at index: Int, as type: Value.Type) -> Value {
        unsafe withUnsafeBufferPointer { unsafe $0.integer(at: index, as: type) }
    }
}
