internal import CDecompressors
internal import Diagnostics

/// One layer of decompression: a decoder and the input that waits for it.
@safe
final class DecoderLayer {
    let compression: Compression
    private let decoder: OpaquePointer
    private let input: UnsafeMutableBufferPointer<UInt8>
    /// Where in the input are bytes that were not decoded yet.
    private(set) var waiting: Range<Int> = 0..<0
    private var inputEnded = false

    private static let inputCapacity = 1 << 18

    init(_ compression: Compression) throws(AssayError) {
        guard let decoder = unsafe assay_decoder_create(compression.decoderKind) else { throw Self.outOfMemory }
        self.compression = compression
        unsafe self.decoder = decoder
        unsafe input = .allocate(capacity: Self.inputCapacity)
    }

    deinit {
        unsafe assay_decoder_destroy(decoder)
        unsafe input.deallocate()
    }

    /// Makes the layer ready for another stream.
    func reset() throws(AssayError) {
        waiting = 0..<0
        inputEnded = false
        guard unsafe assay_decoder_reset(decoder) else { throw Self.outOfMemory }
    }

    /// Decodes into the buffer, fetching input as it is needed; 0 at the end of the stream.
    ///
    /// - Parameter refill: Fills a buffer with compressed bytes; returns 0 at their end.
    /// - Throws: What `refill` throws, and errors without a location where the stream is damaged.
    func read(
        into output: UnsafeMutableBufferPointer<UInt8>,
        refill: (UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int
    ) throws(AssayError) -> Int {
        guard let outputBase = output.baseAddress, let inputBase = unsafe input.baseAddress else { return 0 }
        while true {
            var buffers = unsafe assay_decoder_buffers(
                input: inputBase + waiting.lowerBound, input_count: waiting.count,
                output: outputBase, output_count: output.count)
            let status = unsafe assay_decoder_step(decoder, &buffers, inputEnded)
            let used = unsafe waiting.count - buffers.input_count
            waiting = (waiting.lowerBound + used)..<waiting.upperBound
            let made = unsafe output.count - buffers.output_count
            if made > 0 { return made }
            switch status {
            case ASSAY_DECODER_MORE: break
            case ASSAY_DECODER_END: return 0
            default: throw failure(status)
            }
            if waiting.isEmpty && !inputEnded {
                let count = try unsafe refill(input)
                waiting = 0..<count
                inputEnded = count == 0
            }
        }
    }

    private static var outOfMemory: AssayError {
        AssayError(.outOfMemory, "memory for a decoder could not be allocated; use fewer threads")
    }

    private func failure(_ status: assay_decoder_status) -> AssayError {
        let name = compression.rawValue
        let cause = unsafe assay_decoder_message(decoder).map { unsafe String(cString: $0) }
        switch status {
        case ASSAY_DECODER_TRUNCATED:
            return AssayError(
                .truncatedInput, "the \(name) data ends too early; fetch the file again", cause: cause)
        case ASSAY_DECODER_WINDOW_TOO_LARGE:
            return AssayError(
                .windowTooLarge,
                "the \(name) data needs a window beyond the limit of \(Compression.windowLimit) bytes; "
                    + "compress it again with a smaller window",
                cause: cause)
        case ASSAY_DECODER_UNSUPPORTED:
            return AssayError(
                .unsupportedCompression,
                "the \(name) data uses an option that is not supported; compress it again with default options",
                cause: cause)
        case ASSAY_DECODER_OUT_OF_MEMORY: return Self.outOfMemory
        default:
            return AssayError(.corruptInput, "the \(name) data is damaged; fetch the file again", cause: cause)
        }
    }
}
