internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A line on standard error that is rewritten while work goes on; nothing at all where that is no terminal.
final class ProgressLine: Sendable {
    /// Whether anything is shown.
    let isVisible: Bool

    private let total: UInt64
    private let lastShown = Mutex<UInt64?>(nil)

    init(total: UInt64) {
        self.total = total
        self.isVisible = StandardStreams.errorIsTerminal
    }

    /// Shows how much was read, at most once for each hundredth of the whole.
    func show(read: UInt64) {
        guard total > 0 else { return }
        let percent = min(read, total) * 100 / total
        let isNew = lastShown.withLock { last in
            guard last.map({ percent > $0 }) ?? true else { return false }
            last = percent
            return true
        }
        if isNew { note("reading \(percent) %") }
    }

    /// Shows a word about what is going on.
    func note(_ text: String) {
        if isVisible { StandardStreams.writeProgress("\r\u{1B}[K\(text)") }
    }

    /// Takes the line away.
    func clear() {
        if isVisible { StandardStreams.writeProgress("\r\u{1B}[K") }
    }
}

/// The machine's processors.
enum Processors {
    /// How many this process may use; at least 1.
    static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
