/// A decompressed data page in its parts, valid until the next page is read.
@safe
struct DataPage {
    /// How many values it claims to have, nulls included.
    let valueCount: Int
    let encoding: PageEncoding
    /// The levels, run-length encoded; empty where the column has none.
    let repetitionLevels: UnsafeBufferPointer<UInt8>
    let definitionLevels: UnsafeBufferPointer<UInt8>
    let values: UnsafeBufferPointer<UInt8>
}
