#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The contexts of a part of a document on a thread of their own, some blocks ahead of the stages that need them.
///
/// The tables of contexts depend on no other stage, so nothing but the time changes. Blocks are handed over in batches: a
/// hand-over that a thread sleeps for costs microseconds.
@safe
final class ContextThread: @unchecked Sendable {
    /// Blocks of a batch, and how many batches there are.
    static let batch = 32
    static let batches = 4

    /// The contexts; theirs alone until `finish`.
    private(set) var contexts: ContextStage<Learning>
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private let blocks: [PredictorBlock]
    private let filled = Semaphore(0)
    private let free = Semaphore(batches)
    private var thread = pthread_t()

    /// Begins to read.
    init(
        _ contexts: ContextStage<Learning>, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ blocks: [PredictorBlock]
    ) {
        unsafe self.contexts = contexts
        unsafe self.bytes = bytes
        self.count = count
        self.blocks = blocks
        let this = unsafe Unmanaged.passRetained(self).toOpaque()
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                #if canImport(Glibc)
                let thread = unsafe Unmanaged<ContextThread>.fromOpaque(argument!).takeRetainedValue()
                #else
                let thread = unsafe Unmanaged<ContextThread>.fromOpaque(argument).takeRetainedValue()
                #endif
                thread.run()
                return nil
            }, this)
        precondition(status == 0, "the system has no thread left; use one thread")
    }

    /// Waits for the blocks of a batch.
    func wait() { filled.wait() }

    /// Gives the blocks of a batch back.
    func release() { free.signal() }

    /// Waits for the thread's end; the contexts after the last byte.
    func finish() -> ContextStage<Learning> {
        pthread_join(thread, nil)
        return unsafe contexts
    }

    private func run() {
        let step = PredictorBlock.capacity
        var undo = UndoLog()
        defer { undo.deallocate() }
        var index = 0
        var start = 0
        var length = min(step, count)
        free.wait()
        unsafe contexts.hash(bytes, length, into: blocks[0])
        unsafe contexts.prefetch(length, blocks[0])
        while length > 0 {
            let nextLength = min(step, count - start - length)
            let isLast = (index + 1) % Self.batch == 0
            if isLast && nextLength > 0 { free.wait() }
            let block = blocks[index % blocks.count]
            let next = blocks[(index + 1) % blocks.count]
            unsafe contexts.hash(bytes + (start + length), nextLength, into: next)
            unsafe contexts.run(length, block, next: next, nextCount: nextLength, &undo)
            if isLast || nextLength == 0 { filled.signal() }
            index += 1
            start += length
            length = nextLength
        }
    }
}
