internal import CJSON
internal import Diagnostics

/// A text field rule in the form that the JSON library's shim takes.
@safe
final class CompiledRule {
    let handle: OpaquePointer

    init(_ rule: TextFieldRule) throws(AssayError) {
        guard let handle = unsafe assay_json_rule_create() else { throw RecordParser.outOfMemory }
        unsafe self.handle = handle
        for path in rule.paths {
            var added = unsafe assay_json_rule_add_path(handle, path.isOptional)
            for key in path.keys where added {
                var name = key.name
                added = name.withUTF8 { unsafe assay_json_rule_add_key(handle, $0.baseAddress, $0.count, key.each) }
            }
            guard added else { throw RecordParser.outOfMemory }
        }
    }

    deinit { unsafe assay_json_rule_destroy(handle) }
}

/// A parser of one JSON record at a time, reused from record to record.
@safe
final class RecordParser {
    private let handle: OpaquePointer

    init() throws(AssayError) {
        guard let handle = unsafe assay_json_parser_create() else { throw Self.outOfMemory }
        unsafe self.handle = handle
    }

    deinit { unsafe assay_json_parser_destroy(handle) }

    /// Parses a line; what it holds can be asked for until the next one is parsed.
    ///
    /// - Parameter line: A line with `ASSAY_JSON_PADDING` readable bytes behind it.
    func parse(_ line: UnsafeBufferPointer<UInt8>) -> assay_json_kind {
        unsafe assay_json_parse(handle, line.baseAddress, line.count)
    }

    /// The text that the rule names, valid until the next call; nil where the record does not match.
    func text(_ rule: CompiledRule) -> UnsafeBufferPointer<UInt8>? {
        var view = unsafe assay_json_view()
        guard unsafe assay_json_extract(handle, rule.handle, &view) else { return nil }
        return unsafe UnsafeBufferPointer(start: view.bytes, count: view.count)
    }

    /// The names of the record's top-level string fields and their texts' lengths in bytes.
    func stringFields() -> [(name: [UInt8], byteCount: Int)] {
        var fields: [(name: [UInt8], byteCount: Int)] = []
        var index = 0
        var key = unsafe assay_json_view()
        var value = unsafe assay_json_view()
        while unsafe assay_json_next_string_field(handle, &index, &key, &value) {
            let name = unsafe Array(UnsafeBufferPointer(start: key.bytes, count: key.count))
            unsafe fields.append((name, value.count))
        }
        return fields
    }

    static var outOfMemory: AssayError {
        AssayError(.outOfMemory, "memory for a JSON parser could not be allocated; use fewer threads")
    }
}
