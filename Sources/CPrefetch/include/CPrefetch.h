// One cache-line prefetch: Swift has no intrinsic for it.
#pragma once

/// Asks for the cache line at an address, for writing; never faults, has no other effect.
static inline __attribute__((always_inline)) void assay_prefetch(const void *address) {
    __builtin_prefetch(address, 1, 3);
}

/// Asks for the cache line at an address, for reading, so that other cores keep theirs; never faults, has no other effect.
static inline __attribute__((always_inline)) void assay_prefetch_read(const void *address) {
    __builtin_prefetch(address, 0, 3);
}
