internal import Diagnostics

/// The convention of WebDataset: members beside each other whose names agree up to the first dot are one sample.
enum WebDataset {
    /// The member of a sample that holds its text.
    enum TextSuffix: String {
        case text = "txt"
        case json
    }

    /// A sample's name, directory included, and which of its members a name means.
    struct Name {
        let key: [UInt8]
        let suffix: String

        init(_ name: [UInt8]) {
            let start = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
            let dot = name[start...].firstIndex(of: UInt8(ascii: ".")) ?? name.count
            key = Array(name[..<dot])
            suffix = String(decoding: name[min(dot + 1, name.count)...], as: UTF8.self).lowercased()
        }
    }

    /// The error of a sample without the member that holds the text.
    static var noText: AssayError {
        AssayError(.missingTextField, "the sample has no member with its text; leave it out or add the text")
    }
}

extension WebDataset {
    /// How much of an archive decides about its layout, in bytes: more while there are no two samples yet.
    static func maximumBytes(samples: Int) -> UInt64 { samples < 2 ? 256 << 20 : 8 << 20 }

    /// Decides on an archive's layout from its first samples.
    ///
    /// Members are samples where at least half of the first 32 names have more than one member, and `txt` or else
    /// `json` is in at least half of them.
    struct Detection {
        private(set) var samples = 0
        private var joint = 0
        private var withText = 0
        private var withJSON = 0
        private var key: [UInt8] = []
        private var suffixes: [String] = []

        private static let maximumSamples = 32

        var isEnough: Bool { samples >= Self.maximumSamples }

        mutating func add(_ name: Name) {
            if name.key != key { endSample() }
            key = name.key
            suffixes.append(name.suffix)
        }

        mutating func endSample() {
            guard !suffixes.isEmpty else { return }
            samples += 1
            if suffixes.count > 1 { joint += 1 }
            if suffixes.contains(TextSuffix.text.rawValue) { withText += 1 }
            if suffixes.contains(TextSuffix.json.rawValue) { withJSON += 1 }
            suffixes = []
        }

        /// Which members hold the text; nil where members are files of their own.
        var suffix: TextSuffix? {
            guard samples > 0 && 2 * joint >= samples else { return nil }
            if 2 * withText >= samples { return .text }
            return 2 * withJSON >= samples ? .json : nil
        }
    }

    /// Follows the samples of an archive, and finds those without text.
    struct Progress {
        /// Whether the present member holds the text of its sample.
        private(set) var isText = false

        private let suffix: TextSuffix
        private var key: [UInt8]?
        private var shown = ""
        private var hasText = true

        /// Nil for archives whose members are files of their own.
        init?(_ format: FileFormat) {
            switch format {
            case .tar(.textMembers): suffix = .text
            case .tar(.jsonMembers): suffix = .json
            default: return nil
            }
        }

        /// Moves on to a member; the name of the first member of the sample before it where that had no text.
        mutating func begin(_ name: [UInt8], shown: String) -> String? {
            let name = Name(name)
            var lacking: String?
            if name.key != key {
                lacking = end()
                key = name.key
                self.shown = shown
                hasText = false
            }
            isText = name.suffix == suffix.rawValue
            hasText = hasText || isText
            return lacking
        }

        /// Ends the last sample; the name of its first member where it had no text.
        func end() -> String? { hasText ? nil : shown }
    }
}
