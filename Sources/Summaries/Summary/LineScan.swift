#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Finds the lines of a document and hands over what is left of each without its surrounding blanks.
enum LineScan {
    /// Calls `body` with start and length of every line that holds anything but blanks (space, tab, CR).
    ///
    /// A line ends at a newline or at the end of the document.
    @inline(__always)
    static func forEachLine(
        of bytes: UnsafeBufferPointer<UInt8>, _ body: (_ start: UnsafePointer<UInt8>, _ count: Int) -> Void
    ) {
        guard let base = bytes.baseAddress else { return }
        var start = unsafe base
        let end = unsafe base + bytes.count
        while unsafe start < end {
            let newline = unsafe memchr(start, 0x0A, end - start)
            let stop = unsafe newline.map { unsafe UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) } ?? end
            var first = unsafe start
            var last = unsafe stop
            while unsafe first < last, unsafe isBlank(first.pointee) { unsafe first += 1 }
            while unsafe last > first, unsafe isBlank((last - 1).pointee) { unsafe last -= 1 }
            if unsafe last > first { unsafe body(first, last - first) }
            unsafe start = stop + 1
        }
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
