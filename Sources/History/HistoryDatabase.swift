public import Diagnostics
internal import GRDB
internal import GRDBSQLite

extension AssayError.Code {
    /// The history cannot be opened, read or written.
    public static let historyUnavailable = Self(rawValue: "history-unavailable")
    /// The history has no such run.
    public static let noSuchRun = Self(rawValue: "no-such-run")
}

/// The runs of the past in one file of SQLite, which any number of processes may use at once.
///
/// Every run is one transaction of a write-ahead log that is synced before it counts: a process that is killed leaves the
/// whole run, or nothing of it. The file must not lie on a network file system, whose locks do not hold what SQLite needs.
public struct HistoryDatabase: Sendable {
    /// The file's path.
    public let path: String

    /// The version of SQLite, as it runs.
    public static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }

    let queue: DatabaseQueue

    /// How long a process waits for another one that writes, in seconds.
    private static let patience = 60.0

    /// Opens a history, and makes it where it is not there.
    ///
    /// - Throws: `history-unavailable`, also where the file is another database, or a newer assay's.
    public init(path: String) throws(AssayError) {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            // What SQLite recommends for files that others may have made (sqlite.org/security.html).
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
        let settings = configuration
        queue = try Self.translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: settings)
            try queue.writeWithoutTransaction { try HistorySchema.prepare($0) }
            return queue
        }
    }

    /// Turns the errors of SQLite into one of this package.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws(AssayError) -> Result {
        do {
            return try body()
        } catch let error as AssayError {
            throw error
        } catch {
            throw AssayError(
                .historyUnavailable,
                "the history cannot be used; check that its folder may be written to and is on a local disk, or give "
                    + "another file with --history", at: .init(path: path), cause: "\(error)")
        }
    }
}
