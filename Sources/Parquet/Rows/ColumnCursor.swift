internal import Diagnostics

/// The rows of one column in one row group, in order.
@safe
final class ColumnCursor {
    let column: ParquetColumn

    /// How many levels and values are decoded at once.
    static let batchLength = 2048

    private let pages: PageReader
    private let limits: ParquetLimits
    private let path: String

    /// Values (with nulls) of the column that are in no page yet read, and of the page that are in no batch.
    private var missing: UInt64
    private var missingInPage = 0
    private var repetition: HybridDecoder?
    private var definition: HybridDecoder?
    private var decoder: (any ValueDecoder)?
    private var expandedBytes: UInt64 = 0

    /// The present batch of levels, and the next one in it.
    private let repetitionLevels: UnsafeMutablePointer<UInt8>
    private let definitionLevels: UnsafeMutablePointer<UInt8>
    private var levelCount = 0
    private var level = 0
    /// How many values the batch of levels has that are in no batch of values.
    private var valuesToDecode = 0

    /// The present batch of values, and the next one in it.
    private let values: UnsafeMutablePointer<ValueView>
    private var valueCount = 0
    private var value = 0

    private(set) var row: RowEntries

    init(
        _ file: ParquetFile, _ chunk: ParquetRowGroup.ColumnChunk, _ column: ParquetColumn,
        _ decompressor: BlockDecompressor
    ) {
        self.column = column
        pages = PageReader(file, chunk, column, decompressor)
        limits = file.limits
        path = file.path
        missing = chunk.valueCount
        row = RowEntries(limit: file.limits.rowBytes)
        // Levels that a column does not have stay zero.
        unsafe repetitionLevels = .allocate(capacity: Self.batchLength)
        unsafe repetitionLevels.initialize(repeating: 0, count: Self.batchLength)
        unsafe definitionLevels = .allocate(capacity: Self.batchLength)
        unsafe definitionLevels.initialize(repeating: 0, count: Self.batchLength)
        unsafe values = .allocate(capacity: Self.batchLength)
    }

    deinit {
        unsafe repetitionLevels.deallocate()
        unsafe definitionLevels.deallocate()
        unsafe values.deallocate()
    }

    /// How many bytes were read from the file.
    var bytesRead: UInt64 { pages.bytesRead }

    /// Puts the next row together; false at the end.
    func next() throws(AssayError) -> Bool {
        do throws(AssayError) {
            row.clear()
            guard try levelIsThere() else { return false }
            guard unsafe repetitionLevels[level] == 0 else {
                throw .damaged("a page's first value continues a row that did not begin")
            }
            try append()
            guard column.maximumRepetitionLevel > 0 else { return true }
            while try levelIsThere() {
                if unsafe repetitionLevels[level] == 0 { break }
                try append()
            }
            return true
        } catch {
            throw error.located(path: path, byte: pages.pageOffset, column: column)
        }
    }

    /// Appends the entry whose levels come next.
    private func append() throws(AssayError) {
        let definition = unsafe definitionLevels[level]
        if Int(definition) == column.maximumDefinitionLevel {
            if value == valueCount { try decodeValues() }
            unsafe try row.append(repetitionLevels[level], definition, values[value])
            value += 1
        } else {
            unsafe try row.append(repetitionLevels[level], definition, nil)
        }
        level += 1
    }

    /// Sees to it that a level is there; false at the column's end.
    @inline(__always)
    private func levelIsThere() throws(AssayError) -> Bool {
        if level < levelCount { return true }
        return try decodeLevels()
    }

    private func decodeLevels() throws(AssayError) -> Bool {
        while missingInPage == 0 {
            guard missing > 0 else { return false }
            try beginPage()
        }
        let count = min(missingInPage, Self.batchLength)
        valuesToDecode = count
        if column.maximumRepetitionLevel > 0 {
            try unsafe repetition?.decode(count, into: repetitionLevels)
            guard unsafe maximum(repetitionLevels, count) <= column.maximumRepetitionLevel else {
                throw .damaged("a page has a repetition level beyond its column's")
            }
        }
        if column.maximumDefinitionLevel > 0 {
            try unsafe definition?.decode(count, into: definitionLevels)
            let highest = UInt8(column.maximumDefinitionLevel)
            valuesToDecode = 0
            for index in 0..<count { valuesToDecode += unsafe definitionLevels[index] == highest ? 1 : 0 }
            guard unsafe maximum(definitionLevels, count) <= highest else {
                throw .damaged("a page has a definition level beyond its column's")
            }
        }
        missingInPage -= count
        levelCount = count
        level = 0
        return true
    }

    private func beginPage() throws(AssayError) {
        try row.keepValues()
        let page = try pages.next()
        guard UInt64(page.valueCount) <= missing else {
            throw .damaged("a column's pages have more values than the column claims")
        }
        unsafe repetition = HybridDecoder(
            page.repetitionLevels, width: Self.width(column.maximumRepetitionLevel))
        unsafe definition = HybridDecoder(
            page.definitionLevels, width: Self.width(column.maximumDefinitionLevel))
        decoder = page.valueCount == 0 ? nil : try pages.decoder(page, column)
        missing -= UInt64(page.valueCount)
        missingInPage = page.valueCount
    }

    private func decodeValues() throws(AssayError) {
        try row.keepValues()
        guard let decoder, valuesToDecode > 0 else { throw endOfValues() }
        value = 0
        valueCount = 0
        valueCount = try unsafe decoder.decode(valuesToDecode, into: values)
        valuesToDecode -= valueCount
        for index in 0..<valueCount { expandedBytes += unsafe UInt64(values[index].count) }
        guard expandedBytes <= limits.columnBytes else {
            throw AssayError(
                .expansionTooLarge,
                "has a column of more than \(limits.columnBytes) bytes in one row group; write smaller row groups")
        }
    }

    private func maximum(_ levels: UnsafeMutablePointer<UInt8>, _ count: Int) -> UInt8 {
        var highest: UInt8 = 0
        for index in 0..<count { highest = unsafe max(highest, levels[index]) }
        return highest
    }

    /// The bits that levels up to the given one take.
    private static func width(_ maximum: Int) -> Int { Int.bitWidth - maximum.leadingZeroBitCount }
}
