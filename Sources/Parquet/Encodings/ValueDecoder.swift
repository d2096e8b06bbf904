internal import Diagnostics

/// The bytes of one value, in memory that something else owns.
@unsafe
struct ValueView {
    var start: UnsafePointer<UInt8>
    var count: Int
}

/// Decodes the values of one page that are not null, in order.
protocol ValueDecoder: AnyObject {
    /// Decodes at least one and at most so many values, and returns how many.
    ///
    /// The views hold until the next call or the next page.
    ///
    /// - Parameter count: Positive.
    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int
}

/// What a page that has no more values than these is refused with.
func endOfValues() -> AssayError { .damaged("a page has fewer values than its levels say") }

extension PageReader {
    /// The decoder for a page's values.
    func decoder(_ page: DataPage, _ column: ParquetColumn) throws(AssayError) -> any ValueDecoder {
        let length = column.physicalType == .fixedLengthByteArray ? column.typeLength : nil
        switch (page.encoding, length) {
        case (.plain, nil): return PlainDecoder(page)
        case (.plain, let length?): return FixedLengthDecoder(page, length: length)
        case (.plainDictionary, _), (.dictionary, _):
            guard let dictionary else { throw .damaged("a page refers to a dictionary that the column lacks") }
            return try DictionaryDecoder(page, dictionary)
        case (.deltaLengthByteArray, nil): return try DeltaLengthDecoder(page)
        case (.deltaByteArray, _): return try DeltaByteArrayDecoder(page, length: length)
        case (.byteStreamSplit, let length?): return try ByteStreamSplitDecoder(page, length: length)
        default:
            throw AssayError(
                .unsupportedPageEncoding,
                "has values encoded as \(page.encoding), which is not read; write it with another encoding")
        }
    }
}
