/// How a tiny Parquet file is written.
package struct ParquetWriterOptions {
    /// The values' encoding, as parquet.thrift numbers it.
    package var encoding: Int
    /// The version of data pages.
    package var version: Int
    package var pageEntries: Int
    /// What the headers claim instead of the truth, for hostile files.
    package var claimedPageSize: Int?
    package var claimedDictionaryCount: Int?
    package var claimedRows: Int?
    package var claimedCodec: Int?

    package init(encoding: Int = 0, version: Int = 1, pageEntries: Int = 7) {
        self.encoding = encoding
        self.version = version
        self.pageEntries = pageEntries
    }
}

/// A writer of one-column Parquet files that are not compressed: the naive twin of the reader.
package struct ParquetWriter {
    package var options: ParquetWriterOptions

    package init(_ options: ParquetWriterOptions = ParquetWriterOptions()) { self.options = options }

    /// A value or null, with its levels.
    package struct Entry: Equatable {
        package var repetition: Int
        package var definition: Int
        package var value: [UInt8]?

        package init(repetition: Int = 0, definition: Int = 0, value: [UInt8]? = nil) {
            self.repetition = repetition
            self.definition = definition
            self.value = value
        }
    }

    /// An element of the schema.
    package struct Node {
        var name: String
        var repetition: Int
        var convertedType: Int?
        var childCount: Int

        /// - Parameter repetition: 0 required, 1 optional, 2 repeated.
        package init(name: String, repetition: Int, convertedType: Int? = nil, childCount: Int = 0) {
            self.name = name
            self.repetition = repetition
            self.convertedType = convertedType
            self.childCount = childCount
        }
    }

    /// The bytes of a file with one column below the given nodes, one row group for each list of entries.
    package func file(_ nodes: [Node], _ groups: [[Entry]]) -> [UInt8] {
        let maximumDefinition = nodes.count { $0.repetition != 0 }
        let maximumRepetition = nodes.count { $0.repetition == 2 }
        var bytes = Array("PAR1".utf8)
        var chunks: [(offset: Int, dictionary: Int?, size: Int, entries: [Entry])] = []
        for entries in groups {
            let start = bytes.count
            var dictionary: [[UInt8]] = []
            if options.encoding == 8 || options.encoding == 2 {
                for value in entries.compactMap(\.value) where !dictionary.contains(value) { dictionary.append(value) }
                let page = dictionary.flatMap(Self.plain)
                bytes += header(page.count, kind: 2) { header in
                    header.structure(7) {
                        $0.int32(1, options.claimedDictionaryCount ?? dictionary.count)
                        $0.int32(2, options.encoding == 2 ? 2 : 0)
                    }
                }
                bytes += page
            }
            let data = bytes.count
            var rest = entries[...]
            while !rest.isEmpty {
                let page = Array(rest.prefix(options.pageEntries))
                rest = rest.dropFirst(page.count)
                bytes += self.page(page, dictionary, maximumRepetition, maximumDefinition)
            }
            let isDictionary = data > start
            chunks.append((isDictionary ? data : start, isDictionary ? start : nil, bytes.count - start, entries))
        }
        var footer = ThriftWriter()
        footer.element { footer in
            footer.int32(1, 2)
            let root = Node(name: "schema", repetition: 0, childCount: 1)
            footer.list(2, [root] + nodes) { footer, node in
                footer.element {
                    if node.childCount == 0 { $0.int32(1, 6) }
                    $0.int32(3, node.repetition)
                    $0.string(4, node.name)
                    if node.childCount > 0 { $0.int32(5, node.childCount) }
                    if let type = node.convertedType { $0.int32(6, type) }
                }
            }
            footer.int64(3, chunks.reduce(0) { $0 + $1.entries.count { $0.repetition == 0 } })
            footer.list(4, chunks) { footer, chunk in
                footer.element { group in
                    group.list(1, [chunk]) { list, chunk in
                        list.element { column in
                            column.int64(2, chunk.offset)
                            column.structure(3) {
                                $0.int32(1, 6)
                                $0.list(2, of: 5, [options.encoding]) { $0.zigzag($1) }
                                $0.list(3, of: 8, nodes.map(\.name)) { $0.string($1) }
                                $0.int32(4, options.claimedCodec ?? 0)
                                $0.int64(5, chunk.entries.count)
                                $0.int64(6, chunk.size)
                                $0.int64(7, chunk.size)
                                $0.int64(9, chunk.offset)
                                if let dictionary = chunk.dictionary { $0.int64(11, dictionary) }
                            }
                        }
                    }
                    group.int64(2, chunk.size)
                    group.int64(3, options.claimedRows ?? chunk.entries.count { $0.repetition == 0 })
                }
            }
        }
        bytes += footer.bytes + Self.littleEndian(footer.bytes.count) + Array("PAR1".utf8)
        return bytes
    }

    private func page(
        _ entries: [Entry], _ dictionary: [[UInt8]], _ maximumRepetition: Int, _ maximumDefinition: Int
    ) -> [UInt8] {
        var repetition: [UInt8] = []
        var definition: [UInt8] = []
        if maximumRepetition > 0 {
            repetition = Self.hybrid(entries.map(\.repetition), width: Self.width(maximumRepetition))
        }
        if maximumDefinition > 0 {
            definition = Self.hybrid(entries.map(\.definition), width: Self.width(maximumDefinition))
        }
        let values = entries.compactMap(\.value)
        var body: [UInt8]
        switch options.encoding {
        case 2, 8:
            let width = Self.width(max(1, dictionary.count - 1))
            body = [UInt8(width)] + Self.hybrid(values.map { dictionary.firstIndex(of: $0) ?? 0 }, width: width)
        case 6: body = Self.deltaLength(values)
        case 7:
            var prefixes: [Int] = []
            var suffixes: [[UInt8]] = []
            var previous: [UInt8] = []
            for value in values {
                let common = zip(previous, value).prefix { $0 == $1 }.count
                prefixes.append(common)
                suffixes.append(Array(value[common...]))
                previous = value
            }
            body = Self.delta(prefixes) + Self.deltaLength(suffixes)
        default: body = values.flatMap(Self.plain)
        }
        let levels: [UInt8]
        if options.version == 2 {
            levels = repetition + definition
        } else {
            levels = [repetition, definition].filter { !$0.isEmpty }.flatMap { Self.littleEndian($0.count) + $0 }
        }
        let head = header(levels.count + body.count, kind: options.version == 2 ? 3 : 0) { header in
            if options.version == 2 {
                header.structure(8) {
                    $0.int32(1, entries.count)
                    $0.int32(2, entries.count { $0.value == nil })
                    $0.int32(3, entries.count { $0.repetition == 0 })
                    $0.int32(4, options.encoding)
                    $0.int32(5, definition.count)
                    $0.int32(6, repetition.count)
                    $0.bool(7, false)
                }
            } else {
                header.structure(5) {
                    $0.int32(1, entries.count)
                    $0.int32(2, options.encoding)
                    $0.int32(3, 3)
                    $0.int32(4, 3)
                }
            }
        }
        return head + levels + body
    }

    private func header(_ size: Int, kind: Int, _ body: (inout ThriftWriter) -> Void) -> [UInt8] {
        var header = ThriftWriter()
        header.element {
            $0.int32(1, kind)
            $0.int32(2, options.claimedPageSize ?? size)
            $0.int32(3, size)
            body(&$0)
        }
        return header.bytes
    }

    static func littleEndian(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    static func plain(_ value: [UInt8]) -> [UInt8] { littleEndian(value.count) + value }

    static func width(_ maximum: Int) -> Int { Int.bitWidth - maximum.leadingZeroBitCount }

    /// Runs of eight or more equal values as runs, all else in groups of eight.
    static func hybrid(_ values: [Int], width: Int) -> [UInt8] {
        var writer = ThriftWriter()
        var bytes: [UInt8] = []
        var index = 0
        while index < values.count {
            let run = values[index...].prefix { $0 == values[index] }.count
            if run >= 8 || values.count - index < 8 {
                writer = ThriftWriter()
                writer.varint(UInt64(run) << 1)
                bytes += writer.bytes + littleEndian(values[index]).prefix((width + 7) / 8)
                index += run
            } else {
                bytes += [3] + pack(Array(values[index..<(index + 8)]), width: width)
                index += 8
            }
        }
        return bytes
    }

    /// The lowest bit of the first value first.
    static func pack(_ values: [Int], width: Int) -> [UInt8] {
        var bits: [UInt8] = []
        for value in values { for bit in 0..<width { bits.append(UInt8(value >> bit & 1)) } }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated().reduce(UInt8(0)) { $0 | $1.element << $1.offset }
        }
    }

    /// Blocks of 128 values in four parts.
    static func delta(_ values: [Int]) -> [UInt8] {
        var writer = ThriftWriter()
        writer.varint(128)
        writer.varint(4)
        writer.varint(UInt64(values.count))
        writer.zigzag(values.first ?? 0)
        var bytes = writer.bytes
        let deltas = zip(values.dropFirst(), values).map { $0 - $1 }
        for start in stride(from: 0, to: deltas.count, by: 128) {
            let block = Array(deltas[start..<min(start + 128, deltas.count)])
            let least = block.min() ?? 0
            let rest = block.map { $0 - least } + [Int](repeating: 0, count: 128 - block.count)
            let parts = stride(from: 0, to: 128, by: 32).map { Array(rest[$0..<($0 + 32)]) }
            let widths = parts.map { $0.max() == 0 ? 0 : width($0.max() ?? 0) }
            writer = ThriftWriter()
            writer.zigzag(least)
            bytes += writer.bytes + widths.map { UInt8($0) }
            // Parts behind the last value have a width and no data.
            for (index, part) in parts.enumerated() where 32 * index < block.count {
                bytes += pack(part, width: widths[index])
            }
        }
        return bytes
    }

    static func deltaLength(_ values: [[UInt8]]) -> [UInt8] { delta(values.map(\.count)) + values.joined() }
}
