internal import Diagnostics
internal import Reporting
internal import Summaries

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
    ///
    /// - Throws: `cannot-write`, so that nobody takes a part of the data for all of it.
    static func write(_ text: String) throws(AssayError) { try write(Array(text.utf8)) }

    /// Writes bytes to standard output.
    ///
    /// A reader that has gone away ends the process as it ends every other one, with SIGPIPE, also where that is ignored.
    ///
    /// - Throws: `cannot-write`.
    static func write(_ bytes: [UInt8]) throws(AssayError) {
        guard !writeAll(bytes, to: STDOUT_FILENO) else { return }
        let code = errno
        if code == EPIPE {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        throw AssayError(
            .cannotWrite, "standard output cannot be written; what is there is a part of the data",
            cause: unsafe String(cString: strerror(code)))
    }

    /// Writes to standard error; names and texts from outside do not control the terminal.
    static func writeError(_ text: String) { _ = writeAll(Array(EscapedText.lines(text).utf8), to: STDERR_FILENO) }

    /// Says on standard error that a summary is damaged and is made again.
    @Sendable
    static func writeDamage(_ error: AssayError) { writeError("assay: \(error); it is scanned again\n") }

    /// Writes to the terminal that standard error is, control sequences included.
    static func writeProgress(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }

    /// Whether all of the bytes were written.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
