#include "CJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <new>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;

static_assert(ASSAY_JSON_PADDING >= SIMDJSON_PADDING, "the promise to the library must hold");

// A parser that grew beyond `large` for one record is given back when a record below `small` follows.
static constexpr size_t large = size_t(8) << 20;
static constexpr size_t small = size_t(1) << 20;

namespace {

struct Key {
    std::string name;
    bool each;
};

struct Path {
    std::vector<Key> keys;
    bool optional;
};

}  // namespace

struct assay_json_rule {
    std::vector<Path> paths;
};

struct assay_json_parser {
    dom::parser parser;
    dom::document document;
    dom::element root;
    std::vector<std::string_view> parts;
    std::string joined;
    std::string number;
};

static assay_json_view view(std::string_view text) {
    return {reinterpret_cast<const uint8_t *>(text.data()), text.size()};
}

assay_json_parser *assay_json_parser_create(void) {
    try {
        return new assay_json_parser;
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

void assay_json_parser_destroy(assay_json_parser *parser) { delete parser; }

// Makes room ahead of simdjson, which would grow to the exact size of every longer record.
static error_code reserve(assay_json_parser *p, size_t count) {
    size_t capacity = p->document.capacity();
    if (capacity > large && count < small) {
        p->parser = dom::parser();
        p->document = dom::document();
        p->joined = std::string();
        capacity = 0;
    }
    if (count <= capacity) return SUCCESS;
    size_t wanted = count > large ? count : std::max<size_t>(2 * count, 4096);
    if (error_code error = p->document.allocate(wanted)) return error;
    return p->parser.allocate(wanted);
}

assay_json_kind assay_json_parse(assay_json_parser *p, const uint8_t *bytes, size_t count) {
    error_code error = reserve(p, count);
    if (!error) error = p->parser.parse_into_document(p->document, bytes, count, false).get(p->root);
    switch (error) {
    case SUCCESS: break;
    case MEMALLOC:
    case CAPACITY: return ASSAY_JSON_OUT_OF_MEMORY;
    default:
        // Which of several errors simdjson names depends on the processor; this order does not.
        if (!validate_utf8(reinterpret_cast<const char *>(bytes), count)) return ASSAY_JSON_INVALID_UTF8;
        if (error == DEPTH_ERROR) return ASSAY_JSON_TOO_DEEP;
        return error == NUMBER_ERROR ? ASSAY_JSON_BAD_NUMBER : ASSAY_JSON_INVALID;
    }
    if (p->root.is_object()) return ASSAY_JSON_OBJECT;
    return p->root.is_array() ? ASSAY_JSON_ARRAY : ASSAY_JSON_SCALAR;
}

bool assay_json_next_string_field(
    assay_json_parser *p, size_t *index, assay_json_view *key, assay_json_view *value) {
    dom::object object;
    if (p->root.get(object)) return false;
    size_t at = 0;
    for (auto field : object) {
        std::string_view text;
        if (at++ < *index || field.value.get(text)) continue;
        *index = at;
        *key = view(field.key);
        *value = view(text);
        return true;
    }
    return false;
}

bool assay_json_identifier(
    assay_json_parser *p, const uint8_t *key, size_t count, assay_json_view *value, bool *is_number) {
    try {
        dom::element element;
        std::string_view text;
        dom::object object;
        if (p->root.get(object)) return false;
        if (object.at_key(std::string_view(reinterpret_cast<const char *>(key), count)).get(element)) return false;
        *is_number = element.get(text) != SUCCESS;
        if (*is_number) {
            int64_t whole = 0;
            uint64_t large = 0;
            if (!element.get(whole)) {
                p->number = std::to_string(whole);
            } else if (!element.get(large)) {
                p->number = std::to_string(large);
            } else {
                return false;
            }
            text = p->number;
        }
        *value = view(text);
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

assay_json_rule *assay_json_rule_create(void) { return new (std::nothrow) assay_json_rule; }

void assay_json_rule_destroy(assay_json_rule *rule) { delete rule; }

bool assay_json_rule_add_path(assay_json_rule *rule, bool optional) {
    try {
        rule->paths.push_back({{}, optional});
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

bool assay_json_rule_add_key(assay_json_rule *rule, const uint8_t *bytes, size_t count, bool each) {
    try {
        rule->paths.back().keys.push_back({std::string(reinterpret_cast<const char *>(bytes), count), each});
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

// The parts of the value at a path's end.
static void collect(assay_json_parser *p, dom::element value) {
    std::string_view text;
    if (!value.get(text)) {
        p->parts.push_back(text);
        return;
    }
    dom::array array;
    if (value.get(array)) return;
    for (dom::element part : array) {
        dom::object object;
        if (!part.get(text)) {
            p->parts.push_back(text);
        } else if (!part.get(object)) {
            if (!object.at_key("text").get(text) || !object.at_key("content").get(text)) p->parts.push_back(text);
        }
    }
}

static void descend(assay_json_parser *p, dom::element value, const std::vector<Key> &keys, size_t at) {
    if (at == keys.size()) return collect(p, value);
    dom::object object;
    if (value.get(object) || object.at_key(keys[at].name).get(value)) return;
    if (!keys[at].each) return descend(p, value, keys, at + 1);
    dom::array array;
    if (value.get(array)) return;
    for (dom::element element : array) descend(p, element, keys, at + 1);
}

bool assay_json_extract(assay_json_parser *p, const assay_json_rule *rule, assay_json_view *text) {
    try {
        p->parts.clear();
        for (const Path &path : rule->paths) {
            size_t before = p->parts.size();
            descend(p, p->root, path.keys, 0);
            if (p->parts.size() == before && !path.optional) return false;
        }
        if (p->parts.empty()) return false;
        if (p->parts.size() == 1) {
            *text = view(p->parts.front());
            return true;
        }
        p->joined.clear();
        for (std::string_view part : p->parts) {
            if (part.empty()) continue;
            if (!p->joined.empty()) p->joined += '\n';
            p->joined += part;
        }
        *text = view(p->joined);
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

uint32_t assay_simdjson_version(void) {
    return uint32_t(SIMDJSON_VERSION_MAJOR) << 16 | uint32_t(SIMDJSON_VERSION_MINOR) << 8 |
           uint32_t(SIMDJSON_VERSION_REVISION);
}
