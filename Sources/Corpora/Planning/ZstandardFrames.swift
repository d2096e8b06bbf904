public import Diagnostics

/// The frames of a zstd file whose headers say how much they hold (RFC 8878, 3.1.1).
///
/// Only headers are read: of each frame, and of each of its blocks.
struct ZstandardFrames: ~Copyable {
    /// A frame, or skippable frames.
    struct Frame {
        /// The stored bytes.
        var stored: UInt64
        /// The bytes of its content.
        var content: UInt64
    }

    private var source: FileBytes
    private let end: UInt64

    /// Begins at a frame, and ends where a frame or the file does.
    init(_ file: CorpusFile, range: Range<UInt64>) throws(AssayError) {
        source = try FileBytes(file, range: range)
        end = UInt64(range.count)
    }

    /// Whether all is read.
    var isAtEnd: Bool { source.bytesRead == end }

    /// The next frame.
    ///
    /// - Returns: Nil where it does not say how much it holds, or is longer than `limit` stored bytes, or is none: such a
    ///   file is read as a whole, and what is wrong with it shows then.
    mutating func next(limit: UInt64) throws(AssayError) -> Frame? {
        let start = source.bytesRead
        guard let magic = try number(4) else { return nil }
        if magic & 0xFFFF_FFF0 == 0x184D_2A50 {
            guard let length = try number(4), source.skip(length) == length else { return nil }
            return Frame(stored: source.bytesRead - start, content: 0)
        }
        guard magic == 0xFD2F_B528, let descriptor = try number(1), descriptor & 8 == 0 else { return nil }
        let isSingleSegment = descriptor & 32 != 0
        let sizeLength = [isSingleSegment ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
        let before = (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][Int(descriptor & 3)]
        guard sizeLength > 0, source.skip(UInt64(before)) == before, let size = try number(sizeLength) else {
            return nil
        }
        while true {
            guard let header = try number(3), source.bytesRead - start <= limit else { return nil }
            // A block of one repeated byte holds that byte.
            let kind = header >> 1 & 3
            let length = kind == 1 ? 1 : header >> 3
            guard kind < 3, source.skip(length) == length else { return nil }
            if header & 1 == 1 { break }
        }
        if descriptor & 4 != 0, source.skip(4) != 4 { return nil }
        return Frame(stored: source.bytesRead - start, content: sizeLength == 2 ? size + 256 : size)
    }

    /// A little-endian number of some bytes; nil where they are not there.
    private mutating func number(_ length: Int) throws(AssayError) -> UInt64? {
        var bytes = [UInt8](repeating: 0, count: length)
        var count = 0
        while count < length {
            let read = try unsafe bytes.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                try unsafe source.read(into: .init(rebasing: buffer[count...]))
            }
            if read == 0 { return nil }
            count += read
        }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension CorpusReader {
    /// The units of a file or of a slice of it.
    ///
    /// They are as ``FileDescription/units(size:within:)`` has them, and by frames where the file is JSON Lines in several zstd
    /// frames of known sizes.
    ///
    /// - Parameters:
    ///   - description: What is known of the file.
    ///   - size: The size of a unit in bytes, positive.
    ///   - slice: Units that an earlier call gave are cut further.
    public func units(
        of description: FileDescription, size: Int, within slice: FileSlice? = nil
    ) throws(AssayError) -> [WorkUnit] {
        if let stored = slice?.frames ?? slice?.range, stored.upperBound > description.file.size {
            throw changed(description)
        }
        guard description.canBeCutByFrames else {
            guard slice?.range == nil || description.canBeCut, slice?.frames == nil else { throw changed(description) }
            return description.units(size: size, within: slice?.range)
        }
        guard slice?.range == nil || slice?.frames != nil else { throw changed(description) }
        let whole = WorkUnit(description: description, range: slice?.range, frames: slice?.frames)
        let stored = slice?.frames ?? 0..<description.file.size
        guard stored.count > size else { return [whole] }
        var frames = try ZstandardFrames(description.file, range: stored)
        var units: [WorkUnit] = []
        var decoded = slice?.range?.lowerBound ?? 0
        var first = (stored: stored.lowerBound, decoded: decoded)
        var offset = stored.lowerBound
        while !frames.isAtEnd {
            // A frame that is much larger than a unit is most likely the only one, and looking for its end takes long.
            guard let frame = try frames.next(limit: UInt64(size) * 8) else { return [whole] }
            offset += frame.stored
            decoded += frame.content
            if (offset - first.stored >= size && decoded > first.decoded) || frames.isAtEnd {
                if decoded == first.decoded { return [whole] }
                units.append(
                    WorkUnit(
                        description: description, range: first.decoded..<decoded, frames: first.stored..<offset))
                first = (offset, decoded)
            }
        }
        return units.count > 1 ? units : [whole]
    }

    private func changed(_ description: FileDescription) -> AssayError {
        AssayError(
            .fileChanged, "can no longer be read in parts, as was planned; plan again",
            at: .init(path: description.file.path))
    }
}
