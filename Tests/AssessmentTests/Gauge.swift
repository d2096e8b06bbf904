import Synchronization

/// Keeps the highest sum that was in use at once.
final class Gauge: Sendable {
    private let state = Mutex((now: 0, peak: 0))

    var peak: Int { state.withLock { $0.peak } }

    func enter(_ amount: Int) {
        state.withLock { state in
            state.now += amount
            state.peak = max(state.peak, state.now)
        }
    }

    func leave(_ amount: Int) { state.withLock { $0.now -= amount } }
}
