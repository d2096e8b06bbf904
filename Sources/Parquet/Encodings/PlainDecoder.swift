internal import Diagnostics

/// Byte strings, each behind its length.
@safe
final class PlainDecoder: ValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ page: DataPage) { unsafe bytes = page.values }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        let size = unsafe bytes.count
        var position = position
        for index in 0..<count {
            guard size - position >= 4, let base = unsafe bytes.baseAddress else { throw endOfValues() }
            let length = Int(unsafe bytes.littleEndian32(at: position))
            position += 4
            guard length <= size - position else { throw .damaged("a value reaches beyond its page") }
            unsafe views[index] = ValueView(start: base + position, count: length)
            position += length
        }
        self.position = position
        return count
    }
}

/// Byte strings of one length.
@safe
final class FixedLengthDecoder: ValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let length: Int
    private var position = 0

    init(_ page: DataPage, length: Int) {
        unsafe bytes = page.values
        self.length = length
    }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        for index in 0..<count {
            guard unsafe length <= bytes.count - position, let base = unsafe bytes.baseAddress else {
                throw endOfValues()
            }
            unsafe views[index] = ValueView(start: base + position, count: length)
            position += length
        }
        return count
    }
}
