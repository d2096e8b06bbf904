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

/// What a line turned out to be.
enum RecordKind {
    case object
    /// Valid JSON that is not an object.
    case otherValue
    case syntaxError
    case invalidUTF8
    case tooDeep
    case badNumber
    case outOfMemory

    init(_ kind: assay_json_kind) {
        switch kind {
        case ASSAY_JSON_OBJECT: self = .object
        case ASSAY_JSON_ARRAY, ASSAY_JSON_SCALAR: self = .otherValue
        case ASSAY_JSON_INVALID_UTF8: self = .invalidUTF8
        case ASSAY_JSON_TOO_DEEP: self = .tooDeep
        case ASSAY_JSON_BAD_NUMBER: self = .badNumber
        case ASSAY_JSON_OUT_OF_MEMORY: self = .outOfMemory
        default: self = .syntaxError
        }
    }
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
    /// - Parameter line: A line with ``padding`` readable bytes behind it.
    func parse(_ line: UnsafeBufferPointer<UInt8>) -> RecordKind {
        RecordKind(unsafe assay_json_parse(handle, line.baseAddress, line.count))
    }

    /// Parses a copy of a line that has no padding behind it.
    func parse(copyOf line: some Collection<UInt8>) -> RecordKind {
        let padded = Array(line) + [UInt8](repeating: 0, count: Self.padding)
        return unsafe padded.withUnsafeBufferPointer {
            unsafe parse(UnsafeBufferPointer(rebasing: $0.dropLast(Self.padding)))
        }
    }

    /// How many bytes behind a line must be readable, whatever they hold.
    static let padding = Int(ASSAY_JSON_PADDING)

    /// The text that the rule names, valid until the next call; nil where the record does not match.
    func text(_ rule: CompiledRule) -> UnsafeBufferPointer<UInt8>? {
        var view = unsafe assay_json_view()
        guard unsafe assay_json_extract(handle, rule.handle, &view) else { return nil }
        return unsafe UnsafeBufferPointer(start: view.bytes, count: view.count)
    }

    /// What the record's top-level field of a name holds, where that is a string or a whole number.
    func identifier(in field: String) -> RecordIdentifier? {
        var name = field
        var view = unsafe assay_json_view()
        var isNumber = false
        let isThere = name.withUTF8 {
            unsafe assay_json_identifier(handle, $0.baseAddress, $0.count, &view, &isNumber)
        }
        guard isThere else { return nil }
        let text = unsafe String(decoding: UnsafeBufferPointer(start: view.bytes, count: view.count), as: UTF8.self)
        return isNumber ? .number(text) : .text(text)
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
