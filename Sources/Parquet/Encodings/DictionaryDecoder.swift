#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The values of a dictionary page.
@safe
final class ValueDictionary {
    /// How many values there are.
    let count: Int

    /// The lowest length of all that end in one place: where value i ends less its length prefix, value i + 1 begins.
    private let offsets: UnsafeMutablePointer<UInt32>
    private let bytes: UnsafeMutablePointer<UInt8>
    private let prefix: Int

    /// Copies a page, which holds its values one behind the other.
    ///
    /// - Parameter count: How many values the page claims to have.
    init(_ page: UnsafeBufferPointer<UInt8>, count: Int, _ column: ParquetColumn) throws(AssayError) {
        let length = column.physicalType == .fixedLengthByteArray ? column.typeLength : nil
        prefix = length == nil ? 4 : 0
        guard count <= page.count / (length ?? 4) else {
            throw .damaged("a dictionary has fewer values than it claims")
        }
        self.count = count
        unsafe offsets = .allocate(capacity: count + 1)
        unsafe bytes = .allocate(capacity: max(1, page.count))
        var position = 0
        var isGood = true
        for index in 0..<count where isGood {
            isGood = page.count - position >= prefix
            guard isGood else { break }
            let size = unsafe length ?? Int(page.littleEndian32(at: position))
            position += prefix
            isGood = size <= page.count - position
            guard isGood else { break }
            unsafe offsets[index] = UInt32(position)
            position += size
        }
        // As if one more value's prefix followed.
        unsafe offsets[count] = UInt32(truncatingIfNeeded: position + prefix)
        if let base = page.baseAddress { unsafe memcpy(bytes, base, page.count) }
        guard isGood else { throw .damaged("a dictionary's value reaches beyond its page") }
    }

    deinit {
        unsafe offsets.deallocate()
        unsafe bytes.deallocate()
    }

    /// The value at an index, which must be below the count.
    @inline(__always)
    func view(_ index: Int) -> ValueView {
        let start = unsafe Int(offsets[index])
        return unsafe ValueView(start: bytes + start, count: Int(offsets[index + 1]) - prefix - start)
    }
}

/// Indexes into the dictionary.
@safe
final class DictionaryDecoder: ValueDecoder {
    private let dictionary: ValueDictionary
    private var indexes: HybridDecoder
    private let scratch: UnsafeMutableBufferPointer<UInt32>

    init(_ page: DataPage, _ dictionary: ValueDictionary) throws(AssayError) {
        self.dictionary = dictionary
        // A page of nothing but nulls may lack even the width.
        let width = unsafe Int(page.values.first ?? 0)
        unsafe indexes = HybridDecoder(
            page.values.slice(min(1, page.values.count)..<page.values.count), width: min(width, 32))
        unsafe scratch = .allocate(capacity: ColumnCursor.batchLength)
        guard width <= 32 else { throw .damaged("a page's dictionary indexes have more than 32 bits") }
    }

    deinit { unsafe scratch.deallocate() }

    func decode(_ count: Int, into views: UnsafeMutablePointer<ValueView>) throws(AssayError) -> Int {
        let count = unsafe min(count, scratch.count)
        guard let index = unsafe scratch.baseAddress else { return 0 }
        try unsafe indexes.decode(count, into: index)
        var highest: UInt32 = 0
        for position in 0..<count { highest = unsafe max(highest, index[position]) }
        guard Int(highest) < dictionary.count else {
            throw .damaged("a page refers to value \(highest) of a dictionary of \(dictionary.count)")
        }
        for position in 0..<count { unsafe views[position] = dictionary.view(Int(index[position])) }
        return count
    }
}
