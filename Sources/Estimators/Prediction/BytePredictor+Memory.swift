extension BytePredictor {
    /// How much memory a predictor may use; pages are taken from the system only once they are written to.
    public struct Memory: Sendable, Hashable {
        /// At most 512 MiB: for samples of megabytes.
        public static let standard = Memory(slotBytes: 384 << 20, pairRows: 1 << 13, historyBits: 24)

        /// At most 64 MiB: for tests and for samples below 1 MiB.
        public static let small = Memory(slotBytes: 20 << 20, pairRows: 1 << 11, historyBits: 20)

        /// What learning from a stated number of bytes takes, between the small and the standard size.
        ///
        /// A smaller table spares the system the zeroing of pages, which takes longer than learning from a short text.
        public static func fitting(bytes: Int) -> Memory {
            if bytes < 1 << 18 { return .small }
            let slotBytes = min(
                standard.slotBytes,
                max(small.slotBytes, min(bytes, 1 << 24) * 64) & ~0xFFFF)
            let historyBits = max(
                small.historyBits, min(standard.historyBits, Int.bitWidth - (bytes - 1).leadingZeroBitCount))
            return Memory(slotBytes: slotBytes, pairRows: standard.pairRows, historyBits: historyBits)
        }

        /// The most memory that a predictor of this size takes, in bytes, without the undo log of a trial.
        public var mostBytes: Int { PredictorLayout(self).end }

        /// Bytes of hashed context slots; a multiple of 128.
        let slotBytes: Int
        /// Rows of order-2 counters; a power of two.
        let pairRows: Int
        /// log₂ of the bytes of past text that matches are looked for in.
        let historyBits: Int
    }
}
