internal import Corpora
internal import Diagnostics

/// The first line of a plan's file.
struct PlanHeader: Codable {
    /// The version of the file's layout.
    static let version = 1

    var assayPlan = PlanHeader.version
    /// What the corpus is called.
    var name: String
    /// The folder that paths which are not absolute start from.
    var directory: String
    var parameters: Parameters
    /// The hash of the parameters.
    var fingerprint: String
    /// The hash of all units' names.
    var digest: String
    var units: Int
    var storedBytes: UInt64

    struct Parameters: Codable {
        var sampleBytes: Int
        var documentKeys: Int
        var lineKeys: Int
        var nearDuplicateDocuments: Int
        var errorExamples: Int
        var textField: String?
        var inputFormat: String?
        var maximumRecordBytes: Int
        var tokenizer: Tokenizer?
        var tokenIDs: TokenIDs?

        /// In the place of the tokenizer where the corpus holds ids.
        struct TokenIDs: Codable {
            var vocabularySize: Int
            var endOfDocument: Int?
        }

        struct Tokenizer: Codable {
            var name: String
            var vocabularySize: Int
            var definition: String
            /// The file that it was read from.
            var path: String
            var splitPattern: String?
        }
    }
}

/// A line of a plan's file behind the first: one unit.
struct PlanLine: Codable {
    var unit: String
    /// How many units before it are alike; absent for none.
    var occurrence: Int?
    /// The unit's slices; absent in the unit of the outcome.
    var files: [File]?
    var outcome: Outcome?

    /// A file, or a range of one.
    struct File: Codable {
        /// By which it is opened; `pathBytes` has it in hexadecimal where it is not UTF-8.
        var path: String?
        var pathBytes: String?
        /// Below the corpus's root, as above.
        var name: String?
        var nameBytes: String?
        var size: UInt64
        /// Nanoseconds since 1970.
        var modified: Int64?
        /// The first decoded byte, and the one behind the last; absent for a whole file.
        var range: [UInt64]?
        /// The first stored byte of the zstd frames that hold the range, and the one behind the last.
        var frames: [UInt64]?
    }

    /// What looking for the corpus came to.
    struct Outcome: Codable {
        var leftOut: [LeftOut]
        var failures: [Failure]

        struct LeftOut: Codable {
            var reason: String
            var count: UInt64
            var examples: [String]
        }

        struct Failure: Codable {
            var code: String
            var message: String
            var path: String?
            var cause: String?
        }
    }
}

/// The line of a plan's file, as far as the unit's name.
struct PlanLineKey: Codable {
    var unit: String
}
