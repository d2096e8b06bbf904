/// How a corpus is read.
public struct CorpusOptions: Sendable, Hashable {
    /// The text of records; nil decides it for each file, from its first records or its schema (Parquet).
    ///
    /// In tables the rule's paths are names of columns, or their numbers from 1.
    public var textField: TextFieldRule?

    /// The format of every file; nil recognises it for each file by its content.
    public var inputFormat: InputFormat?

    /// The longest record, or text of a Parquet row, that is read, in bytes; longer ones are errors and are passed over.
    ///
    /// While it is read, a JSON record that is mostly text takes about three times its size in memory, and one of nothing
    /// but small numbers up to fourteen times (measured: 60 MiB of text 165 MiB, 60 MiB of numbers 822 MiB).
    public var maximumRecordBytes: Int

    /// The size in bytes above which files that are not compressed are cut into work units of this size.
    ///
    /// Units of plain text begin on the document grid, so their size is rounded up to a multiple of its spacing.
    public var unitSize: Int

    /// Makes the corpus one of token ids; nil for a corpus of text.
    ///
    /// The input formats of raw ids need it.
    public var tokenIDs: TokenIdOptions?

    /// The top-level field by which JSON records call themselves, which is read too; nil reads none.
    public var identifierField: String?

    /// Creates options; both sizes must be positive.
    public init(
        textField: TextFieldRule? = nil, maximumRecordBytes: Int = 16 << 20, unitSize: Int = 8 << 20,
        inputFormat: InputFormat? = nil, tokenIDs: TokenIdOptions? = nil
    ) {
        precondition(maximumRecordBytes > 0 && unitSize > 0, "sizes must be positive")
        self.textField = textField
        self.inputFormat = inputFormat
        self.maximumRecordBytes = maximumRecordBytes
        self.unitSize = unitSize
        self.tokenIDs = tokenIDs
    }
}
