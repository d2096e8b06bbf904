/// A check of whether bytes are the beginning of JSON objects or arrays that run over several lines.
///
/// Used to tell JSON that is not JSON Lines from prose that begins with a bracket. The values may be cut off
/// anywhere. Strings and numbers are not checked in full.
struct JSONPrefix {
    private enum Expectation { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, root }

    private static let maximumDepth = 1024

    private var expectation = Expectation.root
    /// Whether each open container is an object.
    private var isObject: [Bool] = []
    private var index = 0

    /// What the bytes turned out to be.
    enum Verdict {
        /// All bytes fit, and at least one container was opened.
        case matches
        /// They fit until more containers were open than a parser allows.
        case tooDeep
        case other
    }

    static func verdict(_ bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
        var prefix = JSONPrefix()
        if unsafe prefix.run(bytes) { return .matches }
        return prefix.isObject.count > maximumDepth ? .tooDeep : .other
    }

    private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var opened = false
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            switch (byte, expectation) {
            case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): continue
            case (UInt8(ascii: "{"), .value), (UInt8(ascii: "{"), .valueOrEnd), (UInt8(ascii: "{"), .root):
                isObject.append(true)
                expectation = .keyOrEnd
                opened = true
            case (UInt8(ascii: "["), .value), (UInt8(ascii: "["), .valueOrEnd), (UInt8(ascii: "["), .root):
                isObject.append(false)
                expectation = .valueOrEnd
                opened = true
            case (UInt8(ascii: "}"), .keyOrEnd), (UInt8(ascii: "}"), .commaOrEnd),
                (UInt8(ascii: "]"), .valueOrEnd), (UInt8(ascii: "]"), .commaOrEnd):
                guard isObject.popLast() == (byte == UInt8(ascii: "}")) else { return false }
                expectation = isObject.isEmpty ? .root : .commaOrEnd
            case (UInt8(ascii: ","), .commaOrEnd): expectation = isObject.last == true ? .key : .value
            case (UInt8(ascii: ":"), .colon): expectation = .value
            case (UInt8(ascii: "\""), .key), (UInt8(ascii: "\""), .keyOrEnd):
                unsafe skipString(bytes)
                expectation = .colon
            case (UInt8(ascii: "\""), .value), (UInt8(ascii: "\""), .valueOrEnd):
                unsafe skipString(bytes)
                expectation = .commaOrEnd
            case (_, .value), (_, .valueOrEnd):
                guard unsafe skipScalar(bytes) else { return false }
                expectation = .commaOrEnd
            default: return false
            }
            if isObject.count > Self.maximumDepth { return false }
        }
        return opened
    }

    private mutating func skipString(_ bytes: UnsafeBufferPointer<UInt8>) {
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\") { index += 1 }
        }
    }

    /// A number or one of the three words, of which the first byte was read.
    private mutating func skipScalar(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        index -= 1
        let rest = unsafe bytes[index...]
        for word in ["true", "false", "null"] where unsafe rest.first == word.utf8.first {
            let length = unsafe min(word.utf8.count, rest.count)
            index += length
            return unsafe rest.prefix(length).elementsEqual(word.utf8.prefix(length))
        }
        let number = unsafe rest.prefix { Self.numberBytes.contains($0) }
        index += unsafe number.count
        return unsafe number.first.map { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } ?? false
    }

    private static let numberBytes = Set("+-.0123456789eE".utf8)
}
