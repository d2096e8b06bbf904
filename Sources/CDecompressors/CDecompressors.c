#include "CDecompressors.h"

#include <bzlib.h>
#include <limits.h>
#include <lz4.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { WINDOW_LOG_LIMIT = 27 };

// What liblzma needs beside the dictionary is well below this.
static const uint64_t lzma_overhead = UINT64_C(1) << 24;

struct assay_decoder {
    assay_decoder_kind kind;
    // Whether a member, frame or stream is begun and not yet finished.
    bool inside;
    // Whether at least one member, frame or stream was finished.
    bool finished_one;
    // Whether the library state below is initialised and must be ended.
    bool live;
    // An outcome that is held back until the output before it was taken.
    assay_decoder_status outcome;
    const char *message;
    z_stream zlib;
    bz_stream bzip2;
    lzma_stream lzma;
    ZSTD_DStream *zstandard;
    LZ4F_dctx *lz4;
};

size_t assay_decoder_window_limit(void) { return (size_t)1 << WINDOW_LOG_LIMIT; }

static void end(assay_decoder *d) {
    if (!d->live) return;
    d->live = false;
    switch (d->kind) {
    case ASSAY_DECODER_GZIP:
    case ASSAY_DECODER_DEFLATE: inflateEnd(&d->zlib); break;
    case ASSAY_DECODER_ZSTANDARD:
    case ASSAY_DECODER_LZ4: break;
    case ASSAY_DECODER_XZ: lzma_end(&d->lzma); break;
    case ASSAY_DECODER_BZIP2: BZ2_bzDecompressEnd(&d->bzip2); break;
    }
}

bool assay_decoder_reset(assay_decoder *d) {
    d->inside = false;
    d->finished_one = false;
    d->outcome = ASSAY_DECODER_MORE;
    d->message = NULL;
    switch (d->kind) {
    case ASSAY_DECODER_GZIP:
    case ASSAY_DECODER_DEFLATE: {
        int window = d->kind == ASSAY_DECODER_GZIP ? 15 + 16 : -15;
        if (d->live) return inflateReset2(&d->zlib, window) == Z_OK;
        memset(&d->zlib, 0, sizeof d->zlib);
        d->live = inflateInit2(&d->zlib, window) == Z_OK;
        return d->live;
    }
    case ASSAY_DECODER_ZSTANDARD:
        if (!d->zstandard) d->zstandard = ZSTD_createDStream();
        return d->zstandard && !ZSTD_isError(ZSTD_DCtx_reset(d->zstandard, ZSTD_reset_session_only))
            && !ZSTD_isError(ZSTD_DCtx_setParameter(d->zstandard, ZSTD_d_windowLogMax, WINDOW_LOG_LIMIT));
    case ASSAY_DECODER_XZ:
        // lzma_stream_decoder reuses a live stream's memory.
        if (!d->live) d->lzma = (lzma_stream)LZMA_STREAM_INIT;
        d->live = lzma_stream_decoder(
            &d->lzma, assay_decoder_window_limit() + lzma_overhead,
            LZMA_CONCATENATED | LZMA_TELL_UNSUPPORTED_CHECK) == LZMA_OK;
        return d->live;
    case ASSAY_DECODER_BZIP2:
        end(d);
        memset(&d->bzip2, 0, sizeof d->bzip2);
        d->live = BZ2_bzDecompressInit(&d->bzip2, 0, 0) == BZ_OK;
        return d->live;
    case ASSAY_DECODER_LZ4:
        if (!d->lz4) return !LZ4F_isError(LZ4F_createDecompressionContext(&d->lz4, LZ4F_VERSION));
        LZ4F_resetDecompressionContext(d->lz4);
        return true;
    }
    return false;
}

