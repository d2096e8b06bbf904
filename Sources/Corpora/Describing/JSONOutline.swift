/// What the first object of a file holds, as far as the head reaches: to tell a record from a container of records.
struct JSONOutline {
    /// A member of the object.
    struct Member {
        /// The name as it stands between the quotes.
        var name: String
        /// Whether the value is an array that begins with an object.
        var isArrayOfObjects: Bool
        /// How many bytes of the value the head holds.
        var byteCount: Int
    }

    private(set) var members: [Member] = []
    /// Whether the object ends within the head.
    private(set) var isComplete = false
    /// The bytes of the object that the head holds.
    private(set) var byteCount = 0

    /// Looks at the object with which the bytes begin, behind white space; of anything else the outline is empty.
    init(_ head: UnsafeBufferPointer<UInt8>) {
        var index = unsafe Self.skipBlanks(head, from: 0)
        let first = index
        guard unsafe index < head.count && head[index] == UInt8(ascii: "{") else { return }
        defer { byteCount = min(index, head.count) - first }
        repeat {
            index = unsafe Self.skipBlanks(head, from: index + 1)
            guard unsafe index < head.count && head[index] == UInt8(ascii: "\"") else { break }
            let name = index
            guard let nameEnd = unsafe Self.end(head, from: index) else { break }
            index = unsafe Self.skipBlanks(head, from: nameEnd)
            guard unsafe index < head.count && head[index] == UInt8(ascii: ":") else { return }
            index = unsafe Self.skipBlanks(head, from: index + 1)
            guard index < head.count else { return }
            let value = index
            let second = unsafe Self.skipBlanks(head, from: value + 1)
            let isArray = unsafe head[value] == UInt8(ascii: "[")
            let end = unsafe Self.end(head, from: value)
            index = end ?? head.count
            let text = unsafe String(decoding: head[(name + 1)..<(nameEnd - 1)], as: UTF8.self)
            let holdsObjects = unsafe isArray && second < head.count && head[second] == UInt8(ascii: "{")
            members.append(Member(name: text, isArrayOfObjects: holdsObjects, byteCount: index - value))
            if end == nil { return }
            index = unsafe Self.skipBlanks(head, from: index)
        } while unsafe index < head.count && head[index] == UInt8(ascii: ",")
        isComplete = unsafe index < head.count && head[index] == UInt8(ascii: "}")
        if isComplete { index += 1 }
    }

    /// The object's bytes in the head, behind white space.
    static func object(_ head: UnsafeBufferPointer<UInt8>, _ outline: JSONOutline) -> UnsafeBufferPointer<UInt8> {
        let first = unsafe skipBlanks(head, from: 0)
        return unsafe UnsafeBufferPointer(rebasing: head[first..<(first + outline.byteCount)])
    }

    private static func end(_ head: UnsafeBufferPointer<UInt8>, from first: Int) -> Int? {
        var extent = JSONExtent()
        return unsafe extent.scan(UnsafeBufferPointer(rebasing: head[first...]), from: 0).map { $0 + first }
    }

    private static func skipBlanks(_ head: UnsafeBufferPointer<UInt8>, from first: Int) -> Int {
        var index = first
        while unsafe index < head.count && [0x20, 0x09, 0x0A, 0x0D].contains(head[index]) { index += 1 }
        return index
    }
}
