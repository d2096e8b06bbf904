internal import CCompressors
public import Diagnostics
public import InformationCapacity

/// Measures how many bits a code spends on a stream of bytes; the code itself is thrown away.
///
/// A code length is a rigorous upper bound on the information in the bytes, given the decoder: the whole file counts,
/// headers, checksums and all. An encoder keeps its memory from one stream to the next and gives the same length as a
/// fresh one. It has one owner and is used by one thread at a time; make one per thread.
///
/// ```swift
/// var encoder = try CodeLengthEncoder(.xz(preset: 9, extreme: true))
/// let bits = try encoder.codeLength(of: bytes.span)
/// ```
@safe
public struct CodeLengthEncoder: ~Copyable {
    /// The code in use.
    public let name: String

    private let compressor: OpaquePointer

    /// Creates an encoder.
    ///
    /// - Throws: `compressor-parameters` where a setting is out of the range that the library supports,
    ///   `compressor-out-of-memory`.
    public init(_ settings: CompressionSettings) throws(AssayError) {
        try self.init(name: settings.description, parameters: settings.parameters)
    }

    /// Creates an encoder from the C module's own parameters.
    init(name: String, parameters: assay_compressor_parameters) throws(AssayError) {
        guard let compressor = unsafe assay_compressor_create() else {
            throw Self.error(ASSAY_COMPRESSOR_NO_MEMORY, name: name, cause: nil)
        }
        let status = unsafe withUnsafePointer(to: parameters) {
            unsafe assay_compressor_configure(compressor, $0)
        }
        guard status == ASSAY_COMPRESSOR_OK else {
            let cause = unsafe Self.message(of: compressor)
            unsafe assay_compressor_free(compressor)
            throw Self.error(status, name: name, cause: cause)
        }
        self.name = name
        unsafe self.compressor = compressor
    }

    deinit {
        unsafe assay_compressor_free(compressor)
    }

    /// Bytes of memory that the encoder holds (zstd, after the first stream) or may come to hold (xz).
    public var memory: UInt64 { unsafe assay_compressor_memory(compressor) }

    /// The length of the code of one buffer; an empty buffer has the length of the empty file.
    ///
    /// - Throws: `compressor-out-of-memory`, `compressor-failed`.
    /// - Complexity: O(n), from 1 MB/s (xz -9e) to several hundred (zstd -1).
    public mutating func codeLength(of bytes: Span<UInt8>) throws(AssayError) -> Bits {
        var size: UInt64 = 0
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe assay_compressor_code(compressor, buffer.baseAddress, buffer.count, &size)
        }
        try check(status)
        return Bits(8 * Double(size))
    }

    /// Begins a stream that comes in several buffers; a stream in progress is dropped.
    ///
    /// - Throws: `compressor-out-of-memory`, `compressor-failed`.
    public mutating func begin() throws(AssayError) {
        try check(unsafe assay_compressor_begin(compressor))
    }

    /// Adds bytes to the stream; its length is the same as that of all its bytes in one buffer.
    ///
    /// Under zstd the bytes are kept in memory until the stream ends.
    ///
    /// - Throws: `compressor-misuse` outside `begin` and `finish`, `compressor-out-of-memory`, `compressor-failed`.
    public mutating func push(_ bytes: Span<UInt8>) throws(AssayError) {
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe assay_compressor_push(compressor, buffer.baseAddress, buffer.count)
        }
        try check(status)
    }

    /// Ends the stream: the length of the whole file, in bits.
    ///
    /// - Throws: `compressor-misuse` without `begin`, `compressor-out-of-memory`, `compressor-failed`.
    public mutating func finish() throws(AssayError) -> Bits {
        var size: UInt64 = 0
        try check(unsafe assay_compressor_finish(compressor, &size))
        return Bits(8 * Double(size))
    }

    private func check(_ status: assay_compressor_status) throws(AssayError) {
        guard status != ASSAY_COMPRESSOR_OK else { return }
        throw Self.error(status, name: name, cause: unsafe Self.message(of: compressor))
    }

    private static func message(of compressor: OpaquePointer) -> String? {
        let message = unsafe String(cString: assay_compressor_message(compressor))
        return message.isEmpty ? nil : message
    }
}

// One owner at a time, and the C encoder has no thread of its own and no state outside of itself.
extension CodeLengthEncoder: @unchecked Sendable {}
