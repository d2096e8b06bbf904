/// What extended headers say about the next member, instead of its own header.
struct TarAttributes {
    var name: [UInt8]?
    private(set) var size: UInt64?
    private(set) var isSparse = false

    /// Adds the records of a pax header, each `length key=value` and a line feed; false where they are malformed.
    ///
    /// Source: POSIX.1-2017, pax, extended header.
    mutating func add(_ records: [UInt8]) -> Bool {
        var start = 0
        while start < records.count {
            // Some writers pad with NULs.
            if records[start...].allSatisfy({ $0 == 0 }) { return true }
            guard let space = records[start...].prefix(20).firstIndex(of: 0x20),
                let length = Self.decimal(records[start..<space]), length > 0,
                length <= UInt64(records.count - start)
            else { return false }
            let end = start + Int(length)
            guard end - 1 > space, records[end - 1] == 0x0A,
                let equals = records[space..<(end - 1)].firstIndex(of: UInt8(ascii: "="))
            else { return false }
            let key = String(decoding: records[(space + 1)..<equals], as: UTF8.self)
            let value = records[(equals + 1)..<(end - 1)]
            switch key {
            case "path": name = Array(value)
            case "size":
                guard let number = Self.decimal(value) else { return false }
                size = number
            case _ where key.hasPrefix("GNU.sparse."): isSparse = true
            default: break
            }
            start = end
        }
        return true
    }

    /// A number of at most 18 digits.
    private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard !digits.isEmpty && digits.count <= 18 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + UInt64(digit - 0x30)
        }
        return value
    }
}
