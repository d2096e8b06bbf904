internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Numbers, zero at first, that take up room only where they have been written: of memory, or of a temporary file.
///
/// In a file the system keeps in memory what is in use, and gives up the rest as it needs to.
/// It is written by one thread while a model is made and only read afterwards.
@safe
final class PagedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    /// The first element; valid as long as the array is.
    let base: UnsafeMutablePointer<Element>
    private let byteCount: Int

    /// How many elements there is an address for.
    let capacity: Int

    /// How many elements are in use; kept by the owner.
    var count = 0

    /// The file of an array that grows; the mapping keeps any other file when the descriptor is closed.
    private let file: TemporaryFile?

    /// How many elements there is room for on the disk.
    private var reserved: Int

    /// How many bytes more a growing array takes of the disk at a time.
    private static var step: Int { 16 << 20 }

    /// - Parameters:
    ///   - capacity: How many elements there may be.
    ///   - grows: Whether elements are added one after the other; else there is room for all of them from the beginning.
    /// - Throws: `temporary-file-failed`, `out-of-memory`. A page for which the disk had no room when it was written would
    ///   end the process instead.
    init(capacity: Int, inFile: Bool, grows: Bool = false) throws(AssayError) {
        self.capacity = max(capacity, 1)
        byteCount = self.capacity * MemoryLayout<Element>.stride
        let file: TemporaryFile? = inFile ? try TemporaryFile() : nil
        try file?.extend(to: byteCount)
        if !grows { try file?.reserve(0..<byteCount) }
        self.file = grows ? file : nil
        reserved = inFile && grows ? 0 : self.capacity
        let flags = file == nil ? MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED
        let address = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, file?.descriptor ?? -1, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw AssayError(.outOfMemory, "an n-gram model has no room; train it on less, or with a lower order")
        }
        unsafe base = address.bindMemory(to: Element.self, capacity: self.capacity)
    }

    deinit { unsafe munmap(base, byteCount) }

    @inline(__always)
    subscript(_ index: Int) -> Element {
        get {
            assert(index >= 0 && index < capacity)
            return unsafe base[index]
        }
        set {
            assert(index >= 0 && index < capacity)
            unsafe base[index] = newValue
        }
    }

    /// Adds an element behind those in use.
    ///
    /// - Throws: `temporary-file-failed` where the disk is full.
    @inline(__always)
    func append(_ element: Element) throws(AssayError) {
        if count == reserved { try grow() }
        precondition(count < capacity)
        unsafe base[count] = element
        count += 1
    }

    private func grow() throws(AssayError) {
        let stride = MemoryLayout<Element>.stride
        let end = min(reserved + Self.step / stride, capacity)
        try file?.reserve(reserved * stride..<end * stride)
        reserved = end
    }
}
