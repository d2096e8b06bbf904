internal import Synchronization

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

    /// What a scan tells how much it has read; nil where nothing is shown.
    var reader: (@Sendable (UInt64) -> Void)? {
        guard isVisible else { return nil }
        return { [self] read in show(read: read) }
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
