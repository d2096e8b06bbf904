internal import Diagnostics

/// Decides on the text field of a file from its first good records.
struct TextFieldDetection {
    /// How many records decide.
    static let maximumRecords = 32

    /// How many records were added.
    private(set) var records = 0

    private let candidates: [CompiledRule]
    private var matches: [Int]
    /// The bytes of the top-level string fields, by name.
    private var byteCounts: [[UInt8]: Int] = [:]

    init() throws(AssayError) {
        var candidates: [CompiledRule] = []
        for rule in TextFieldRule.standard { candidates.append(try CompiledRule(rule)) }
        self.candidates = candidates
        matches = Array(repeating: 0, count: candidates.count)
    }

    /// Adds the record that the parser holds.
    mutating func add(_ parser: RecordParser) {
        records += 1
        for (index, candidate) in candidates.enumerated() where unsafe parser.text(candidate) != nil {
            matches[index] += 1
        }
        for field in parser.stringFields() { byteCounts[field.name, default: 0] += field.byteCount }
    }

    /// The first rule that at least half of the records match, else the string field with the most bytes (of equals the
    /// one whose name's bytes sort first); nil where no record has a string field.
    var rule: TextFieldRule? {
        guard records > 0 else { return nil }
        if let index = matches.firstIndex(where: { 2 * $0 >= records }) { return TextFieldRule.standard[index] }
        let longest = byteCounts.min { a, b in
            a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
        }
        return longest.map { TextFieldRule(field: String(decoding: $0.key, as: UTF8.self)) }
    }
}
