#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension BytePredictor {
    /// Another predictor that knows what this one knows: what either learns from here on, the other does not.
    ///
    /// Pages that nothing was written to are not taken from the system for the copy.
    ///
    /// - Complexity: O(memory).
    public borrowing func copy() -> BytePredictor {
        var other = BytePredictor(memory: memory, threads: ring.isEmpty ? 1 : 2)
        let page = 4096
        for start in stride(from: 0, to: layout.end, by: page) {
            let count = min(page, layout.end - start)
            if unsafe memcmp(base + start, other.base + start, count) != 0 {
                unsafe memcpy(other.base + start, base + start, count)
            }
        }
        other.position = position
        other.decomposition = decomposition
        other.version = version
        other.nextDecomposition = nextDecomposition
        other.documents = documents
        return other
    }
}
