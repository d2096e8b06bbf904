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

    init(capacity: Int, inFile: Bool) throws(AssayError) {
        self.capacity = max(capacity, 1)
        byteCount = self.capacity * MemoryLayout<Element>.stride
        // The mapping keeps the file when the descriptor is closed.
        let file: TemporaryFile? = inFile ? try TemporaryFile() : nil
        try file?.extend(to: byteCount)
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
    @inline(__always)
    func append(_ element: Element) {
        precondition(count < capacity)
        unsafe base[count] = element
        count += 1
    }
}
