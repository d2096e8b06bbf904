/// How token ids are stored: one integer behind the other.
public struct TokenIdLayout: Sendable, Hashable {
    /// What holds them.
    public enum Container: String, Sendable, Hashable {
        /// Nothing but the ids.
        case raw
        /// An array of numpy.save.
        case numPy = "NumPy"
    }

    /// What holds them.
    public let container: Container

    /// The bytes of an id: 1, 2, 4 or 8.
    public let width: Int

    /// Whether a negative id can be written, which no token is.
    public let isSigned: Bool

    /// Whether the most significant byte comes first.
    public let isBigEndian: Bool

    /// How many ids the header says there are; nil without a header.
    public let count: UInt64?

    /// The ids of a row of a two-dimensional array, each a document; nil where there are no rows.
    public let rowLength: UInt64?

    /// Ids without a header, little-endian.
    static func raw(width: Int) -> Self {
        Self(container: .raw, width: width, isSigned: false, isBigEndian: false, count: nil, rowLength: nil)
    }

    /// The type as NumPy writes it: "<u2" for example.
    public var typeName: String {
        (width == 1 ? "|" : isBigEndian ? ">" : "<") + (isSigned ? "i" : "u") + String(width)
    }
}

extension TokenIdLayout {
    /// What stands for an id that no vocabulary has.
    static let invalid = UInt32.max

    /// Reads whole ids; those that do not fit 32 bits, or are negative, become ``invalid``.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
        ids.removeAll(keepingCapacity: true)
        switch (width, isSigned) {
        case (1, false): unsafe decode(bytes, as: UInt8.self, into: &ids)
        case (1, true): unsafe decode(bytes, as: Int8.self, into: &ids)
        case (2, false): unsafe decode(bytes, as: UInt16.self, into: &ids)
        case (2, true): unsafe decode(bytes, as: Int16.self, into: &ids)
        case (4, false): unsafe decode(bytes, as: UInt32.self, into: &ids)
        case (4, true): unsafe decode(bytes, as: Int32.self, into: &ids)
        case (_, false): unsafe decode(bytes, as: UInt64.self, into: &ids)
        case (_, true): unsafe decode(bytes, as: Int64.self, into: &ids)
        }
    }

    private func decode<ID: FixedWidthInteger>(
        _ bytes: UnsafeBufferPointer<UInt8>, as type: ID.Type, into ids: inout [UInt32]
    ) {
        let raw = UnsafeRawBufferPointer(bytes)
        let size = MemoryLayout<ID>.size
        ids.reserveCapacity(raw.count / size)
        for index in 0..<(raw.count / size) {
            let stored = unsafe raw.loadUnaligned(fromByteOffset: index * size, as: type)
            let value = isBigEndian ? ID(bigEndian: stored) : ID(littleEndian: stored)
            ids.append(UInt32(exactly: value) ?? Self.invalid)
        }
    }
}
