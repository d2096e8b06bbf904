#if Checks
internal import ArgumentParser
internal import Diagnostics
internal import History

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where past runs are kept.
struct HistoryOptions: ParsableArguments {
    @Option(
        help: .init(
            "The file of past runs; by default ASSAY_HISTORY, or assay/history.sqlite in XDG_STATE_HOME or ~/.local/state.",
            valueName: "file"))
    var history: String?

    /// Opens the history; nil where the environment names no place for it.
    func open() throws(AssayError) -> HistoryDatabase? {
        let path =
            history ?? HistoryLocation.standard { name in unsafe getenv(name).map { unsafe String(cString: $0) } }
        guard let path else { return nil }
        if history == nil { HistoryLocation.makeFolders(above: path) }
        return try HistoryDatabase(path: path)
    }

    /// Opens the history, which must be somewhere.
    func require() throws -> HistoryDatabase {
        guard let database = try open() else {
            throw ValidationError("there is no place for a history; give --history FILE")
        }
        return database
    }
}
#endif
