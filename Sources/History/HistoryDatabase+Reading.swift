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
                ).map { RecordedRun($0) }
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
        var run = RecordedRun(row)
        run.figures = try figures(of: id, in: database)
        for row in try Row.fetchAll(database, sql: "SELECT * FROM verdict WHERE run = ?", arguments: [id]) {
            run.checks[row["check"]] = CheckReport.Verdict(rawValue: row["verdict"]) ?? .errored
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
                    PastRun(
                        id: row["id"], time: row["time"], figures: try Self.figures(of: row["id"], in: database))
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
            figures[row["path"]] = Figure(row)
        }
        return figures
    }
}

extension RecordedRun {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"], corpus: row["corpus"], time: row["time"], fingerprint: row["fingerprint"],
            assay: row["assay"], policy: row["policy"],
            verdict: CheckReport.Verdict(rawValue: row["verdict"]) ?? .errored, coverage: row["coverage"],
            isComplete: row["complete"], isBaseline: row["baseline"], figures: [:], checks: [:])
    }
}

extension Figure {
    fileprivate init(_ row: Row) {
        var interval: Interval?
        if let lower: Double = row["lower"], let upper: Double = row["upper"], let level: Double = row["level"] {
            interval = Interval(lower: lower, upper: upper, level: level, method: row["method"] ?? "")
        }
        self.init(
            row["value"], unit: row["unit"], kind: Kind(rawValue: row["kind"]) ?? .diagnostic, interval: interval,
            intervalAbsence: row["absence"])
    }
}
