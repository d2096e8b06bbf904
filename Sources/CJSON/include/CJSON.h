#pragma once

// Parsing of one JSON value at a time over simdjson, and the text fields of a record.
//
// Views that functions return point into the parser and hold until its next parse or extraction.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct assay_json_parser assay_json_parser;
typedef struct assay_json_rule assay_json_rule;

// Bytes that must be readable after the end of the input given to assay_json_parse.
enum { ASSAY_JSON_PADDING = 64 };

typedef enum {
    ASSAY_JSON_OBJECT = 0,
    // A valid value that is not an object.
    ASSAY_JSON_ARRAY = 1,
    ASSAY_JSON_SCALAR = 2,
    // Not JSON.
    ASSAY_JSON_INVALID = 3,
    ASSAY_JSON_INVALID_UTF8 = 4,
    // Nested more than 1024 deep.
    ASSAY_JSON_TOO_DEEP = 5,
    // A number is malformed, or beyond 64 bits or the range of a double.
    ASSAY_JSON_BAD_NUMBER = 6,
    ASSAY_JSON_OUT_OF_MEMORY = 7,
} assay_json_kind;

typedef struct {
    // NULL where nothing was found.
    const uint8_t *bytes;
    size_t count;
} assay_json_view;

// Returns NULL where memory cannot be allocated.
assay_json_parser *assay_json_parser_create(void);

// Accepts NULL.
void assay_json_parser_destroy(assay_json_parser *parser);

// Parses one value; ASSAY_JSON_PADDING bytes after it must be readable, whatever they hold.
assay_json_kind assay_json_parse(assay_json_parser *parser, const uint8_t *bytes, size_t count);

// Steps through the top-level string fields of the object parsed last: the first call has *index = 0.
// Returns false at the end.
bool assay_json_next_string_field(
    assay_json_parser *parser, size_t *index, assay_json_view *key, assay_json_view *value);

// A rule is a list of paths, a path a list of keys. Returns NULL where memory cannot be allocated.
assay_json_rule *assay_json_rule_create(void);

// Accepts NULL.
void assay_json_rule_destroy(assay_json_rule *rule);

// Begins a path. A record that lacks a path that is not optional does not match the rule.
bool assay_json_rule_add_path(assay_json_rule *rule, bool optional);

// Adds a key to the path begun last. `each` descends into every element of the array found there.
bool assay_json_rule_add_key(assay_json_rule *rule, const uint8_t *bytes, size_t count, bool each);

// The text of the object parsed last. At a path's end a string is one part, an array as many parts as it holds strings
// and objects with a string `text` (or else `content`). Parts that are not empty are joined by line feeds.
// Returns false where the rule does not match.
bool assay_json_extract(assay_json_parser *parser, const assay_json_rule *rule, assay_json_view *text);

// What a top-level field of the object parsed last identifies the record by: a string, or a whole number as it is written in
// decimal. The view holds until the next parse or identification. Returns false where there is no such field.
bool assay_json_identifier(
    assay_json_parser *parser, const uint8_t *key, size_t count, assay_json_view *value, bool *is_number);

// The version of simdjson's headers, which the library does not tell: major << 16 | minor << 8 | patch.
uint32_t assay_simdjson_version(void);

#ifdef __cplusplus
}
#endif
