extension ParquetColumn {
    /// A step on the way to a column as a record's writer sees it: a field, and whether it is a list.
    public struct Key: Sendable, Hashable {
        /// The field's name; empty for a list that is itself an element.
        public let name: String

        /// Whether the field is a list (or a map) whose elements all follow.
        public let each: Bool
    }

    /// The way to the column without the nodes that only say how lists and maps are stored.
    ///
    /// `messages.list.element.content` is `messages[].content`, the map `tags.key_value.value` is `tags[].value`.
    ///
    /// Source: the section "Lists" and its backward-compatibility rules in LogicalTypes.md of the Parquet format.
    public var keys: [Key] {
        var keys: [Key] = []
        var index = 0
        var isElement = false
        while index < nodes.count {
            let node = nodes[index]
            // An element has no name of its own.
            let name = isElement ? "" : node.name
            let next = index + 1 < nodes.count ? nodes[index + 1] : nil
            let holdsRepeated = node.repetition != .repeated && next?.repetition == .repeated
            if node.annotation == .list, holdsRepeated, let next {
                keys.append(Key(name: name, each: true))
                isElement = index + 2 < nodes.count && Self.isOnlyWrapping(next, list: node)
                index += 2
            } else if node.annotation == .map, holdsRepeated {
                keys.append(Key(name: name, each: true))
                isElement = false
                index += 2
            } else {
                let each = node.repetition == .repeated
                if !isElement || each { keys.append(Key(name: name, each: each)) }
                isElement = false
                index += 1
            }
        }
        return keys
    }

    /// Whether a list's repeated node holds one element, rather than being it.
    private static func isOnlyWrapping(_ repeated: Node, list: Node) -> Bool {
        repeated.childCount == 1 && repeated.name != "array" && repeated.name != list.name + "_tuple"
    }
}
