internal import Diagnostics
internal import GRDB

/// The tables, and the number by which SQLite's header says whose they are.
enum HistorySchema {
    /// "assy" in ASCII: SQLite's application id.
    private static let application = 0x6173_7379

    /// Rises when the tables change.
    private static let version = 1

    /// Makes the tables where there are none, and refuses a file whose tables are others.
    ///
    /// Another program's file is left as it is: it is looked at before anything is set that would be written into it.
    /// The first statement of two processes that make one file at once can find it locked without being told to wait.
    static func prepare(_ database: Database) throws {
        _ = try waiting { try check(database) }
        try waiting { try database.execute(sql: "PRAGMA journal_mode = WAL") }
        try database.inTransaction(.immediate) {
            if try check(database) {
                try database.execute(sql: tables.joined(separator: ";\n"))
                try database.execute(sql: "PRAGMA application_id = \(Self.application)")
                try database.execute(sql: "PRAGMA user_version = \(Self.version)")
            }
            return .commit
        }
    }

    private static func waiting<Result>(_ body: () throws -> Result) throws -> Result {
        for attempt in 0... {
            do {
                return try body()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < 600 {
                pause()
            }
        }
        preconditionFailure("an endless loop ended")
    }

    /// Whether the file is empty.
    ///
    /// - Throws: Where it is neither empty nor a history of this version.
    private static func check(_ database: Database) throws -> Bool {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == 0, version == 0, try isEmpty(database) { return true }
        guard application == Self.application else {
            throw AssayError(
                .historyUnavailable, "the file is another program's database; give another one with --history")
        }
        guard version == Self.version else {
            throw AssayError(
                .historyUnavailable, "the history was made by another version of assay; use that one, or another file")
        }
        // A view in the place of a table, or a trigger, would run what it likes.
        let found = try String.fetchAll(
            database,
            sql:
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' OR name IN ('run', 'figure', 'verdict') ORDER BY rowid"
        )
        guard found == tables else {
            throw AssayError(
                .historyUnavailable, "the tables of the history are not those that assay makes; use another file")
        }
        return false
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    private static let tables = [
        """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            corpus TEXT NOT NULL,
            time INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            assay TEXT NOT NULL,
            policy TEXT NOT NULL,
            verdict TEXT NOT NULL,
            coverage REAL NOT NULL,
            complete INTEGER NOT NULL,
            baseline INTEGER NOT NULL DEFAULT 0,
            UNIQUE (corpus, fingerprint, time)
        ) STRICT
        """,
        """
        CREATE TABLE figure (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            path TEXT NOT NULL,
            value REAL NOT NULL,
            unit TEXT NOT NULL,
            kind TEXT NOT NULL,
            lower REAL,
            upper REAL,
            level REAL,
            method TEXT,
            absence TEXT,
            PRIMARY KEY (run, path)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE verdict (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            "check" TEXT NOT NULL,
            verdict TEXT NOT NULL,
            PRIMARY KEY (run, "check")
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
