internal import Diagnostics

/// Byte strings, each behind its length.
@safe
final class PlainDecoder: ValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ page: DataPage) { unsafe bytes = page.values }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        let size = unsafe bytes.count
        guard let base = unsafe bytes.baseAddress else { throw endOfValues() }
        for index in 0..<count {
            let left = size - position - 4
            guard left >= 0, unsafe Int(bytes.littleEndian32(at: position)) <= left else {
                // What comes before the damage is delivered first.
                if index > 0 { return index }
                throw left < 0 ? endOfValues() : .damaged("a value reaches beyond its page")
            }
            let length = unsafe Int(bytes.littleEndian32(at: position))
            unsafe views[index] = ValueView(start: base + position + 4, count: length)
            position += 4 + length
        }
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
