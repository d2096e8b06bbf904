internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Standard output for data, standard error for all else.
enum StandardStreams {
    /// Whether standard error is a terminal: only then is progress shown.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether standard output is a terminal.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes to standard output.
    static func write(_ text: String) {
        writeAll(text, to: STDOUT_FILENO)
    }

    /// Writes bytes to standard output.
    static func write(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe writeAll($0, to: STDOUT_FILENO) }
    }

    /// Writes to standard error.
    static func writeError(_ text: String) {
        writeAll(text, to: STDERR_FILENO)
    }

    /// Says on standard error that a summary is damaged and is made again.
    @Sendable
    static func writeDamage(_ error: AssayError) {
        writeError("assay: \(error); it is scanned again\n")
    }

    private static func writeAll(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { unsafe writeAll($0, to: descriptor) }
    }

    private static func writeAll(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) {
        guard let base = bytes.baseAddress else { return }
        var written = 0
        while written < bytes.count {
            let count = unsafe Glibc.write(descriptor, base + written, bytes.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            written += count
        }
    }
}
