#include "CCompressors.h"

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

uint64_t assay_zstd_content_size(const uint8_t *bytes, size_t count) {
    size_t frame = ZSTD_findFrameCompressedSize(bytes, count);
    if (ZSTD_isError(frame) || frame != count) return UINT64_MAX;
    unsigned long long size = ZSTD_getFrameContentSize(bytes, count);
    return size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ? UINT64_MAX : size;
}

bool assay_zstd_unpack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count) {
    return ZSTD_decompress(output, capacity, bytes, count) == capacity;
}