assay_decoder *assay_decoder_create(assay_decoder_kind kind) {
    assay_decoder *d = calloc(1, sizeof *d);
    if (!d) return NULL;
    d->kind = kind;
    if (!assay_decoder_reset(d)) {
        assay_decoder_destroy(d);
        return NULL;
    }
    return d;
}

void assay_decoder_destroy(assay_decoder *d) {
    if (!d) return;
    end(d);
    ZSTD_freeDStream(d->zstandard);
    LZ4F_freeDecompressionContext(d->lz4);
    free(d);
}

uint32_t assay_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
    return (uint32_t)crc32_z(crc, bytes, count);
}

const char *assay_decoder_message(const assay_decoder *d) { return d->message; }

static assay_decoder_status fail(assay_decoder *d, assay_decoder_status status, const char *message) {
    d->message = message;
    return status;
}

static assay_decoder_status at_end(assay_decoder *d) {
    if (d->inside || !d->finished_one) {
        return fail(d, ASSAY_DECODER_TRUNCATED, "the compressed data ends too early");
    }
    return ASSAY_DECODER_END;
}

static unsigned clamp(size_t count) { return count > UINT_MAX ? UINT_MAX : (unsigned)count; }

static void advance(assay_decoder_buffers *b, size_t used, size_t made) {
    b->input += used;
    b->input_count -= used;
    b->output += made;
    b->output_count -= made;
}

static assay_decoder_status step_gzip(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    if (!d->inside) {
        // Zero bytes after a member are padding, as gzip(1) has it.
        while (d->finished_one && b->input_count && *b->input == 0) advance(b, 1, 0);
        if (!b->input_count) return ended ? at_end(d) : ASSAY_DECODER_MORE;
        if (d->finished_one && *b->input != 0x1f) {
            return fail(d, ASSAY_DECODER_CORRUPT, "bytes that are not gzip follow the last member");
        }
        if (inflateReset(&d->zlib) != Z_OK) return ASSAY_DECODER_OUT_OF_MEMORY;
        d->inside = true;
    }
    unsigned in = clamp(b->input_count), out = clamp(b->output_count);
    d->zlib.next_in = (Bytef *)b->input;
    d->zlib.avail_in = in;
    d->zlib.next_out = b->output;
    d->zlib.avail_out = out;
    int r = inflate(&d->zlib, Z_NO_FLUSH);
    advance(b, in - d->zlib.avail_in, out - d->zlib.avail_out);
    switch (r) {
    case Z_OK: return ASSAY_DECODER_MORE;
    case Z_STREAM_END:
        d->inside = false;
        d->finished_one = true;
        return ASSAY_DECODER_MORE;
    case Z_BUF_ERROR: return ended && !b->input_count && b->output_count ? at_end(d) : ASSAY_DECODER_MORE;
    case Z_MEM_ERROR: return ASSAY_DECODER_OUT_OF_MEMORY;
    default:
        return fail(d, ASSAY_DECODER_CORRUPT, d->zlib.msg ? d->zlib.msg : "a preset dictionary is needed");
    }
}

static assay_decoder_status step_deflate(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    unsigned in = clamp(b->input_count), out = clamp(b->output_count);
    d->zlib.next_in = (Bytef *)b->input;
    d->zlib.avail_in = in;
    d->zlib.next_out = b->output;
    d->zlib.avail_out = out;
    d->inside = true;
    int r = inflate(&d->zlib, Z_NO_FLUSH);
    advance(b, in - d->zlib.avail_in, out - d->zlib.avail_out);
    switch (r) {
    case Z_OK: return ASSAY_DECODER_MORE;
    case Z_STREAM_END: return ASSAY_DECODER_END;
    case Z_BUF_ERROR: return ended && !b->input_count && b->output_count ? at_end(d) : ASSAY_DECODER_MORE;
    case Z_MEM_ERROR: return ASSAY_DECODER_OUT_OF_MEMORY;
    default: return fail(d, ASSAY_DECODER_CORRUPT, d->zlib.msg ? d->zlib.msg : "damaged deflate data");
    }
}

