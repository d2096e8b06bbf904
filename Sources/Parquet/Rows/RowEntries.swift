#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The entries of one row in one column.
///
/// Values point into pages; those of a row that reaches over a page's or a batch's end are copied before it is left.
@safe
struct RowEntries: ~Copyable {
    /// An entry's levels, and its value's place where it has one.
    @unsafe
    struct Entry {
        var start: UnsafePointer<UInt8>?
        var count: Int32
        var repetitionLevel: UInt8
        var definitionLevel: UInt8
    }

    private(set) var entries: [Entry] = unsafe []

    /// How many of the entries have values that were copied, and the copies.
    private var kept = 0
    private var copies: [UnsafeMutableBufferPointer<UInt8>] = unsafe []
    private var copiedBytes = 0

    private let limit: Int

    init(limit: Int) { self.limit = limit }

    private var maximumCount: Int { unsafe limit / MemoryLayout<Entry>.stride }

    deinit {
        for index in unsafe copies.indices { unsafe copies[index].deallocate() }
    }

    /// Forgets the row.
    mutating func clear() {
        unsafe entries.removeAll(keepingCapacity: true)
        if kept > 0 { forgetCopies() }
    }

    private mutating func forgetCopies() {
        for index in unsafe copies.indices { unsafe copies[index].deallocate() }
        unsafe copies.removeAll()
        (kept, copiedBytes) = (0, 0)
    }

    mutating func append(_ repetition: UInt8, _ definition: UInt8, _ value: ValueView?) throws(AssayError) {
        unsafe entries.append(
            Entry(
                start: value?.start, count: Int32(truncatingIfNeeded: value?.count ?? 0), repetitionLevel: repetition,
                definitionLevel: definition))
        if unsafe entries.count > maximumCount { throw tooLarge }
    }

    /// Copies the values that are not copied yet, since what they point to is about to change.
    mutating func keepValues() throws(AssayError) {
        guard unsafe kept < entries.count else { return }
        var size = 0
        for index in unsafe kept..<entries.count { size += unsafe Int(entries[index].count) }
        copiedBytes += size
        if copiedBytes > limit { throw tooLarge }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, size))
        unsafe copies.append(copy)
        var used = 0
        for index in unsafe kept..<entries.count {
            guard let start = unsafe entries[index].start, let base = copy.baseAddress else { continue }
            let count = unsafe Int(entries[index].count)
            unsafe memcpy(base + used, start, count)
            unsafe entries[index].start = UnsafePointer(base + used)
            used += count
        }
        unsafe kept = entries.count
    }

    private var tooLarge: AssayError {
        AssayError(
            .rowTooLarge, "has a row of more than \(limit) bytes or \(maximumCount) values in one column; split the row"
        )
    }
}
