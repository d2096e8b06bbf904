public import Diagnostics

/// A pattern for the paths below a given directory, with the wildcards of gitignore.
///
/// `?` stands for one character, `*` for any number, `[a-z]` and `[!a-z]` for one of a set or none of it; none of them
/// stands for a slash. `**` as a whole component stands for any number of directories. A backslash takes the next
/// character at its word. A pattern with a slash at its beginning or in its middle is matched from the given directory
/// on, one without at any depth; one with a slash at its end matches directories only. What matches a directory matches
/// all that it holds. Case counts. Names are compared by Unicode scalars as they are stored, a name that is not UTF-8
/// by bytes.
public struct GlobPattern: Sendable, Hashable {
    /// The pattern as it was given.
    public let description: String

    private let components: [Component]
    private let matchesDirectoriesOnly: Bool

    private enum Component: Hashable {
        /// `**`: any number of directories.
        case directories
        case name([Element])
    }

    private enum Element: Hashable {
        case character(UInt32)
        case anyCharacter
        case anyRun
        case set([ClosedRange<UInt32>], isNegated: Bool)
    }

    /// Reads a pattern.
    ///
    /// - Throws: `invalid-glob` where it is empty, begins with `!`, has a set that does not end or a
    ///   backslash at its end.
    public init(parsing text: String) throws(AssayError) {
        func failure(_ what: String) -> AssayError {
            AssayError(.invalidGlob, "the pattern '\(text)' \(what); write it like *.jsonl, /raw/ or data/**/en-*")
        }
        description = text
        if text.hasPrefix("!") {
            throw failure("begins with !, which has no meaning here (\\! is an exclamation mark)")
        }
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        matchesDirectoriesOnly = parts.count > 1 && parts.last?.isEmpty == true
        if matchesDirectoriesOnly { parts.removeLast() }
        let isAnchored = parts.count > 1
        if parts.first?.isEmpty == true { parts.removeFirst() }
        if parts.isEmpty || parts.contains(where: \.isEmpty) { throw failure("has an empty component") }
        var components: [Component] = isAnchored ? [] : [.directories]
        for part in parts {
            if part.elementsEqual("**".utf8) {
                components.append(.directories)
            } else {
                guard let elements = Self.elements(Self.characters(Array(part))) else {
                    throw failure("has a set that does not end, or ends with a backslash")
                }
                components.append(.name(elements))
            }
        }
        // What lies in a directory is not the directory.
        if components.last == .directories { components.append(.name([.anyRun])) }
        self.components = components
    }

    /// Whether the pattern matches a path or a directory above it.
    ///
    /// - Parameters:
    ///   - path: The path below the given directory.
    ///   - isDirectory: Whether it is a directory.
    /// - Complexity: O(n·m) in the path's and the pattern's lengths.
    public func matches(_ path: [UInt8], isDirectory: Bool = false) -> Bool {
        let names = path.split(separator: UInt8(ascii: "/"))
        // Which components of the pattern may match the next name.
        var states = [true] + Array(repeating: false, count: components.count)
        for (index, name) in names.enumerated() {
            let characters = Self.characters(Array(name))
            var next = Array(repeating: false, count: components.count + 1)
            for state in components.indices {
                if case .directories = components[state], states[state] { states[state + 1] = true }
                guard states[state] else { continue }
                switch components[state] {
                case .directories: next[state] = true
                case .name(let elements): if Self.matches(elements, characters) { next[state + 1] = true }
                }
            }
            if next[components.count] && (index < names.count - 1 || isDirectory || !matchesDirectoriesOnly) {
                return true
            }
            states = next
        }
        return false
    }

    /// A name's Unicode scalars, or where it is not UTF-8 its bytes, those beyond ASCII behind all scalars.
    private static func characters(_ name: [UInt8]) -> [UInt32] {
        if let text = String(validating: name, as: UTF8.self) { return text.unicodeScalars.map(\.value) }
        return name.map { $0 < 0x80 ? UInt32($0) : 0x110000 + UInt32($0) }
    }

    private static func elements(_ pattern: [UInt32]) -> [Element]? {
        var elements: [Element] = []
        var index = 0
        /// The next character of the pattern, unescaped.
        func literal() -> UInt32? {
            if index < pattern.count, pattern[index] == 0x5C { index += 1 }
            guard index < pattern.count else { return nil }
            index += 1
            return pattern[index - 1]
        }
        while index < pattern.count {
            switch Unicode.Scalar(pattern[index]) {
            case "*":
                index += 1
                if elements.last != .anyRun { elements.append(.anyRun) }
            case "?":
                index += 1
                elements.append(.anyCharacter)
            case "[":
                index += 1
                let isNegated = index < pattern.count && (pattern[index] == 0x21 || pattern[index] == 0x5E)
                if isNegated { index += 1 }
                var ranges: [ClosedRange<UInt32>] = []
                // A bracket that comes first is one of the set.
                while index < pattern.count, ranges.isEmpty || pattern[index] != 0x5D {
                    guard let lower = literal() else { return nil }
                    var upper = lower
                    if index + 1 < pattern.count, pattern[index] == 0x2D, pattern[index + 1] != 0x5D {
                        index += 1
                        guard let last = literal() else { return nil }
                        upper = max(lower, last)
                    }
                    ranges.append(lower...upper)
                }
                guard index < pattern.count else { return nil }
                index += 1
                elements.append(.set(ranges, isNegated: isNegated))
            default:
                guard let character = literal() else { return nil }
                elements.append(.character(character))
            }
        }
        return elements
    }

    /// Whether a whole name matches: after a failure, the last run takes one character more.
    private static func matches(_ pattern: [Element], _ name: [UInt32]) -> Bool {
        var position = 0
        var index = 0
        var run: (position: Int, index: Int)?
        while index < name.count {
            if position < pattern.count, pattern[position] == .anyRun {
                run = (position, index)
                position += 1
            } else if position < pattern.count, matches(pattern[position], name[index]) {
                position += 1
                index += 1
            } else if let last = run {
                position = last.position + 1
                index = last.index + 1
                run = (last.position, index)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == .anyRun }
    }

    private static func matches(_ element: Element, _ character: UInt32) -> Bool {
        switch element {
        case .character(let expected): expected == character
        case .anyCharacter: true
        case .anyRun: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}

extension GlobPattern: CustomStringConvertible {}