static assay_decoder_status step_lz4(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    static const uint8_t legacy_rest[3] = {0x21, 0x4c, 0x18};
    if (!d->inside) {
        if (!b->input_count) return ended ? at_end(d) : ASSAY_DECODER_MORE;
        // Behind a frame: another one, or a skippable one. The library checks the rest of the magic number.
        if (d->finished_one && *b->input != 0x04 && (*b->input & 0xf0) != 0x50) {
            bool legacy = b->input_count >= 4 && *b->input == 0x02 && !memcmp(b->input + 1, legacy_rest, sizeof legacy_rest);
            return legacy ? fail(d, ASSAY_DECODER_UNSUPPORTED, "a legacy frame follows")
                          : fail(d, ASSAY_DECODER_CORRUPT, "bytes that are not lz4 follow the last frame");
        }
    }
    size_t in = b->input_count, out = b->output_count;
    size_t r = LZ4F_decompress(d->lz4, b->output, &out, b->input, &in, NULL);
    if (LZ4F_isError(r)) return fail(d, ASSAY_DECODER_CORRUPT, LZ4F_getErrorName(r));
    advance(b, in, out);
    LZ4F_frameInfo_t info;
    size_t none = 0;
    if (!LZ4F_isError(LZ4F_getFrameInfo(d->lz4, &info, NULL, &none)) && info.dictID) {
        return fail(d, ASSAY_DECODER_UNSUPPORTED, "a dictionary is needed");
    }
    d->inside = r != 0;
    if (r == 0) d->finished_one = true;
    if (d->inside && ended && !in && !out && !b->input_count && b->output_count) return at_end(d);
    return ASSAY_DECODER_MORE;
}

static assay_decoder_status step_zstandard(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    if (!d->inside && !b->input_count) return ended ? at_end(d) : ASSAY_DECODER_MORE;
    ZSTD_inBuffer in = {b->input, b->input_count, 0};
    ZSTD_outBuffer out = {b->output, b->output_count, 0};
    size_t r = ZSTD_decompressStream(d->zstandard, &out, &in);
    advance(b, in.pos, out.pos);
    if (ZSTD_isError(r)) {
        switch (ZSTD_getErrorCode(r)) {
        case ZSTD_error_frameParameter_windowTooLarge:
            return fail(d, ASSAY_DECODER_WINDOW_TOO_LARGE, ZSTD_getErrorName(r));
        case ZSTD_error_memory_allocation: return ASSAY_DECODER_OUT_OF_MEMORY;
        case ZSTD_error_dictionary_wrong:
        case ZSTD_error_version_unsupported:
        case ZSTD_error_frameParameter_unsupported:
            return fail(d, ASSAY_DECODER_UNSUPPORTED, ZSTD_getErrorName(r));
        default: return fail(d, ASSAY_DECODER_CORRUPT, ZSTD_getErrorName(r));
        }
    }
    d->inside = r != 0;
    if (r == 0) d->finished_one = true;
    if (d->inside && ended && !in.pos && !out.pos && !b->input_count && b->output_count) return at_end(d);
    return ASSAY_DECODER_MORE;
}

