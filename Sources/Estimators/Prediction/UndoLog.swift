/// The lines of memory that a trial overwrites, as they were.
///
/// A line may be kept more than once; lines are put back last first, so that the oldest copy wins. A small cache of the
/// line numbers kept most recently avoids most of the repeats.
@safe
struct UndoLog {
    private var copies: [SIMD16<UInt32>] = []
    private var lines: [UInt32] = []
    private var dense: [UInt8] = []
    private let recent: UnsafeMutablePointer<UInt64>
    private var epoch: UInt64 = 0
    private static let recentCount = 1 << 14

    init() {
        unsafe recent = .allocate(capacity: Self.recentCount)
        unsafe recent.initialize(repeating: 0, count: Self.recentCount)
    }

    func deallocate() { unsafe recent.deallocate() }

    /// Begins a trial: copies the part of the memory that nearly every byte changes.
    mutating func begin(_ memory: UnsafeMutableRawPointer, dense count: Int) {
        epoch += 1
        unsafe dense = Array(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// Keeps the 64-byte line at an offset unless it was kept a short while ago.
    @inline(__always)
    mutating func keep(_ memory: UnsafeMutableRawPointer, _ offset: Int) {
        let line = offset >> 6
        let mark = epoch << 32 | UInt64(truncatingIfNeeded: line)
        let place = line & (Self.recentCount - 1)
        if unsafe recent[place] == mark { return }
        unsafe recent[place] = mark
        append(unsafe memory.load(fromByteOffset: line << 6, as: SIMD16<UInt32>.self), line)
    }

    @inline(never)
    private mutating func append(_ copy: SIMD16<UInt32>, _ line: Int) {
        copies.append(copy)
        lines.append(UInt32(truncatingIfNeeded: line))
    }

    /// Puts everything back as it was when the trial began.
    mutating func rollBack(_ memory: UnsafeMutableRawPointer) {
        for index in stride(from: lines.count - 1, through: 0, by: -1) {
            unsafe memory.storeBytes(of: copies[index], toByteOffset: Int(lines[index]) << 6, as: SIMD16<UInt32>.self)
        }
        unsafe dense.withUnsafeBytes { unsafe memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        copies.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }
}
