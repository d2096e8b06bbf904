// The stream around the two encoders: pieces of one size in, a sum of sizes out.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

assay_compressor *assay_compressor_create(void) {
    assay_compressor *compressor = calloc(1, sizeof *compressor);
    if (compressor == NULL) return NULL;
    compressor->message = "";
    // The piece and scratch sizes of the zstd program: with them a frame's size equals the program's to the byte.
    compressor->piece_size = ZSTD_CStreamInSize();
    compressor->scratch_size = ZSTD_CStreamOutSize();
    compressor->piece = malloc(compressor->piece_size);
    compressor->scratch = malloc(compressor->scratch_size);
    if (compressor->piece == NULL || compressor->scratch == NULL) {
        assay_compressor_free(compressor);
        return NULL;
    }
    return compressor;
}

void assay_compressor_free(assay_compressor *compressor) {
    if (compressor == NULL) return;
    ZSTD_freeCCtx(compressor->zstd);
    lzma_end(&compressor->xz);
    free(compressor->piece);
    free(compressor->scratch);
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

assay_compressor_status assay_compressor_begin(assay_compressor *compressor, uint64_t size) {
    if (!compressor->configured) return ASSAY_COMPRESSOR_BAD_STATE;
    compressor->promised_size = size;
    compressor->size_in = 0;
    compressor->size_out = 0;
    compressor->piece_count = 0;
    compressor->message = "";
    assay_compressor_status status =
        compressor->parameters.codec == ASSAY_ZSTD ? assay_zstd_begin(compressor) : assay_xz_begin(compressor);
    compressor->active = status == ASSAY_COMPRESSOR_OK;
    return status;
}

static assay_compressor_status code(assay_compressor *compressor, const uint8_t *bytes, size_t count, bool last) {
    assay_compressor_status status = compressor->parameters.codec == ASSAY_ZSTD
        ? assay_zstd_code(compressor, bytes, count, last)
        : assay_xz_code(compressor, bytes, count, last);
    if (status != ASSAY_COMPRESSOR_OK) compressor->active = false;
    return status;
}

assay_compressor_status assay_compressor_push(assay_compressor *compressor, const uint8_t *bytes, size_t count) {
    if (!compressor->active) return ASSAY_COMPRESSOR_BAD_STATE;
    if (compressor->promised_size != ASSAY_SIZE_UNKNOWN && count > compressor->promised_size - compressor->size_in) {
        compressor->active = false;
        return ASSAY_COMPRESSOR_WRONG_SIZE;
    }
    compressor->size_in += count;
    // A full piece waits until it is known whether more comes: the last piece is coded as the last.
    while (count > 0) {
        if (compressor->piece_count == compressor->piece_size) {
            assay_compressor_status status = code(compressor, compressor->piece, compressor->piece_count, false);
            if (status != ASSAY_COMPRESSOR_OK) return status;
            compressor->piece_count = 0;
        }
        size_t space = compressor->piece_size - compressor->piece_count;
        size_t taken = count < space ? count : space;
        memcpy(compressor->piece + compressor->piece_count, bytes, taken);
        compressor->piece_count += taken;
        bytes += taken;
        count -= taken;
    }
    return ASSAY_COMPRESSOR_OK;
}

assay_compressor_status assay_compressor_finish(assay_compressor *compressor, uint64_t *compressed_size) {
    *compressed_size = 0;
    if (!compressor->active) return ASSAY_COMPRESSOR_BAD_STATE;
    if (compressor->promised_size != ASSAY_SIZE_UNKNOWN && compressor->size_in != compressor->promised_size) {
        compressor->active = false;
        return ASSAY_COMPRESSOR_WRONG_SIZE;
    }
    assay_compressor_status status = code(compressor, compressor->piece, compressor->piece_count, true);
    compressor->active = false;
    if (status == ASSAY_COMPRESSOR_OK) *compressed_size = compressor->size_out;
    return status;
}

const char *assay_compressor_message(const assay_compressor *compressor) { return compressor->message; }

uint64_t assay_compressor_memory(const assay_compressor *compressor) {
    if (!compressor->configured) return 0;
    return compressor->parameters.codec == ASSAY_ZSTD
        ? ZSTD_sizeof_CCtx(compressor->zstd)
        : lzma_raw_encoder_memusage(compressor->xz_filters);
}

const char *assay_zstd_version(void) { return ZSTD_versionString(); }

const char *assay_xz_version(void) { return lzma_version_string(); }
