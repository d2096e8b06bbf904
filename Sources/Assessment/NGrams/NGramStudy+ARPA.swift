internal import Corpora
public import Diagnostics
internal import Estimators
internal import Summaries

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension NGramStudy {
    /// Writes the model as an ARPA file, which is there wholly or not at all; ids are written as decimal numbers.
    ///
    /// - Throws: `cannot-write`.
    /// - Complexity: O(n-grams); the file is not held in memory.
    public func writeARPA(to path: String) throws(AssayError) {
        guard let model else { return }
        let temporary = path + ".\(getpid()).partial"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        do throws(AssayError) {
            defer { close(descriptor) }
            let isWords = closedVocabulary == nil
            try ARPAFile(model).write { id, bytes in
                if isWords { words.appendBytes(of: id, to: &bytes) } else { bytes += Array("\(id)".utf8) }
            } to: { piece throws(AssayError) in
                var written = 0
                while written < piece.count {
                    let count = unsafe piece.withUnsafeBytes {
                        unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
                    }
                    if count < 0, errno == EINTR { continue }
                    guard count >= 0 else { throw Self.failure(path) }
                    written += count
                }
            }
            guard fsync(descriptor) == 0 else { throw Self.failure(path) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        guard unsafe rename(temporary, path) == 0 else {
            let error = Self.failure(path)
            unsafe unlink(temporary)
            throw error
        }
    }

    private static func failure(_ path: String) -> AssayError {
        AssayError(
            .cannotWrite, "the model cannot be written; check the folder, its permissions and the room on the disk",
            at: .init(path: path), cause: unsafe String(cString: strerror(errno)))
    }
}
