public import Assessment
public import Diagnostics
internal import GRDB

extension HistoryDatabase {
    /// The latest runs, the latest first, without their figures.
    ///
    /// - Parameters:
    ///   - corpus: The corpus; nil is all.
    ///   - limit: How many runs are given at most.
    public func runs(corpus: String? = nil, limit: Int = .max) throws(AssayError) -> [RecordedRun] {
        try Self.translating(path) {
            try queue.read { database in
                try Row.fetchAll(
                    database,
                    sql: "SELECT * FROM run WHERE ? IS NULL OR corpus = ? ORDER BY time DESC, id DESC LIMIT ?",
                    arguments: [corpus, corpus, limit]
                ).map { try RecordedRun($0) }
            }
        }
    }

    /// A run with its figures and verdicts.
    ///
    /// - Throws: `no-such-run`.
    public func run(_ id: Int64) throws(AssayError) -> RecordedRun {
        try Self.translating(path) {
            try queue.read { database in
                guard let run = try Self.run(id, in: database) else { throw Self.noSuchRun(id) }
                return run
            }
        }
    }

    /// A run with its figures and verdicts; nil where there is none of the number.
    static func run(_ id: Int64, in database: Database) throws -> RecordedRun? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [id]) else {
            return nil
        }
        var run = try RecordedRun(row)
        run.figures = try figures(of: id, in: database)
        for row in try Row.fetchAll(database, sql: "SELECT * FROM verdict WHERE run = ?", arguments: [id]) {
            run.checks[try row.decode(forColumn: "check")] = try row.verdict
        }
        return run
    }

    /// The runs with which one of today may be compared: of the same corpus and fingerprint, before it, complete, and
    /// neither failed nor in error.
    ///
    /// - Parameters:
    ///   - corpus: The corpus.
    ///   - fingerprint: What runs must share for their figures to be compared.
    ///   - time: When today's run is, in seconds since 1970.
    ///   - limit: How many runs are read at most.
    public func past(
        corpus: String, fingerprint: String, before time: Int64, limit: Int
    ) throws(AssayError) -> PastRuns {
        try Self.translating(path) {
            try queue.read { database in
                let usable = "corpus = ? AND fingerprint = ? AND complete = 1 AND verdict NOT IN ('failed', 'errored')"
                let rows = try Row.fetchAll(
                    database, sql: "SELECT id, time FROM run WHERE \(usable) AND time < ? ORDER BY time DESC LIMIT ?",
                    arguments: [corpus, fingerprint, time, limit])
                let baseline = try Row.fetchOne(
                    database,
                    sql: "SELECT id, time FROM run WHERE corpus = ? AND fingerprint = ? AND baseline = 1 AND time <> ?",
                    arguments: [corpus, fingerprint, time])
                let others =
                    try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM run WHERE corpus = ? AND fingerprint <> ?",
                        arguments: [corpus, fingerprint]) ?? 0
                func run(_ row: Row) throws -> PastRun {
                    let id: Int64 = try row.decode(forColumn: "id")
                    return PastRun(
                        id: id, time: try row.decode(forColumn: "time"),
                        figures: try Self.figures(of: id, in: database))
                }
                return PastRuns(
                    baseline: try baseline.map(run), runs: try rows.map(run), now: time,
                    omission: others == 0
                        ? nil
                        : "\(others) earlier run\(others == 1 ? " was" : "s were") made with other parameters or versions"
                )
            }
        }
    }

    private static func figures(of run: Int64, in database: Database) throws -> [String: Figure] {
        var figures: [String: Figure] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT * FROM figure WHERE run = ?", arguments: [run]) {
            figures[try row.decode(forColumn: "path")] = try Figure(row)
        }
        return figures
    }
}

// A file that was damaged, or made by others, may hold values of any type in any column.
extension RecordedRun {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.decode(forColumn: "id"), corpus: try row.decode(forColumn: "corpus"),
            time: try row.decode(forColumn: "time"), fingerprint: try row.decode(forColumn: "fingerprint"),
            assay: try row.decode(forColumn: "assay"), policy: try row.decode(forColumn: "policy"),
            verdict: try row.verdict, coverage: try row.decode(forColumn: "coverage"),
            isComplete: try row.decode(forColumn: "complete"), isBaseline: try row.decode(forColumn: "baseline"),
            figures: [:], checks: [:])
    }
}

extension Row {
    fileprivate var verdict: CheckReport.Verdict {
        get throws { CheckReport.Verdict(rawValue: try decode(forColumn: "verdict")) ?? .errored }
    }
}

extension Figure {
    fileprivate init(_ row: Row) throws {
        var interval: Interval?
        if let lower: Double = try row.decode(forColumn: "lower"),
            let upper: Double = try row.decode(forColumn: "upper"),
            let level: Double = try row.decode(forColumn: "level")
        {
            interval = Interval(
                lower: lower, upper: upper, level: level, method: try row.decode(forColumn: "method") ?? "")
        }
        self.init(
            try row.decode(forColumn: "value"), unit: try row.decode(forColumn: "unit"),
            kind: Kind(rawValue: try row.decode(forColumn: "kind")) ?? .diagnostic, interval: interval,
            intervalAbsence: try row.decode(forColumn: "absence"))
    }
}
