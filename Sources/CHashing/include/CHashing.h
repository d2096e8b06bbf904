#pragma once

// XXH3 (libxxhash, BSD-2): 64- and 128-bit hashes of bytes, the same on every machine.
// Inlined from the header, so that hashing a short line costs no call.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t low;
    uint64_t high;
} assay_hash128;

// The version of the header that was compiled: major * 10000 + minor * 100 + patch.
static inline uint32_t assay_xxhash_version(void) { return XXH_VERSION_NUMBER; }

static inline uint64_t assay_hash64(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}

static inline assay_hash128 assay_hash128_of(const void *bytes, size_t count, uint64_t seed) {
    XXH128_hash_t h = XXH3_128bits_withSeed(bytes, count, seed);
    assay_hash128 r = {h.low64, h.high64};
    return r;
}
