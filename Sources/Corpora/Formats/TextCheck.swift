/// Whether bytes can be text at all, by their first 64 KiB.
///
/// Binary is what holds more than one NUL in 512 bytes, or more than 5 % control characters: C0 but tab, line feed,
/// vertical tab, form feed, carriage return, backspace and escape, and DEL. Random, encrypted and compressed bytes hold
/// 0.4 % NUL and about 10 % controls. Invalid UTF-8 does not make a file binary: text in another encoding, and text of
/// which up to a third was replaced by random bytes, is read, and its invalid bytes are counted by whoever takes them.
enum TextCheck {
    static let sampleLength = 1 << 16

    static func isBinary(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        let sample = unsafe UnsafeBufferPointer(rebasing: head.prefix(sampleLength))
        var nulls = 0
        var controls = 0
        for index in 0..<sample.count {
            let byte = unsafe sample[index]
            if byte == 0 { nulls += 1 }
            if byte < 0x20 && allowed & (1 << UInt32(byte)) == 0 || byte == 0x7F { controls += 1 }
        }
        return nulls * 512 > sample.count || controls * 20 > sample.count
    }

    private static let allowed: UInt32 = [0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B].reduce(0) { $0 | 1 << $1 }
}
