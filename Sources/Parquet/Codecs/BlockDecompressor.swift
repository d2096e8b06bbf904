internal import CCodecs
internal import Diagnostics

/// Decoders of all codecs, reused from page to page.
@safe
final class BlockDecompressor {
    private let handle: OpaquePointer

    init() throws(AssayError) {
        guard let handle = unsafe assay_page_codecs_create() else {
            throw AssayError(.outOfMemory, "memory for decompression could not be allocated; use fewer threads")
        }
        unsafe self.handle = handle
    }

    deinit { unsafe assay_page_codecs_destroy(handle) }

    /// Decodes a block that must come to exactly the output's size.
    func decompress(
        _ input: UnsafeBufferPointer<UInt8>, _ codec: ParquetCodec, into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(AssayError) {
        let written = unsafe assay_page_codec_decompress(
            handle, assay_page_codec(rawValue: UInt32(codec.rawValue)), input.baseAddress, input.count,
            output.baseAddress,
            output.count)
        if written == ASSAY_PAGE_CODEC_OUT_OF_MEMORY {
            throw AssayError(.outOfMemory, "memory for \(codec) could not be allocated; use fewer threads")
        }
        guard written == output.count else {
            throw .damaged("a page's \(codec) data does not decode to the \(output.count) bytes that it claims")
        }
    }

    /// The CRC-32 of gzip.
    static func checksum(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        unsafe assay_page_codec_crc32(bytes.baseAddress, bytes.count)
    }
}
