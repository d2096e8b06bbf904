#pragma once

// One streaming interface over zlib, libzstd, liblzma, libbz2 and liblz4.
//
// A decoder is fed input and asked for output; memory is bounded by the format's own window, which is limited (see
// assay_decoder_window_limit). Concatenated members, frames and streams are one stream of bytes. What was decoded
// before damage is always handed out before the damage is reported.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct assay_decoder assay_decoder;

typedef enum {
    ASSAY_DECODER_GZIP = 0,
    ASSAY_DECODER_ZSTANDARD = 1,
    ASSAY_DECODER_XZ = 2,
    ASSAY_DECODER_BZIP2 = 3,
    // LZ4 frames, not the legacy format.
    ASSAY_DECODER_LZ4 = 4,
    // RFC 1951 without header and checksum, as zip holds it. One stream: the input may go on behind its end.
    ASSAY_DECODER_DEFLATE = 5,
} assay_decoder_kind;

typedef enum {
    // Progress was made, or more input is needed.
    ASSAY_DECODER_MORE = 0,
    // The input has ended and so has the last member, frame or stream.
    ASSAY_DECODER_END = 1,
    // The input has ended in the middle of a member, frame or stream.
    ASSAY_DECODER_TRUNCATED = 2,
    // The input is not valid.
    ASSAY_DECODER_CORRUPT = 3,
    // The input needs a window or dictionary beyond the limit.
    ASSAY_DECODER_WINDOW_TOO_LARGE = 4,
    // The input uses an option of its format that the library does not know, or a check that it cannot verify.
    ASSAY_DECODER_UNSUPPORTED = 5,
    // Memory could not be allocated.
    ASSAY_DECODER_OUT_OF_MEMORY = 6,
} assay_decoder_status;

// Input and output of one step. The decoder advances the pointers and lowers the counts.
typedef struct {
    const uint8_t *input;
    size_t input_count;
    uint8_t *output;
    size_t output_count;
} assay_decoder_buffers;

// The largest accepted window or dictionary, in bytes: 2^27 (the default of the zstd program).
size_t assay_decoder_window_limit(void);

// Returns NULL where memory cannot be allocated.
assay_decoder *assay_decoder_create(assay_decoder_kind kind);

// Accepts NULL.
void assay_decoder_destroy(assay_decoder *decoder);

// Makes the decoder ready for another stream of the same kind. Returns false where memory cannot be allocated.
bool assay_decoder_reset(assay_decoder *decoder);

// Decodes as much as input and output allow. `input_ended` says that nothing follows the given input.
// A step that produced output never reports END or an error: the next one does.
assay_decoder_status assay_decoder_step(
    assay_decoder *decoder, assay_decoder_buffers *buffers, bool input_ended);

// The CRC-32 of zip and gzip: of bytes that follow others whose CRC-32 is given, 0 at the beginning.
uint32_t assay_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

// The library's words for the last error: static text, or NULL.
const char *assay_decoder_message(const assay_decoder *decoder);

// The versions of the libraries as they run: "1.2.13", "1.0.8, 13-Jul-2019", "1.9.4".
const char *assay_zlib_version(void);
const char *assay_bzip2_version(void);
const char *assay_lz4_version(void);

#ifdef __cplusplus
}
#endif
