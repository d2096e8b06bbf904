#pragma once

#include <stddef.h>
#include <stdint.h>

// A thin shim over PCRE2 (8-bit, UTF, Unicode properties, JIT): patterns over bytes that need not be valid UTF-8.

#ifdef __cplusplus
extern "C" {
#endif

// A compiled pattern; immutable, so that threads may share it.
typedef struct cre_pattern cre_pattern;

// The room that matching needs; one a thread.
typedef struct cre_match cre_match;

// Compiles a pattern of `length` bytes. NULL on failure: then `message` holds the reason (NUL-terminated) and
// `*offset` the byte of the pattern where it was noticed. `^` and `$` stand for lines, as in Oniguruma's Ruby syntax.
cre_pattern *cre_compile(const uint8_t *pattern, size_t length, char *message, size_t message_size, size_t *offset);

void cre_free(cre_pattern *pattern);

cre_match *cre_match_create(const cre_pattern *pattern);

void cre_match_free(cre_match *match);

// Finds the first match that is not empty at or after `start`: 1 and its bounds; 0 for none; negative for an error
// of PCRE2 (a limit was met).
int cre_find(const cre_pattern *pattern, cre_match *match, const uint8_t *subject, size_t length, size_t start,
             size_t *match_start, size_t *match_end);

// Writes the version of PCRE2 as it runs, NUL-terminated: "10.42 2022-12-11". At least 64 bytes of room.
void cre_version(char *version);

#ifdef __cplusplus
}
#endif
