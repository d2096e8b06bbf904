extension CorpusReport {
    /// What the learned predictor says: Corollary 4.1 measured, the loss curve and the structure that it shows.
    public struct Learning: Sendable, Hashable, Codable {
        /// n: how many bytes were learnt from, in each order.
        public var budget: UInt64

        /// How many orders of the training documents were learnt from.
        public var orders: Int

        /// How many documents were held out, sharing no near-duplicate cluster with those learnt from.
        public var heldOutDocuments: UInt64

        /// How many of their bytes were scored.
        public var heldOutBytes: UInt64

        /// N: the storage of the predictor in bits.
        public var modelBits: Figure

        /// The measured initial loss, before the first update.
        public var initialLoss: Figure

        /// The held-out loss while learning.
        public var curve: [Point]

        /// L*(n): the held-out loss after n bytes, the entropy at this budget.
        public var entropy: Figure

        /// ▽ Where the curve leads with ever more data; absent where it is not identified.
        public var limit: Figure?

        /// Why there is no limit, in words.
        public var limitAbsence: String?

        /// σ(n) = S(n)/n: reusable pattern that a byte of budget teaches.
        public var structureRate: Figure

        /// S(n), in bits.
        public var structure: Figure

        /// m(n) = dS/dn: bits for each e-fold of data.
        public var stillLearning: Figure

        /// ρ = L*(n)/H: 1 is unpredictable.
        public var noiseShare: Figure?

        /// (C − nL* − S)/n: duplicates, drift, locality.
        public var exchangeabilityGap: Figure?

        /// g: what adaptation inside a held-out document saves.
        public var inDocumentGain: Figure

        /// Where every bit went, for the first order.
        public var ledger: LedgerEntry

        /// IC-1's η in two forms over the predictor's storage.
        public var capacity: [NamedFigure]

        /// A point of the loss curve.
        public struct Point: Sendable, Hashable, Codable {
            /// How many bytes had been learnt from.
            public var bytes: UInt64

            /// The mean held-out loss over the orders.
            public var loss: Figure

            /// The least loss so far.
            public var runningMinimum: Figure
        }

        /// D·H = G + S + R of one order, all in bits.
        public struct LedgerEntry: Sendable, Hashable, Codable {
            /// D·H: the adaptive order-0 code of the bytes learnt.
            public var baseline: Figure

            /// G: saved by learning as one goes.
            public var saved: Figure

            /// S_edl: paid while learning.
            public var paidLearning: Figure

            /// R = D·L*: what is left.
            public var residual: Figure
        }
    }
}
