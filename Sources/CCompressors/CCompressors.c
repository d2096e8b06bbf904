// The stream around the two encoders: whose turn it is, and who does it.
#include "internal.h"

#include <stdlib.h>

assay_compressor *assay_compressor_create(void) {
    assay_compressor *compressor = calloc(1, sizeof *compressor);
    if (compressor != NULL) compressor->message = "";
    return compressor;
}

void assay_compressor_free(assay_compressor *compressor) {
    if (compressor == NULL) return;
    ZSTD_freeCCtx(compressor->zstd);
    lzma_end(&compressor->xz);
    free(compressor->input);
    free(compressor->output);
    free(compressor);
}

assay_compressor_status assay_compressor_configure(assay_compressor *compressor,
                                                   const assay_compressor_parameters *parameters) {
    if (compressor->configured) return ASSAY_COMPRESSOR_BAD_STATE;
    compressor->parameters = *parameters;
    assay_compressor_status status = ASSAY_COMPRESSOR_BAD_PARAMETERS;
    switch (parameters->codec) {
        case ASSAY_ZSTD: status = assay_zstd_configure(compressor); break;
        case ASSAY_XZ: status = assay_xz_configure(compressor); break;
    }
    compressor->configured = status == ASSAY_COMPRESSOR_OK;
    return status;
}

assay_compressor_status assay_compressor_begin(assay_compressor *compressor) {
    if (!compressor->configured) return ASSAY_COMPRESSOR_BAD_STATE;
    compressor->message = "";
    compressor->input_count = 0;
    assay_compressor_status status =
        compressor->parameters.codec == ASSAY_ZSTD ? ASSAY_COMPRESSOR_OK : assay_xz_begin(compressor);
    compressor->active = status == ASSAY_COMPRESSOR_OK;
    return status;
}

assay_compressor_status assay_compressor_push(assay_compressor *compressor, const uint8_t *bytes, size_t count) {
    if (!compressor->active) return ASSAY_COMPRESSOR_BAD_STATE;
    if (count == 0) return ASSAY_COMPRESSOR_OK;
    assay_compressor_status status = compressor->parameters.codec == ASSAY_ZSTD
        ? assay_zstd_push(compressor, bytes, count)
        : assay_xz_push(compressor, bytes, count);
    compressor->active = status == ASSAY_COMPRESSOR_OK;
    return status;
}

assay_compressor_status assay_compressor_finish(assay_compressor *compressor, uint64_t *compressed_size) {
    if (!compressor->active) return ASSAY_COMPRESSOR_BAD_STATE;
    compressor->active = false;
    return compressor->parameters.codec == ASSAY_ZSTD
        ? assay_zstd_code(compressor, compressor->input, compressor->input_count, compressed_size)
        : assay_xz_finish(compressor, compressed_size);
}

assay_compressor_status assay_compressor_code(assay_compressor *compressor, const uint8_t *bytes, size_t count,
                                              uint64_t *compressed_size) {
    assay_compressor_status status = assay_compressor_begin(compressor);
    if (status != ASSAY_COMPRESSOR_OK) return status;
    if (compressor->parameters.codec == ASSAY_ZSTD) {
        compressor->active = false;
        return assay_zstd_code(compressor, bytes, count, compressed_size);
    }
    status = assay_compressor_push(compressor, bytes, count);
    return status == ASSAY_COMPRESSOR_OK ? assay_compressor_finish(compressor, compressed_size) : status;
}

bool assay_reserve_output(assay_compressor *compressor, size_t capacity) {
    if (capacity <= compressor->output_capacity) return true;
    free(compressor->output);
    compressor->output = malloc(capacity);
    compressor->output_capacity = compressor->output == NULL ? 0 : capacity;
    return compressor->output != NULL;
}

const char *assay_compressor_message(const assay_compressor *compressor) { return compressor->message; }

uint64_t assay_compressor_memory(const assay_compressor *compressor) {
    if (!compressor->configured) return 0;
    uint64_t encoder = compressor->parameters.codec == ASSAY_ZSTD
        ? ZSTD_sizeof_CCtx(compressor->zstd)
        : lzma_raw_encoder_memusage(compressor->xz_filters);
    return encoder + compressor->input_capacity + compressor->output_capacity;
}

const char *assay_zstd_version(void) { return ZSTD_versionString(); }

const char *assay_xz_version(void) { return lzma_version_string(); }
