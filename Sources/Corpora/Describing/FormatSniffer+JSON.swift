internal import Diagnostics

extension FormatSniffer {
    /// Decides about a file that begins like JSON and is not JSON Lines by its lines; nil where it is no JSON.
    static func json(
        _ head: UnsafeBufferPointer<UInt8>, lines: LineCounts, name: String, parser: RecordParser,
        textField: TextFieldRule?
    ) -> Verdict? {
        let isLine = lines.complete == 1 && lines.objects == 1
        guard let first = unsafe head.firstIndex(where: { !isBlank($0) }),
            unsafe head[first] == UInt8(ascii: "[") || head[first] == UInt8(ascii: "{")
        else { return nil }
        switch unsafe JSONPrefix.verdict(head) {
        case .matches: break
        case .tooDeep: return refuse(.jsonTooDeep, "holds JSON that is nested more than 1024 deep; flatten it")
        case .other: if !isLine && !FileName.says(["json"], name) { return nil }
        }
        if unsafe head[first] == UInt8(ascii: "[") {
            let second = unsafe head[(first + 1)...].first { !isBlank($0) }
            if second == nil || second == UInt8(ascii: "{") || second == UInt8(ascii: "]") { return .json(.elements) }
            return refuse(
                .unsupportedFormat,
                "holds JSON arrays of what are no objects; write one object a line, "
                    + "for example with jq -c '.[] | {text: .}'")
        }
        if let verdict = unsafe container(head, parser: parser, textField: textField) { return verdict }
        // A first record that is longer than the head has no line of its own yet.
        return isLine || lines.complete == 0 ? .jsonLines : .json(.values)
    }

    /// Decides whether an object is no record but holds them; nil where it is one.
    ///
    /// It is one where a rule finds text in it. Else its records are those of the array of objects that takes at least
    /// half of its members' bytes, in the head.
    private static func container(
        _ head: UnsafeBufferPointer<UInt8>, parser: RecordParser, textField: TextFieldRule?
    ) -> Verdict? {
        let outline = unsafe JSONOutline(head)
        let rules = textField.map { [$0] } ?? TextFieldRule.standard
        if outline.isComplete {
            guard unsafe parser.parse(copyOf: JSONOutline.object(head, outline)) == .object else { return nil }
            for rule in rules {
                if let compiled = try? CompiledRule(rule), unsafe parser.text(compiled) != nil { return nil }
            }
        } else if outline.members.contains(where: { member in rules.contains { $0.begins(with: member.name) } }) {
            return nil
        }
        let arrays = outline.members.filter(\.isArrayOfObjects).sorted { $0.byteCount > $1.byteCount }
        let total = outline.members.reduce(0) { $0 + $1.byteCount }
        guard let longest = arrays.first, 2 * longest.byteCount >= total else { return nil }
        if arrays.count > 1 && 10 * arrays[1].byteCount >= total {
            let names = arrays.map { quoted($0.name) }.prefix(4).joined(separator: ", ")
            return refuse(
                .unsupportedFormat,
                "holds an object with several arrays of records (\(names)); write each to a file, "
                    + "for example with jq -c '.name[]'")
        }
        return .json(.member(longest.name))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

extension TextFieldRule {
    /// Whether one of its paths begins with a key.
    fileprivate func begins(with name: String) -> Bool {
        paths.contains { !$0.isOptional && $0.keys[0].name == name }
    }
}
