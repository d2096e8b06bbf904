#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "CRegularExpressions.h"

cre_pattern *cre_compile(const uint8_t *pattern, size_t length, char *message, size_t message_size, size_t *offset) {
    int error = 0;
    PCRE2_SIZE at = 0;
    const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *code = pcre2_compile(pattern, length, options, &error, &at, NULL);
    if (code == NULL) {
        if (pcre2_get_error_message(error, (PCRE2_UCHAR *)message, message_size) < 0 && message_size > 0) message[0] = 0;
        *offset = at;
        return NULL;
    }
    // Without JIT (unsupported machine) matching still works, only slower.
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return (cre_pattern *)code;
}

void cre_free(cre_pattern *pattern) { pcre2_code_free((pcre2_code *)pattern); }

cre_match *cre_match_create(const cre_pattern *pattern) {
    return (cre_match *)pcre2_match_data_create_from_pattern((const pcre2_code *)pattern, NULL);
}

void cre_match_free(cre_match *match) { pcre2_match_data_free((pcre2_match_data *)match); }

int cre_find(const cre_pattern *pattern, cre_match *match, const uint8_t *subject, size_t length, size_t start,
             size_t *match_start, size_t *match_end) {
    const int result = pcre2_match((const pcre2_code *)pattern, subject, length, start, PCRE2_NOTEMPTY,
                                   (pcre2_match_data *)match, NULL);
    if (result == PCRE2_ERROR_NOMATCH) return 0;
    if (result < 0) return result;
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer((pcre2_match_data *)match);
    *match_start = bounds[0];
    *match_end = bounds[1];
    return 1;
}

void cre_version(char *version) { (void)pcre2_config(PCRE2_CONFIG_VERSION, version); }
