public import Diagnostics

extension ParquetFile {
    /// A reader of some columns of a row group, row by row.
    ///
    /// Nothing but these columns is read. Memory: for each column its dictionary, one page compressed and decompressed,
    /// and what is copied of a row that reaches over pages (see ``ParquetLimits``).
    ///
    /// - Parameters:
    ///   - group: An index into ``rowGroups``.
    ///   - indexes: Indexes into ``columns``.
    /// - Throws: `column-not-text` where a column holds no byte strings, `encrypted-input`, `unsupported-format` where it
    ///   lies in another file, `unsupported-compression`, `expansion-too-large`.
    public func rows(ofGroup group: Int, columns indexes: [Int]) throws(AssayError) -> ParquetRows {
        for index in indexes { try check(rowGroups[group].chunks[index], columns[index]) }
        return try ParquetRows(self, rowGroups[group], indexes.map { columns[$0] })
    }

    private func check(_ chunk: ParquetRowGroup.ColumnChunk, _ column: ParquetColumn) throws(AssayError) {
        let failure: AssayError
        if !column.isReadable {
            failure = AssayError(
                .columnNotText, "has numbers in the column that was asked for; name one that holds text")
        } else if chunk.isEncrypted {
            failure = AssayError(
                .encryptedInput, "has an encrypted column; decrypt it with the library that wrote it")
        } else if chunk.isElsewhere {
            failure = AssayError(
                .unsupportedFormat, "keeps a column in another file, which is not read; write it as one file")
        } else if !chunk.codec.isSupported {
            failure = AssayError(
                .unsupportedCompression,
                "has a column compressed with \(chunk.codec), which is not read; write it with ZSTD or SNAPPY")
        } else if chunk.valueCount > limits.columnValues {
            failure = AssayError(
                .expansionTooLarge,
                "has a column of \(chunk.valueCount) values in one row group, more than the limit of "
                    + "\(limits.columnValues); write smaller row groups")
        } else {
            return
        }
        throw failure.located(path: path, byte: chunk.offset, column: column)
    }
}
