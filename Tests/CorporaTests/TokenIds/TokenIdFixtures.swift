import Testing

@testable import Corpora

/// Writes ids as NumPy does, and as trainers do without a header.
enum TokenIdFixtures {
    /// A type of numpy: its name, the bytes of a number, and whether the most significant comes first.
    struct NumberType: Sendable, CustomTestStringConvertible {
        var name: String
        var width: Int
        var isBigEndian = false

        var testDescription: String { name }

        static let all: [Self] = [
            .init(name: "|u1", width: 1), .init(name: "|i1", width: 1), .init(name: "<u2", width: 2),
            .init(name: ">u2", width: 2, isBigEndian: true), .init(name: "<i2", width: 2),
            .init(name: "<u4", width: 4), .init(name: ">u4", width: 4, isBigEndian: true),
            .init(name: "<i4", width: 4), .init(name: ">i4", width: 4, isBigEndian: true),
            .init(name: "<i8", width: 8), .init(name: "<u8", width: 8),
            .init(name: ">i8", width: 8, isBigEndian: true),
        ]

        /// The numbers as they are stored.
        func bytes(_ values: some Sequence<Int>) -> [UInt8] {
            values.flatMap { value in
                let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
                return isBigEndian ? bytes.reversed() : bytes
            }
        }
    }

    static let u16 = NumberType(name: "<u2", width: 2)

    /// A file as numpy.save writes it.
    static func npy(
        _ type: String, _ shape: String, _ data: [UInt8], version: UInt8 = 1, fortran: Bool = false
    ) -> [UInt8] {
        let start = version == 1 ? 10 : 12
        let dictionary = "{'descr': \(type), 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }"
        let length = (start + dictionary.utf8.count + 1 + 63) / 64 * 64 - start
        let header = dictionary + String(repeating: " ", count: length - 1 - dictionary.utf8.count) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
            + (version == 1 ? [] : [0, 0]) + Array(header.utf8) + data
    }

    static func npy(_ type: NumberType, _ ids: [Int], rows: Int? = nil, version: UInt8 = 1) -> [UInt8] {
        npy(
            "'\(type.name)'", rows.map { "(\($0), \(ids.count / $0))" } ?? "(\(ids.count),)", type.bytes(ids),
            version: version)
    }

    /// Cuts ids into documents in the plainest way: the twin of the walk.
    static func documents(
        _ ids: [Int], _ options: TokenIdOptions, rowLength: Int? = nil
    ) -> [[UInt8]] {
        var documents: [[Int]] = []
        for row in stride(from: 0, to: ids.count, by: rowLength ?? max(ids.count, 1)) {
            let row = ids[row..<min(ids.count, row + (rowLength ?? ids.count))]
            let parts =
                options.endOfDocument.map { end in
                    var parts: [[Int]] = [[]]
                    for id in row {
                        parts[parts.count - 1].append(id)
                        if id == end { parts.append([]) }
                    }
                    return parts.filter { !$0.isEmpty }
                } ?? [Array(row)]
            for part in parts {
                for start in stride(from: 0, to: part.count, by: TokenIdOptions.grid) {
                    documents.append(Array(part[start..<min(part.count, start + TokenIdOptions.grid)]))
                }
            }
        }
        return documents.map { document in
            document.filter { (0..<options.vocabularySize).contains($0) }.flatMap { id in
                (0..<options.bytesPerID).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) }
            }
        }
    }
}
