public import Diagnostics

/// What takes the documents of a corpus, one at a time, in the order of the file.
public protocol DocumentSink {
    /// Takes a document, or a piece of a long one.
    ///
    /// - Parameters:
    ///   - bytes: The text, which need not be valid UTF-8 and may be empty; valid during the call only.
    ///   - position: Where it was found.
    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition)

    /// Takes an error: a record that could not be used, or damage that ended the reading of the unit.
    ///
    /// The location's line counts from 1 within the work unit: the line feeds of the file's units before it, as
    /// ``UnitResult/lineFeeds`` has them, are to be added.
    mutating func receive(failure: AssayError)

    /// Takes several errors of one kind, of which one is shown.
    mutating func receive(failure: AssayError, count: UInt64)
}

extension DocumentSink {
    /// Takes them one by one.
    public mutating func receive(failure: AssayError, count: UInt64) {
        for _ in 0..<count { receive(failure: failure) }
    }
}
