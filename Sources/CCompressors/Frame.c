#include "CCompressors.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

size_t assay_zstd_bound(size_t count) { return ZSTD_compressBound(count); }

size_t assay_zstd_pack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count, int32_t level) {
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (!context) return 0;
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t size = ZSTD_compress2(context, output, capacity, bytes, count);
    ZSTD_freeCCtx(context);
    return ZSTD_isError(size) ? 0 : size;
}

// Beyond what deflateBound says of a zlib stream, the header and trailer of gzip.
size_t assay_gzip_bound(size_t count) { return count > UINT_MAX / 2 ? 0 : compressBound(count) + 32; }

size_t assay_gzip_pack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count, int32_t level) {
    if (count > UINT_MAX / 2 || capacity > UINT_MAX) return 0;
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = output;
    stream.avail_out = (uInt)capacity;
    int result = deflate(&stream, Z_FINISH);
    size_t size = stream.total_out;
    deflateEnd(&stream);
    return result == Z_STREAM_END ? size : 0;
}

uint64_t assay_zstd_content_size(const uint8_t *bytes, size_t count) {
    size_t frame = ZSTD_findFrameCompressedSize(bytes, count);
    if (ZSTD_isError(frame) || frame != count) return UINT64_MAX;
    unsigned long long size = ZSTD_getFrameContentSize(bytes, count);
    return size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ? UINT64_MAX : size;
}

bool assay_zstd_unpack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count) {
    return ZSTD_decompress(output, capacity, bytes, count) == capacity;
}
