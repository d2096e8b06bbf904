// xz: one .xz stream of one block, LZMA2 alone, by the single-threaded encoder (the program's -T1).
#include "internal.h"

static assay_compressor_status failure(assay_compressor *compressor, lzma_ret result) {
    switch (result) {
        case LZMA_MEM_ERROR:
            compressor->message = "LZMA_MEM_ERROR: cannot allocate memory";
            return ASSAY_COMPRESSOR_NO_MEMORY;
        case LZMA_OPTIONS_ERROR:
            compressor->message = "LZMA_OPTIONS_ERROR: invalid or unsupported options";
            return ASSAY_COMPRESSOR_BAD_PARAMETERS;
        case LZMA_UNSUPPORTED_CHECK:
            compressor->message = "LZMA_UNSUPPORTED_CHECK: the integrity check is not supported";
            return ASSAY_COMPRESSOR_BAD_PARAMETERS;
        case LZMA_DATA_ERROR:
            compressor->message = "LZMA_DATA_ERROR: the stream would exceed the format's limit";
            return ASSAY_COMPRESSOR_FAILED;
        default:
            compressor->message = "LZMA_PROG_ERROR: the encoder was misused";
            return ASSAY_COMPRESSOR_FAILED;
    }
}

assay_compressor_status assay_xz_configure(assay_compressor *compressor) {
    const assay_compressor_parameters *p = &compressor->parameters;
    lzma_options_lzma *options = &compressor->xz_options;
    if (p->preset > 9 || p->dictionary_size > UINT32_MAX) return ASSAY_COMPRESSOR_BAD_PARAMETERS;
    if (lzma_lzma_preset(options, p->preset | (p->extreme ? LZMA_PRESET_EXTREME : 0))) {
        return ASSAY_COMPRESSOR_BAD_PARAMETERS;
    }
    if (p->dictionary_size != 0) options->dict_size = (uint32_t)p->dictionary_size;
    compressor->xz_filters[0] = (lzma_filter){LZMA_FILTER_LZMA2, options};
    compressor->xz_filters[1] = (lzma_filter){LZMA_VLI_UNKNOWN, NULL};
    // The size of its memory is what the library knows of valid options only.
    if (lzma_raw_encoder_memusage(compressor->xz_filters) == UINT64_MAX) return ASSAY_COMPRESSOR_BAD_PARAMETERS;
    return ASSAY_COMPRESSOR_OK;
}

assay_compressor_status assay_xz_begin(assay_compressor *compressor) {
    if (!assay_reserve_output(compressor, 1 << 16)) return ASSAY_COMPRESSOR_NO_MEMORY;
    compressor->xz_size = 0;
    // On a stream in use this keeps the allocations of the last one.
    lzma_ret result = lzma_stream_encoder(
        &compressor->xz, compressor->xz_filters, (lzma_check)compressor->parameters.check);
    return result == LZMA_OK ? ASSAY_COMPRESSOR_OK : failure(compressor, result);
}

// Codes until the input is used up (LZMA_RUN) or the stream is complete (LZMA_FINISH).
static assay_compressor_status code(assay_compressor *compressor, lzma_action action) {
    lzma_stream *stream = &compressor->xz;
    for (;;) {
        stream->next_out = compressor->output;
        stream->avail_out = compressor->output_capacity;
        lzma_ret result = lzma_code(stream, action);
        compressor->xz_size += compressor->output_capacity - stream->avail_out;
        if (result == LZMA_STREAM_END) return ASSAY_COMPRESSOR_OK;
        if (result != LZMA_OK) return failure(compressor, result);
        if (action == LZMA_RUN && stream->avail_in == 0) return ASSAY_COMPRESSOR_OK;
    }
}

assay_compressor_status assay_xz_push(assay_compressor *compressor, const uint8_t *bytes, size_t count) {
    compressor->xz.next_in = bytes;
    compressor->xz.avail_in = count;
    return code(compressor, LZMA_RUN);
}

assay_compressor_status assay_xz_finish(assay_compressor *compressor, uint64_t *size) {
    compressor->xz.next_in = NULL;
    compressor->xz.avail_in = 0;
    assay_compressor_status status = code(compressor, LZMA_FINISH);
    if (status == ASSAY_COMPRESSOR_OK) *size = compressor->xz_size;
    return status;
}