static assay_decoder_status step_xz(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    d->lzma.next_in = b->input;
    d->lzma.avail_in = b->input_count;
    d->lzma.next_out = b->output;
    d->lzma.avail_out = b->output_count;
    lzma_ret r = lzma_code(&d->lzma, ended ? LZMA_FINISH : LZMA_RUN);
    advance(b, b->input_count - d->lzma.avail_in, b->output_count - d->lzma.avail_out);
    switch (r) {
    case LZMA_OK: return ASSAY_DECODER_MORE;
    case LZMA_STREAM_END: return ASSAY_DECODER_END;
    case LZMA_BUF_ERROR:
        return ended && b->output_count
            ? fail(d, ASSAY_DECODER_TRUNCATED, "the compressed data ends too early") : ASSAY_DECODER_MORE;
    case LZMA_MEM_ERROR: return ASSAY_DECODER_OUT_OF_MEMORY;
    case LZMA_MEMLIMIT_ERROR:
        return fail(d, ASSAY_DECODER_WINDOW_TOO_LARGE, "the dictionary needs more memory than the limit");
    case LZMA_OPTIONS_ERROR: return fail(d, ASSAY_DECODER_UNSUPPORTED, "unknown filter or header option");
    case LZMA_UNSUPPORTED_CHECK: return fail(d, ASSAY_DECODER_UNSUPPORTED, "unknown integrity check");
    case LZMA_FORMAT_ERROR: return fail(d, ASSAY_DECODER_CORRUPT, "bytes that are not xz");
    default: return fail(d, ASSAY_DECODER_CORRUPT, "damaged xz data");
    }
}

static assay_decoder_status step_bzip2(assay_decoder *d, assay_decoder_buffers *b, bool ended) {
    if (!d->inside) {
        if (!b->input_count) return ended ? at_end(d) : ASSAY_DECODER_MORE;
        if (d->finished_one) {
            if (*b->input != 'B') {
                return fail(d, ASSAY_DECODER_CORRUPT, "bytes that are not bzip2 follow the last stream");
            }
            if (!assay_decoder_reset(d)) return ASSAY_DECODER_OUT_OF_MEMORY;
            d->finished_one = true;
        }
        d->inside = true;
    }
    unsigned in = clamp(b->input_count), out = clamp(b->output_count);
    d->bzip2.next_in = (char *)b->input;
    d->bzip2.avail_in = in;
    d->bzip2.next_out = (char *)b->output;
    d->bzip2.avail_out = out;
    int r = BZ2_bzDecompress(&d->bzip2);
    size_t used = in - d->bzip2.avail_in, made = out - d->bzip2.avail_out;
    advance(b, used, made);
    switch (r) {
    case BZ_OK:
        return ended && !used && !made && !b->input_count && b->output_count ? at_end(d) : ASSAY_DECODER_MORE;
    case BZ_STREAM_END:
        d->inside = false;
        d->finished_one = true;
        return ASSAY_DECODER_MORE;
    case BZ_MEM_ERROR: return ASSAY_DECODER_OUT_OF_MEMORY;
    case BZ_DATA_ERROR_MAGIC: return fail(d, ASSAY_DECODER_CORRUPT, "bytes that are not bzip2");
    default: return fail(d, ASSAY_DECODER_CORRUPT, "a block's checksum or structure is wrong");
    }
}

assay_decoder_status assay_decoder_step(assay_decoder *d, assay_decoder_buffers *b, bool input_ended) {
    if (d->outcome != ASSAY_DECODER_MORE) return d->outcome;
    size_t room = b->output_count;
    assay_decoder_status status = ASSAY_DECODER_MORE;
    switch (d->kind) {
    case ASSAY_DECODER_GZIP: status = step_gzip(d, b, input_ended); break;
    case ASSAY_DECODER_ZSTANDARD: status = step_zstandard(d, b, input_ended); break;
    case ASSAY_DECODER_XZ: status = step_xz(d, b, input_ended); break;
    case ASSAY_DECODER_BZIP2: status = step_bzip2(d, b, input_ended); break;
    case ASSAY_DECODER_LZ4: status = step_lz4(d, b, input_ended); break;
    case ASSAY_DECODER_DEFLATE: status = step_deflate(d, b, input_ended); break;
    }
    d->outcome = status;
    return b->output_count < room ? ASSAY_DECODER_MORE : status;
}

const char *assay_zlib_version(void) { return zlibVersion(); }

const char *assay_bzip2_version(void) { return BZ2_bzlibVersion(); }

const char *assay_lz4_version(void) { return LZ4_versionString(); }
