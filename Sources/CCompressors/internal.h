// What the two encoders share.
#pragma once

#include "CCompressors.h"

#include <lzma.h>
#include <zstd.h>

struct assay_compressor {
    assay_compressor_parameters parameters;
    bool configured;
    bool active;            // between begin and finish
    uint64_t promised_size; // or ASSAY_SIZE_UNKNOWN
    uint64_t size_in;
    uint64_t size_out;
    const char *message;    // static storage of a library

    // Both encoders are fed pieces of exactly this size, the last one excepted, so that the caller's cuts do not show.
    uint8_t *piece;
    size_t piece_size;
    size_t piece_count;

    // The output lands here and is forgotten.
    uint8_t *scratch;
    size_t scratch_size;

    ZSTD_CCtx *zstd;
    lzma_stream xz;
    lzma_options_lzma xz_options;
    lzma_filter xz_filters[2]; // points to xz_options
};

assay_compressor_status assay_zstd_configure(assay_compressor *compressor);
assay_compressor_status assay_zstd_begin(assay_compressor *compressor);
assay_compressor_status assay_zstd_code(assay_compressor *compressor, const uint8_t *bytes, size_t count, bool last);

assay_compressor_status assay_xz_configure(assay_compressor *compressor);
assay_compressor_status assay_xz_begin(assay_compressor *compressor);
assay_compressor_status assay_xz_code(assay_compressor *compressor, const uint8_t *bytes, size_t count, bool last);
