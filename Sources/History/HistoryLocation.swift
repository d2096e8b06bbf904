#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where the history lies when nothing is said.
public enum HistoryLocation: Sendable {
    /// The path by the environment; nil where it has neither of the variables nor a home.
    ///
    /// `ASSAY_HISTORY`, else `assay/history.sqlite` in `XDG_STATE_HOME`, else in `~/.local/state` (XDG Base Directory
    /// Specification 0.8).
    ///
    /// - Parameter variable: A variable of the environment by its name.
    public static func standard(_ variable: (String) -> String?) -> String? {
        func set(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let path = set("ASSAY_HISTORY") { return path }
        // A relative path there is to be ignored.
        let state =
            set("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? set("HOME").map { $0 + "/.local/state" }
        return state.map { $0 + "/assay/history.sqlite" }
    }

    /// Makes the folders above a file, readable by their owner alone; what cannot be made shows when the file is opened.
    public static func makeFolders(above path: String) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part + "/"
            if folder != "/" { _ = unsafe mkdir(folder, 0o700) }
        }
    }
}

/// Waits for a tenth of a second.
func pause() { usleep(100_000) }
