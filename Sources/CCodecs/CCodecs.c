#include "CCodecs.h"

#include <brotli/decode.h>
#include <limits.h>
#include <lz4.h>
#include <snappy-c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

struct assay_page_codecs {
    ZSTD_DCtx *zstd;
    z_stream zlib;
    bool zlib_ready;
};

assay_page_codecs *assay_page_codecs_create(void) { return calloc(1, sizeof(assay_page_codecs)); }

void assay_page_codecs_destroy(assay_page_codecs *codecs) {
    if (!codecs) return;
    ZSTD_freeDCtx(codecs->zstd);
    if (codecs->zlib_ready) inflateEnd(&codecs->zlib);
    free(codecs);
}

static int64_t snappy(const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    size_t length = 0;
    if (snappy_uncompressed_length((const char *)input, count, &length) != SNAPPY_OK || length > room)
        return ASSAY_PAGE_CODEC_DAMAGED;
    if (snappy_uncompress((const char *)input, count, (char *)output, &length) != SNAPPY_OK) return ASSAY_PAGE_CODEC_DAMAGED;
    return (int64_t)length;
}

static int64_t gzip(assay_page_codecs *codecs, const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    z_stream *zlib = &codecs->zlib;
    if (!codecs->zlib_ready) {
        // 32 more than the window's 15 bits: gzip and zlib headers are told apart.
        if (inflateInit2(zlib, 15 + 32) != Z_OK) return ASSAY_PAGE_CODEC_OUT_OF_MEMORY;
        codecs->zlib_ready = true;
    }
    zlib->next_in = (Bytef *)input;
    zlib->avail_in = (uInt)count;
    zlib->next_out = output;
    zlib->avail_out = (uInt)room;
    do {
        if (inflateReset(zlib) != Z_OK) return ASSAY_PAGE_CODEC_DAMAGED;
        int result = inflate(zlib, Z_FINISH);
        if (result == Z_MEM_ERROR) return ASSAY_PAGE_CODEC_OUT_OF_MEMORY;
        if (result != Z_STREAM_END) return ASSAY_PAGE_CODEC_DAMAGED;
    } while (zlib->avail_in > 0);
    return (int64_t)(room - zlib->avail_out);
}

static int64_t brotli(const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    size_t length = room;
    return BrotliDecoderDecompress(count, input, &length, output) == BROTLI_DECODER_RESULT_SUCCESS
        ? (int64_t)length : ASSAY_PAGE_CODEC_DAMAGED;
}

static int64_t lz4_raw(const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    int length = LZ4_decompress_safe((const char *)input, (char *)output, (int)count, (int)room);
    return length < 0 ? ASSAY_PAGE_CODEC_DAMAGED : length;
}

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// Source: org.apache.hadoop.io.compress.BlockCompressorStream. One block's data may come in several compressed parts.
static int64_t lz4_hadoop(const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    size_t read = 0, written = 0;
    while (read < count) {
        if (count - read < 8) return ASSAY_PAGE_CODEC_DAMAGED;
        size_t block = big_endian(input + read);
        read += 4;
        if (block > room - written) return ASSAY_PAGE_CODEC_DAMAGED;
        while (block > 0) {
            if (count - read < 4) return ASSAY_PAGE_CODEC_DAMAGED;
            size_t part = big_endian(input + read);
            read += 4;
            if (part == 0 || part > count - read) return ASSAY_PAGE_CODEC_DAMAGED;
            int64_t length = lz4_raw(input + read, part, output + written, block);
            if (length <= 0) return ASSAY_PAGE_CODEC_DAMAGED;
            read += part;
            written += (size_t)length;
            block -= (size_t)length;
        }
    }
    return (int64_t)written;
}

static int64_t zstd(assay_page_codecs *codecs, const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    if (!codecs->zstd) codecs->zstd = ZSTD_createDCtx();
    if (!codecs->zstd) return ASSAY_PAGE_CODEC_OUT_OF_MEMORY;
    size_t length = ZSTD_decompressDCtx(codecs->zstd, output, room, input, count);
    return ZSTD_isError(length) ? ASSAY_PAGE_CODEC_DAMAGED : (int64_t)length;
}

int64_t assay_page_codec_decompress(
    assay_page_codecs *codecs, assay_page_codec codec, const uint8_t *input, size_t count, uint8_t *output, size_t room) {
    if (count > INT_MAX || room > INT_MAX) return ASSAY_PAGE_CODEC_DAMAGED;
    switch (codec) {
    case ASSAY_PAGE_CODEC_SNAPPY: return snappy(input, count, output, room);
    case ASSAY_PAGE_CODEC_GZIP: return gzip(codecs, input, count, output, room);
    case ASSAY_PAGE_CODEC_BROTLI: return brotli(input, count, output, room);
    case ASSAY_PAGE_CODEC_LZ4_HADOOP: {
        int64_t length = lz4_hadoop(input, count, output, room);
        // Old writers put a raw block under this codec's number.
        return length < 0 ? lz4_raw(input, count, output, room) : length;
    }
    case ASSAY_PAGE_CODEC_ZSTD: return zstd(codecs, input, count, output, room);
    case ASSAY_PAGE_CODEC_LZ4_RAW: return lz4_raw(input, count, output, room);
    }
    return ASSAY_PAGE_CODEC_DAMAGED;
}

uint32_t assay_page_codec_crc32(const uint8_t *input, size_t count) {
    return (uint32_t)crc32_z(0, input, count);
}

uint32_t assay_brotli_version(void) { return BrotliDecoderVersion(); }
