public import InformationCapacity

/// What a learner gains by adapting inside a held-out document: the second axis of structure, beside σ(n).
///
/// g = loss without adaptation − loss with it, in bits per byte over all documents. Source code has much of it (names and
/// idioms of a file), shuffled words have little; but repetition and unlike documents raise it too, so that it
/// is never added to anything.
public enum InDocumentGain: Sendable {
    /// The code lengths of one held-out document.
    public struct Document: Sendable, Hashable {
        /// Its length in bytes.
        public var byteCount: UInt64

        /// Its code length by a learner that goes on learning inside it.
        public var adapting: Bits

        /// Its code length by the same learner with all tables frozen.
        public var frozen: Bits

        /// Creates a document's lengths.
        public init(byteCount: UInt64, adapting: Bits, frozen: Bits) {
            self.byteCount = byteCount
            self.adapting = adapting
            self.frozen = frozen
        }
    }

    /// Measures the gain; documents are dealt into 20 groups in the order given, which should be random.
    ///
    /// - Returns: The rate with an interval from 20 documents on; absent without a byte.
    public static func measure(_ documents: [Document]) -> Diagnosis<Estimated<Rate<Bits, Byte>>> {
        var statistics = DocumentStatistics()
        for document in documents {
            statistics.add((document.frozen - document.adapting).value, size: Double(document.byteCount))
        }
        guard let estimate: Estimated<Rate<Bits, Byte>> = statistics.estimate() else {
            return .insufficient(reason: "no held-out document has a byte; give at least one document")
        }
        return .found(estimate)
    }
}
