#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The lengths of all byte strings, then the byte strings.
///
/// The lengths are passed over once to find where the byte strings begin, so that they need no memory.
@safe
final class DeltaLengthDecoder: ValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var lengths: DeltaDecoder
    private let scratch: UnsafeMutableBufferPointer<Int32>
    private var position: Int

    convenience init(_ page: DataPage) throws(AssayError) {
        try unsafe self.init(page.values, maximumCount: page.valueCount)
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumCount: Int) throws(AssayError) {
        lengths = try unsafe DeltaDecoder(bytes, maximumCount: maximumCount)
        var end = lengths
        try end.skipAll()
        position = end.position
        unsafe self.bytes = bytes
        unsafe scratch = .allocate(capacity: ColumnCursor.batchLength)
    }

    deinit { unsafe scratch.deallocate() }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        guard let length = unsafe scratch.baseAddress, let base = unsafe bytes.baseAddress else { return 0 }
        let count = try unsafe lengths.decode(min(count, scratch.count), into: length)
        guard count > 0 else { throw endOfValues() }
        for index in 0..<count {
            let size = unsafe Int(length[index])
            guard unsafe size >= 0 && size <= bytes.count - position else {
                throw .damaged("a value reaches beyond its page")
            }
            unsafe views[index] = ValueView(start: base + position, count: size)
            position += size
        }
        return count
    }
}

/// Byte strings that each begin with a part of the one before: the lengths of these parts, then what follows them.
@safe
final class DeltaByteArrayDecoder: ValueDecoder {
    private var prefixes: DeltaDecoder
    private let suffixes: DeltaLengthDecoder
    private let fixedLength: Int?

    /// Parts that were decoded, from the cursor on not yet put together.
    private let prefixLengths: UnsafeMutableBufferPointer<Int32>
    private let suffixViews: UnsafeMutableBufferPointer<ValueView>
    private var cursor = 0
    private var filled = 0

    /// The values of this batch, one behind the other, and memory for the next one.
    private var text = ByteBuffer()
    private var spare = ByteBuffer()
    private var previous: ValueView?

    /// How many parts are decoded at once.
    private static let step = 256

    /// The bytes after which a batch ends, so that long common parts cannot fill the memory.
    private static let batchBytes = 1 << 20

    init(_ page: DataPage, length: Int?) throws(AssayError) {
        fixedLength = length
        prefixes = try unsafe DeltaDecoder(page.values, maximumCount: page.valueCount)
        var end = prefixes
        try end.skipAll()
        suffixes = try unsafe DeltaLengthDecoder(
            page.values.slice(end.position..<page.values.count), maximumCount: page.valueCount)
        unsafe prefixLengths = .allocate(capacity: Self.step)
        unsafe suffixViews = .allocate(capacity: Self.step)
    }

    deinit {
        unsafe prefixLengths.deallocate()
        unsafe suffixViews.deallocate()
    }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        try fill()
        spare.reserve(max(Self.batchBytes, try nextLength()))
        guard let base = unsafe spare.bytes.baseAddress else { return 0 }
        var used = 0
        var done = 0
        while done < count {
            if cursor == filled {
                if prefixes.left == 0 { break }
                try fill()
            }
            let length = try nextLength()
            if unsafe length > spare.bytes.count - used { break }
            let prefix = unsafe Int(prefixLengths[cursor])
            let suffix = unsafe suffixViews[cursor]
            if prefix > 0, let start = unsafe previous?.start { unsafe memcpy(base + used, start, prefix) }
            unsafe memcpy(base + used + prefix, suffix.start, suffix.count)
            unsafe views[done] = ValueView(start: base + used, count: length)
            unsafe previous = views[done]
            used += length
            done += 1
            cursor += 1
        }
        swap(&text, &spare)
        return done
    }

    /// The length of the value at the cursor.
    private func nextLength() throws(AssayError) -> Int {
        let prefix = unsafe Int(prefixLengths[cursor])
        guard unsafe prefix >= 0 && prefix <= previous?.count ?? 0 else {
            throw .damaged("a value begins with more bytes of the one before than that has")
        }
        let length = unsafe prefix + suffixViews[cursor].count
        guard length == fixedLength ?? length else {
            throw .damaged("a value of a column of fixed length has another length")
        }
        return length
    }

    /// Decodes the next parts where none are left.
    private func fill() throws(AssayError) {
        guard cursor == filled, let prefix = unsafe prefixLengths.baseAddress,
            let suffix = unsafe suffixViews.baseAddress
        else { return }
        (cursor, filled) = (0, 0)
        let count = try unsafe prefixes.decode(Self.step, into: prefix)
        guard count > 0 else { throw endOfValues() }
        var suffixCount = 0
        while suffixCount < count {
            suffixCount += try unsafe suffixes.decode(count - suffixCount, into: suffix + suffixCount)
        }
        filled = count
    }
}

/// Byte strings of one length, all their first bytes, then all their second bytes, and so on.
@safe
final class ByteStreamSplitDecoder: ValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let length: Int
    private let stride: Int
    private let text = ByteBuffer()
    private var position = 0

    init(_ page: DataPage, length: Int) throws(AssayError) {
        unsafe bytes = page.values
        self.length = length
        stride = unsafe page.values.count / length
        guard unsafe stride * length == page.values.count else {
            throw .damaged("a page's split values are not whole")
        }
    }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        // A batch of long values may be ended early.
        let count = min(count, stride - position, max(1, (1 << 20) / length))
        guard count > 0 else { throw endOfValues() }
        text.reserve(count * length)
        guard let base = unsafe text.bytes.baseAddress else { return 0 }
        for index in 0..<count {
            for byte in 0..<length {
                unsafe base[index * length + byte] = bytes[byte * stride + position + index]
            }
            unsafe views[index] = ValueView(start: base + index * length, count: length)
        }
        position += count
        return count
    }
}
