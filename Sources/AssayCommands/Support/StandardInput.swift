internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension AssayError.Code {
    /// Standard input or a list of paths cannot be read.
    static let unreadableInput = Self(rawValue: "unreadable-input")
    /// Standard input or a list of paths is longer than allowed.
    static let inputTooLarge = Self(rawValue: "input-too-large")
    /// Standard input cannot be kept in the temporary folder.
    static let noTemporarySpace = Self(rawValue: "no-temporary-space")
}

/// Standard input as a file that can be read more than once and at any place.
enum StandardInput {
    /// The longest list of paths, in bytes.
    private static let listLimit = 256 << 20

    /// A descriptor of a regular file: standard input itself where it is one, else a copy without a name.
    ///
    /// - Parameter limit: The most bytes that are copied.
    static func descriptor(limit: Int) throws(AssayError) -> Int32 {
        guard isatty(STDIN_FILENO) != 1 else {
            throw AssayError(
                .unreadableInput, "standard input is a terminal; pipe a corpus into it, or give its path")
        }
        var info = stat()
        if unsafe fstat(STDIN_FILENO, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
            lseek(STDIN_FILENO, 0, SEEK_CUR) == 0
        {
            return STDIN_FILENO
        }
        return try copy(limit: limit)
    }

    /// The bytes of a list of paths, at most 256 MiB.
    static func bytes(ofList path: String) throws(AssayError) -> [UInt8] {
        var descriptor = STDIN_FILENO
        if path != "-" { descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw AssayError(
                .unreadableInput, "the list of paths cannot be opened; check the path and its permissions",
                at: .init(path: path), cause: words())
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        try unsafe forEachChunk(of: descriptor, path) { chunk throws(AssayError) in
            guard bytes.count + chunk.count <= listLimit else {
                throw AssayError(
                    .inputTooLarge, "the list of paths is longer than 256 MiB; give the directories instead",
                    at: .init(path: path))
            }
            unsafe bytes.append(contentsOf: chunk)
        }
        return bytes
    }

    /// Copies standard input into a file that has no name, so that it is gone when the process ends, however it ends.
    private static func copy(limit: Int) throws(AssayError) -> Int32 {
        let folder = TemporaryFolder.path
        var template = (folder + "/assay-XXXXXX").utf8CString
        let copy = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
        func failure() -> AssayError {
            AssayError(
                .noTemporarySpace,
                "standard input cannot be kept in the temporary folder; set TMPDIR to one with room, or save the data to "
                    + "a file and give that", at: .init(path: folder), cause: words())
        }
        guard copy >= 0 else { throw failure() }
        _ = unsafe template.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
        var total = 0
        try unsafe forEachChunk(of: STDIN_FILENO, "-") { chunk throws(AssayError) in
            total += chunk.count
            guard total <= limit else {
                throw AssayError(
                    .inputTooLarge,
                    "standard input is longer than \(limit) bytes; raise --stdin-limit, or save the data to a file and "
                        + "give that", at: .init(path: "-"))
            }
            var written = 0
            while written < chunk.count {
                let count = unsafe Glibc.write(copy, chunk.baseAddress! + written, chunk.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw failure() }
                written += count
            }
        }
        return copy
    }

    private static func forEachChunk(
        of descriptor: Int32, _ path: String, _ body: (UnsafeRawBufferPointer) throws(AssayError) -> Void
    ) throws(AssayError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { unsafe buffer.deallocate() }
        while true {
            let count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw AssayError(
                    .unreadableInput, "cannot be read; check what it comes from", at: .init(path: path), cause: words())
            }
            try unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func words() -> String { unsafe String(cString: strerror(errno)) }
}
