// How long the code of a byte stream is under zstd or xz: bytes in, a size out, the code is thrown away.
//
// Only the stable interfaces of libzstd and liblzma are used. Encoders are single-threaded, so a size depends on the
// parameters, the bytes and the library's version alone: not on how the bytes were cut into pushes, not on what the
// encoder coded before, not on the number of threads of the caller.
//
// xz codes a stream as it comes. zstd codes one contiguous buffer when the stream ends: its streaming interface keeps
// the window in a ring, and once that has wrapped the fast levels find fewer matches (0.2 to 0.3 % at level 3), so that
// a size would depend on the interface. The zstd program does as is done here, a few megabytes at a time.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    ASSAY_ZSTD = 0,  ///< one zstd frame, RFC 8878
    ASSAY_XZ = 1,    ///< one .xz stream with one block
} assay_codec;

typedef enum {
    ASSAY_CHECK_NONE = 0,
    ASSAY_CHECK_CRC32 = 1,
    ASSAY_CHECK_CRC64 = 4,
    ASSAY_CHECK_SHA256 = 10,
} assay_xz_check;

/// What the encoder does. Zero means "as the level or preset has it" wherever a zero is not a value of its own.
typedef struct {
    assay_codec codec;

    // zstd
    int32_t level;         ///< 1 ... 22
    int32_t window_log;    ///< 10 ... 31 (log2 of bytes), 0: the level's
    int32_t hash_log;      ///< 6 ... 30 (log2 of entries), 0: the level's
    int32_t chain_log;     ///< 6 ... 30 (log2 of entries), 0: the level's
    int32_t search_log;    ///< 1 ... 30 (log2 of attempts), 0: the level's
    int32_t min_match;     ///< 3 ... 7 bytes, 0: the level's
    int32_t target_length; ///< bytes, 0: the level's
    int32_t strategy;      ///< 1 (fast) ... 9 (btultra2), 0: the level's
    bool long_distance_matching;
    bool checksum;         ///< a 4-byte XXH64 after the frame; the zstd program writes it

    // xz
    uint32_t preset;          ///< 0 ... 9
    bool extreme;             ///< the program's -e
    uint64_t dictionary_size; ///< bytes, 4096 ... 1.5 GiB, 0: the preset's
    assay_xz_check check;     ///< the xz program writes CRC64
} assay_compressor_parameters;

/// What became of a call.
typedef enum {
    ASSAY_COMPRESSOR_OK = 0,
    ASSAY_COMPRESSOR_BAD_PARAMETERS = 1,
    ASSAY_COMPRESSOR_NO_MEMORY = 2,
    ASSAY_COMPRESSOR_BAD_STATE = 3,  ///< a call out of turn, or after an error
    ASSAY_COMPRESSOR_FAILED = 4,     ///< the library refused; see assay_compressor_message
} assay_compressor_status;

/// One encoder with its scratch buffers; used by one thread at a time.
typedef struct assay_compressor assay_compressor;

/// Makes an encoder; NULL where there is no memory.
assay_compressor *assay_compressor_create(void);

/// Sets and checks the parameters; once, before the first begin.
assay_compressor_status assay_compressor_configure(assay_compressor *compressor,
                                                   const assay_compressor_parameters *parameters);

/// Frees an encoder; NULL does nothing.
void assay_compressor_free(assay_compressor *compressor);

/// Begins a new stream and keeps the memory of the last one; what was begun before is dropped.
assay_compressor_status assay_compressor_begin(assay_compressor *compressor);

/// Adds bytes to the stream.
assay_compressor_status assay_compressor_push(assay_compressor *compressor, const uint8_t *bytes, size_t count);

/// Ends the stream; `*compressed_size` is its size in bytes, container and all.
assay_compressor_status assay_compressor_finish(assay_compressor *compressor, uint64_t *compressed_size);

/// Codes one buffer: begin, push and finish without a copy.
assay_compressor_status assay_compressor_code(assay_compressor *compressor, const uint8_t *bytes, size_t count,
                                              uint64_t *compressed_size);

/// The library's words for the last failure; empty where there are none. Valid until the next call.
const char *assay_compressor_message(const assay_compressor *compressor);

/// Bytes of memory the encoder holds (zstd, after the first stream) or will hold at most (xz).
uint64_t assay_compressor_memory(const assay_compressor *compressor);

/// The versions of the libraries that are linked: "1.5.4", "5.4.1".
const char *assay_zstd_version(void);
const char *assay_xz_version(void);

// For files of our own: one zstd frame of a buffer, and back.

/// The most bytes that a frame of `count` bytes takes.
size_t assay_zstd_bound(size_t count);

/// Writes one frame with a checksum; its size, or 0 where the library refuses.
size_t assay_zstd_pack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count, int32_t level);

/// The most bytes that a gzip member of `count` bytes takes.
size_t assay_gzip_bound(size_t count);

/// Writes one gzip member without a name or a time; its size, or 0 where the library refuses.
size_t assay_gzip_pack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count, int32_t level);

/// The size of the content of the one frame that the bytes are; UINT64_MAX where they are anything else or do not say.
uint64_t assay_zstd_content_size(const uint8_t *bytes, size_t count);

/// Decodes one frame into a buffer of exactly its content's size; false where it is damaged.
bool assay_zstd_unpack(uint8_t *output, size_t capacity, const uint8_t *bytes, size_t count);
