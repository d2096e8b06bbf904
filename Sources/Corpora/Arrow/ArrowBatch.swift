internal import Diagnostics

/// The buffers of one record batch that hold the wanted columns, and the texts in them.
struct ArrowBatch {
    let rows: Int
    /// How many values each node has.
    private let lengths: [Int]
    /// The buffers that were loaded, by their numbers.
    private let buffers: [Int: [UInt8]]

    init(rows: Int, lengths: [Int], buffers: [Int: [UInt8]]) {
        self.rows = rows
        self.lengths = lengths
        self.buffers = buffers
    }

    /// Whether columns have as many values as there are rows, as their buffers show: a number alone proves nothing.
    func holds(_ columns: [ArrowColumn]) -> Bool {
        columns.allSatisfy { holds($0, values: rows) }
    }

    private func holds(_ column: ArrowColumn, values: Int) -> Bool {
        if column.textBuffers.isEmpty { return true }
        guard column.node < lengths.count, lengths[column.node] == values else { return false }
        if let size = column.offsetSize, values > 0 {
            guard let offsets = buffers[column.buffer + 1], offsets.count / size > values else { return false }
        }
        return column.children.allSatisfy { child in
            guard column.layout != .structure else { return holds(child, values: values) }
            return child.node < lengths.count && holds(child, values: lengths[child.node])
        }
    }

    /// A text: a range of a buffer.
    struct Part {
        let buffer: Int
        let range: Range<Int>
    }

    /// The parts of a row's text by a rule; nil where the row does not match.
    ///
    /// - Throws: Where offsets lead out of their buffers.
    func parts(_ row: Int, _ columns: [ArrowColumn], _ rule: TextFieldRule) throws(AssayError) -> [Part]? {
        var parts: [Part] = []
        for path in rule.paths {
            let before = parts.count
            try enter(columns, row, path.keys[...], &parts)
            if parts.count == before && !path.isOptional { return nil }
        }
        return parts.isEmpty ? nil : parts
    }

    /// Lends a part's bytes.
    func withBytes<Result>(of part: Part, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe (buffers[part.buffer] ?? []).withUnsafeBufferPointer {
            unsafe body(UnsafeBufferPointer(rebasing: $0[part.range]))
        }
    }

    private func enter(
        _ columns: [ArrowColumn], _ index: Int, _ keys: ArraySlice<TextFieldPath.Key>, _ parts: inout [Part]
    ) throws(AssayError) {
        guard let key = keys.first, let column = columns.first(where: { $0.name == key.name }) else { return }
        let rest = keys.dropFirst()
        if key.each {
            guard let element = column.children.first else { return }
            for index in try elements(column, index) { try follow(element, index, rest, &parts) }
        } else {
            try follow(column, index, rest, &parts)
        }
    }

    private func follow(
        _ column: ArrowColumn, _ index: Int, _ keys: ArraySlice<TextFieldPath.Key>, _ parts: inout [Part]
    ) throws(AssayError) {
        guard isValid(column, index) else { return }
        guard keys.isEmpty else {
            if column.layout == .structure { try enter(column.children, index, keys, &parts) }
            return
        }
        switch column.layout {
        case .text: parts.append(try text(column, index))
        case .list:
            guard let element = column.children.first else { return }
            let names = ["text", "content"]
            for index in try elements(column, index) where isValid(element, index) {
                if case .text = element.layout {
                    parts.append(try text(element, index))
                } else if element.layout == .structure,
                    let field = names.compactMap({ name in element.children.first { $0.name == name } })
                        .first(where: { $0.isText && isValid($0, index) })
                {
                    parts.append(try text(field, index))
                }
            }
        default: return
        }
    }

    private func isValid(_ column: ArrowColumn, _ index: Int) -> Bool {
        guard column.node < lengths.count, index < lengths[column.node] else { return false }
        // Without a bitmap all values are there.
        guard let bitmap = buffers[column.buffer], !bitmap.isEmpty else { return true }
        return index >> 3 < bitmap.count && bitmap[index >> 3] & 1 << UInt8(index & 7) != 0
    }

    private func text(_ column: ArrowColumn, _ index: Int) throws(AssayError) -> Part {
        let range = try range(column, index)
        guard range.upperBound <= buffers[column.buffer + 2]?.count ?? 0 else { throw Self.malformed }
        return Part(buffer: column.buffer + 2, range: range)
    }

    private func elements(_ column: ArrowColumn, _ index: Int) throws(AssayError) -> Range<Int> {
        guard isValid(column, index), case .list = column.layout else { return 0..<0 }
        let range = try range(column, index)
        guard let node = column.children.first?.node, node < lengths.count, range.upperBound <= lengths[node] else {
            throw Self.malformed
        }
        return range
    }

    /// The two offsets that delimit a value.
    private func range(_ column: ArrowColumn, _ index: Int) throws(AssayError) -> Range<Int> {
        guard let size = column.offsetSize, let offsets = buffers[column.buffer + 1], offsets.count / size >= index + 2
        else { throw Self.malformed }
        func offset(_ index: Int) -> UInt64 {
            unsafe offsets.withUnsafeBufferPointer { offsets in
                unsafe size == 8
                    ? offsets.integer(at: 8 * index, as: UInt64.self)
                    : UInt64(offsets.integer(at: 4 * index, as: UInt32.self))
            }
        }
        let (start, end) = (offset(index), offset(index + 1))
        guard start <= end && end <= 1 << 40 else { throw Self.malformed }
        return Int(start)..<Int(end)
    }

    static var malformed: AssayError {
        AssayError(.corruptInput, "the Arrow record batch is malformed; write the file again")
    }
}

extension ArrowColumn {
    var isText: Bool {
        if case .text = layout { return true }
        return false
    }
}
