public import Assessment
public import Diagnostics
internal import GRDB

extension HistoryDatabase {
    /// Records a run in one transaction.
    ///
    /// A run of the same corpus, fingerprint and time is the same night once more: it takes the place of the one before,
    /// and changes nothing where it is equal to that.
    ///
    /// - Returns: The run's number.
    @discardableResult
    public func record(_ run: RecordedRun) throws(AssayError) -> Int64 {
        try Self.translating(path) {
            try queue.write { database in
                let old = try Int64.fetchOne(
                    database, sql: "SELECT id FROM run WHERE corpus = ? AND fingerprint = ? AND time = ?",
                    arguments: [run.corpus, run.fingerprint, run.time])
                var run = run
                if let old, let before = try Self.run(old, in: database) {
                    run.id = old
                    run.isBaseline = run.isBaseline || before.isBaseline
                    if run == before { return old }
                    try Self.remove(old, from: database)
                }
                try database.execute(
                    sql: """
                        INSERT INTO run (corpus, time, fingerprint, assay, policy, verdict, coverage, complete, baseline)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        run.corpus, run.time, run.fingerprint, run.assay, run.policy, run.verdict.rawValue,
                        run.coverage, run.isComplete, run.isBaseline,
                    ])
                let id = database.lastInsertedRowID
                try Self.insert(run.figures, of: id, into: database)
                try Self.insert(run.checks, of: id, into: database)
                return id
            }
        }
    }

    private static func insert(_ figures: [String: Figure], of run: Int64, into database: Database) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (path, figure) in figures {
            let interval = figure.interval
            try statement.execute(arguments: [
                run, path, figure.value, figure.unit, figure.kind.rawValue, interval?.lower, interval?.upper,
                interval?.level, interval?.method, figure.intervalAbsence,
            ])
        }
    }

    private static func insert(
        _ verdicts: [String: CheckReport.Verdict], of run: Int64, into database: Database
    ) throws {
        let statement = try database.makeStatement(sql: "INSERT INTO verdict VALUES (?, ?, ?)")
        for (check, verdict) in verdicts { try statement.execute(arguments: [run, check, verdict.rawValue]) }
    }

    /// Removes a run; its figures and verdicts go with it.
    private static func remove(_ run: Int64, from database: Database) throws {
        try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run])
    }

    /// Marks a run as the baseline of its corpus and fingerprint, in the place of another.
    ///
    /// - Throws: `no-such-run`.
    public func setBaseline(_ id: Int64) throws(AssayError) {
        try Self.translating(path) {
            try queue.write { database in
                let row = try Row.fetchOne(
                    database, sql: "SELECT corpus, fingerprint FROM run WHERE id = ?", arguments: [id])
                guard let row else { throw Self.noSuchRun(id) }
                try database.execute(
                    sql: "UPDATE run SET baseline = (id = ?) WHERE corpus = ? AND fingerprint = ?",
                    arguments: [
                        id, try row.decode(String.self, forColumn: "corpus"),
                        try row.decode(String.self, forColumn: "fingerprint"),
                    ])
            }
        }
    }

    /// Takes the mark of a baseline away.
    ///
    /// - Throws: `no-such-run`.
    public func clearBaseline(_ id: Int64) throws(AssayError) {
        try Self.translating(path) {
            try queue.write { database in
                try database.execute(sql: "UPDATE run SET baseline = 0 WHERE id = ?", arguments: [id])
                if database.changesCount == 0 { throw Self.noSuchRun(id) }
            }
        }
    }

    /// Removes old runs; baselines stay.
    ///
    /// - Parameters:
    ///   - corpus: The corpus whose runs are removed; nil is all.
    ///   - keep: How many of the latest runs of each corpus and fingerprint stay, whatever their age.
    ///   - time: Only runs before this time, in seconds since 1970, are removed; nil is all.
    /// - Returns: How many were removed.
    public func prune(corpus: String?, keep: Int, before time: Int64?) throws(AssayError) -> Int {
        try Self.translating(path) {
            let removed = try queue.write { database in
                try database.execute(
                    sql: """
                        DELETE FROM run WHERE id IN (
                            SELECT id FROM (
                                SELECT id, corpus, time, baseline, row_number() OVER (
                                    PARTITION BY corpus, fingerprint ORDER BY time DESC, id DESC) AS age
                                FROM run)
                            WHERE age > ? AND baseline = 0 AND (? IS NULL OR corpus = ?) AND (? IS NULL OR time < ?))
                        """, arguments: [keep, corpus, corpus, time, time])
                return database.changesCount
            }
            // Room that cannot be given back now, because others read, is used by the next runs.
            if removed > 0 { try? queue.vacuum() }
            return removed
        }
    }

    static func noSuchRun(_ id: Int64) -> AssayError {
        AssayError(.noSuchRun, "the history has no run \(id); assay history list shows them")
    }
}
