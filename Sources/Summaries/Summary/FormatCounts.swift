public import Corpora

/// How many files there are of each format: exact counts of the formats with the lowest hashes, and of the rest in all.
///
/// Formats differ by their text field, too, which files may choose as they like: the number that is kept is bounded.
public struct FormatCounts: Sendable, Hashable {
    /// How many formats are kept.
    public static let capacity = 64

    /// What is told apart.
    public struct Format: Sendable, Hashable {
        /// The format's name.
        public var name: String

        /// The layers of compression, the outermost first.
        public var compression: [String]

        /// The encoding; nil is UTF-8.
        public var encoding: String?

        /// Where the text lies in a record; nil where there are no records.
        public var textField: String?

        /// Creates a format.
        public init(name: String, compression: [String], encoding: String?, textField: String?) {
            self.name = name
            self.compression = compression
            self.encoding = encoding
            self.textField = textField
        }

        /// The format of a file.
        public init(_ file: FileDescription) {
            self.init(
                name: file.format.name, compression: file.compression.map(\.rawValue),
                encoding: file.encoding == .utf8 ? nil : file.encoding.rawValue,
                textField: file.format.textField?.description)
        }

        var hash: ContentHash {
            var writer = CanonicalWriter()
            writer.write(name)
            writer.write(compression.count)
            for layer in compression { writer.write(layer) }
            for text in [encoding, textField] {
                writer.write(text == nil ? 0 : 1)
                writer.write(text ?? "")
            }
            return ContentHash(of: writer.bytes)
        }
    }

    /// The kept formats, in ascending order of their hashes, with the number of files of each.
    public var kept: [(format: Format, files: UInt64)] { entries.map { ($0.format, $0.files) } }

    /// The number of files of all other formats.
    public internal(set) var others: UInt64 = 0

    private struct Entry: Sendable, Hashable {
        var hash: ContentHash
        var format: Format
        var files: UInt64
    }

    private var entries: [Entry] = []

    mutating func add(_ format: Format, files: UInt64 = 1) {
        add(Entry(hash: format.hash, format: format, files: files))
    }

    private mutating func add(_ entry: Entry) {
        let index = entries.firstIndex { entry.hash <= $0.hash } ?? entries.count
        if index < entries.count, entries[index].hash == entry.hash {
            entries[index].files += entry.files
            return
        }
        entries.insert(entry, at: index)
        // A format among the lowest of a union is among the lowest of each part: what is kept was never dropped.
        if entries.count > Self.capacity { others += entries.removeLast().files }
    }

    mutating func merge(_ other: FormatCounts) {
        others += other.others
        for entry in other.entries { add(entry) }
    }
}
