#pragma once

// One-shot decompression of one block into a buffer of known size, and the checksum of a block: what a file needs that
// stores its data in pages.
//
// Memory: the output buffer is the caller's; a decoder's own window is bounded (brotli at most 16 MiB, others less).

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    ASSAY_PAGE_CODEC_SNAPPY = 1,
    // One or several gzip or zlib members, one after another.
    ASSAY_PAGE_CODEC_GZIP = 2,
    ASSAY_PAGE_CODEC_BROTLI = 4,
    // Blocks that Hadoop frames (two big-endian lengths in front of each), or else one raw block.
    ASSAY_PAGE_CODEC_LZ4_HADOOP = 5,
    ASSAY_PAGE_CODEC_ZSTD = 6,
    ASSAY_PAGE_CODEC_LZ4_RAW = 7,
} assay_page_codec;

// What is negative among the results of assay_page_codec_decompress.
enum {
    // The input is damaged, or decodes to more than the output's room.
    ASSAY_PAGE_CODEC_DAMAGED = -1,
    ASSAY_PAGE_CODEC_OUT_OF_MEMORY = -2,
};

// Decoders that are reused from block to block; one for each thread.
typedef struct assay_page_codecs assay_page_codecs;

// Returns NULL where memory cannot be allocated.
assay_page_codecs *assay_page_codecs_create(void);

// Accepts NULL.
void assay_page_codecs_destroy(assay_page_codecs *codecs);

// Decodes a block and returns the number of bytes written to `output`, or a negative number.
// The input is at most INT32_MAX bytes long, and so is the room.
int64_t assay_page_codec_decompress(
    assay_page_codecs *codecs, assay_page_codec codec, const uint8_t *input, size_t count, uint8_t *output, size_t room);

// The CRC-32 of gzip.
uint32_t assay_page_codec_crc32(const uint8_t *input, size_t count);

// The version of brotli as it runs: major << 24 | minor << 12 | patch.
uint32_t assay_brotli_version(void);

// The version of snappy's headers, which the library does not tell: major << 16 | minor << 8 | patch.
uint32_t assay_snappy_version(void);

#ifdef __cplusplus
}
#endif
