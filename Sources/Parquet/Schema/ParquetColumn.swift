/// A leaf of a file's schema: what is stored as one column.
public struct ParquetColumn: Sendable, Hashable {
    /// Its index among the file's columns.
    public let index: Int

    /// How its values are stored.
    public let physicalType: PhysicalType

    /// The length of a value in bytes, where all are of one length (``PhysicalType/fixedLengthByteArray``).
    public let typeLength: Int?

    /// The way to it from below the schema's root; the last node is the column itself.
    public let nodes: [Node]

    /// How values are stored.
    ///
    /// Source: the enumeration `Type` of parquet.thrift.
    public enum PhysicalType: Int32, Sendable, Hashable {
        /// One bit.
        case boolean = 0
        /// A signed integer of 32 bits.
        case int32 = 1
        /// A signed integer of 64 bits.
        case int64 = 2
        /// Twelve bytes: times of old writers.
        case int96 = 3
        /// A floating-point number of 32 bits (IEEE 754).
        case float = 4
        /// A floating-point number of 64 bits (IEEE 754).
        case double = 5
        /// Bytes with a length of their own: text.
        case byteArray = 6
        /// Bytes with the column's length.
        case fixedLengthByteArray = 7
    }

    /// What a node's values mean, as far as texts need it.
    public enum Annotation: Sendable, Hashable {
        /// No annotation: a plain column or group.
        case none
        /// UTF-8 text.
        case string
        /// One of a set of words.
        case enumeration
        /// JSON as text.
        case json
        /// A group that is a list.
        case list
        /// A group that is a map.
        case map
        /// Numbers, times and whatever else is no text.
        case other
    }

    /// How often a node occurs in its parent.
    public enum Repetition: Int32, Sendable, Hashable {
        /// Once.
        case required = 0
        /// Once or not at all (null).
        case optional = 1
        /// Any number of times.
        case repeated = 2
    }

    /// A step on the way to a column.
    public struct Node: Sendable, Hashable {
        /// The name in the schema.
        public let name: String

        /// How often it occurs in its parent.
        public let repetition: Repetition

        /// What its values mean.
        public let annotation: Annotation

        /// How many children it has; 0 for the column itself.
        public let childCount: Int

        /// The definition level from which on it is present.
        public let definitionLevel: Int

        /// The repetition level at which a further element of it (or of what is repeated above it) begins.
        public let repetitionLevel: Int
    }
}

extension ParquetColumn {
    /// The definition level of a value that is present; lower levels are nulls somewhere on the way.
    public var maximumDefinitionLevel: Int { nodes.last?.definitionLevel ?? 0 }

    /// How many of the nodes are repeated; 0 where every row has one value or null.
    public var maximumRepetitionLevel: Int { nodes.last?.repetitionLevel ?? 0 }

    /// The path as Parquet writes it, such as `messages.list.element.content`.
    public var name: String { nodes.map(\.name).joined(separator: ".") }

    /// Whether its values can be read: byte strings of any length or of one.
    public var isReadable: Bool { physicalType == .byteArray || physicalType == .fixedLengthByteArray }

    /// Whether its values are text: annotated as such, or byte strings of any length without annotation.
    public var isText: Bool {
        switch nodes.last?.annotation {
        case .string, .enumeration, .json: isReadable
        case .some(.none): physicalType == .byteArray
        default: false
        }
    }
}
