internal import Diagnostics
internal import GRDB

/// The tables, and the number by which SQLite's header says whose they are.
enum HistorySchema {
    /// "assy" in ASCII: SQLite's application id.
    private static let application = 0x6173_7379

    /// Rises when the tables change.
    private static let version = 1

    /// Makes the tables where there are none.
    ///
    /// The first statement of two processes that make one file at once can find it locked without being told to wait.
    static func prepare(_ database: Database) throws {
        for attempt in 0... {
            do {
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                break
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < 600 {
                pause()
            }
        }
        try database.inTransaction(.immediate) {
            let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            if application == 0, version == 0, try isEmpty(database) {
                try database.execute(sql: tables)
                try database.execute(sql: "PRAGMA application_id = \(Self.application)")
                try database.execute(sql: "PRAGMA user_version = \(Self.version)")
            } else if application != Self.application {
                throw AssayError(
                    .historyUnavailable, "the file is another program's database; give another one with --history")
            } else if version != Self.version {
                throw AssayError(
                    .historyUnavailable,
                    "the history was made by another version of assay; use that one, or another file")
            }
            return .commit
        }
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    private static let tables = """
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
        ) STRICT;
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
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE verdict (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            "check" TEXT NOT NULL,
            verdict TEXT NOT NULL,
            PRIMARY KEY (run, "check")
        ) STRICT, WITHOUT ROWID;
        """
}
