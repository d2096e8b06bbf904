// What the two encoders share.
#pragma once

#include "CCompressors.h"

#include <lzma.h>
#include <zstd.h>

struct assay_compressor {
    assay_compressor_parameters parameters;
    bool configured;
    bool active;         // between begin and finish
    const char *message; // static storage of a library

    // The code lands here and is forgotten: all of it (zstd), or a piece at a time (xz).
    uint8_t *output;
    size_t output_capacity;

    // zstd: the stream so far.
    ZSTD_CCtx *zstd;
    uint8_t *input;
    size_t input_capacity;
    size_t input_count;

    // xz: the encoder, and the size of what has come out of it.
    lzma_stream xz;
    lzma_options_lzma xz_options;
    lzma_filter xz_filters[2]; // points to xz_options
    uint64_t xz_size;
};

// Makes the output at least this large; its content is lost.
bool assay_reserve_output(assay_compressor *compressor, size_t capacity);

assay_compressor_status assay_zstd_configure(assay_compressor *compressor);
assay_compressor_status assay_zstd_push(assay_compressor *compressor, const uint8_t *bytes, size_t count);
assay_compressor_status assay_zstd_code(assay_compressor *compressor, const uint8_t *bytes, size_t count,
                                        uint64_t *size);

assay_compressor_status assay_xz_configure(assay_compressor *compressor);
assay_compressor_status assay_xz_begin(assay_compressor *compressor);
assay_compressor_status assay_xz_push(assay_compressor *compressor, const uint8_t *bytes, size_t count);
assay_compressor_status assay_xz_finish(assay_compressor *compressor, uint64_t *size);
