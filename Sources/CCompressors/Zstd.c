// zstd: one frame from one contiguous buffer, without worker threads.
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <zstd_errors.h>

static assay_compressor_status failure(assay_compressor *compressor, size_t result) {
    compressor->message = ZSTD_getErrorName(result);
    switch (ZSTD_getErrorCode(result)) {
        case ZSTD_error_memory_allocation: return ASSAY_COMPRESSOR_NO_MEMORY;
        case ZSTD_error_parameter_outOfBound:
        case ZSTD_error_parameter_unsupported: return ASSAY_COMPRESSOR_BAD_PARAMETERS;
        default: return ASSAY_COMPRESSOR_FAILED;
    }
}

assay_compressor_status assay_zstd_configure(assay_compressor *compressor) {
    const assay_compressor_parameters *p = &compressor->parameters;
    // The library takes 0 for its default level and negative levels for speed: neither is a setting here.
    if (p->level < 1 || p->level > ZSTD_maxCLevel()) return ASSAY_COMPRESSOR_BAD_PARAMETERS;
    if (compressor->zstd == NULL) compressor->zstd = ZSTD_createCCtx();
    if (compressor->zstd == NULL) return ASSAY_COMPRESSOR_NO_MEMORY;

    const struct {
        ZSTD_cParameter name;
        int value;
    } settings[] = {
        {ZSTD_c_compressionLevel, p->level},
        {ZSTD_c_windowLog, p->window_log},
        {ZSTD_c_hashLog, p->hash_log},
        {ZSTD_c_chainLog, p->chain_log},
        {ZSTD_c_searchLog, p->search_log},
        {ZSTD_c_minMatch, p->min_match},
        {ZSTD_c_targetLength, p->target_length},
        {ZSTD_c_strategy, p->strategy},
        {ZSTD_c_checksumFlag, p->checksum},
        {ZSTD_c_contentSizeFlag, 1},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        size_t result = ZSTD_CCtx_setParameter(compressor->zstd, settings[i].name, settings[i].value);
        if (ZSTD_isError(result)) return failure(compressor, result);
    }
    // Left alone otherwise: unset, the library itself turns it on for the strongest levels with windows of 128 MiB.
    if (p->long_distance_matching) {
        size_t result = ZSTD_CCtx_setParameter(compressor->zstd, ZSTD_c_enableLongDistanceMatching, 1);
        if (ZSTD_isError(result)) return failure(compressor, result);
    }
    return ASSAY_COMPRESSOR_OK;
}

assay_compressor_status assay_zstd_push(assay_compressor *compressor, const uint8_t *bytes, size_t count) {
    if (count > SIZE_MAX / 2 - compressor->input_count) return ASSAY_COMPRESSOR_NO_MEMORY;
    size_t needed = compressor->input_count + count;
    if (needed > compressor->input_capacity) {
        size_t capacity = needed > 2 * compressor->input_capacity ? needed : 2 * compressor->input_capacity;
        uint8_t *input = realloc(compressor->input, capacity);
        if (input == NULL) return ASSAY_COMPRESSOR_NO_MEMORY;
        compressor->input = input;
        compressor->input_capacity = capacity;
    }
    memcpy(compressor->input + compressor->input_count, bytes, count);
    compressor->input_count = needed;
    return ASSAY_COMPRESSOR_OK;
}

assay_compressor_status assay_zstd_code(assay_compressor *compressor, const uint8_t *bytes, size_t count,
                                        uint64_t *size) {
    // Only as many pages of it are touched as the code is long.
    if (!assay_reserve_output(compressor, ZSTD_compressBound(count))) return ASSAY_COMPRESSOR_NO_MEMORY;
    // The tables are kept from frame to frame: the library takes what they hold for older than the new frame.
    size_t result = ZSTD_compress2(compressor->zstd, compressor->output, compressor->output_capacity, bytes, count);
    if (ZSTD_isError(result)) return failure(compressor, result);
    *size = result;
    return ASSAY_COMPRESSOR_OK;
}
