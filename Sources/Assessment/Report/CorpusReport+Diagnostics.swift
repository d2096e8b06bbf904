extension CorpusReport {
    /// ◇ Diagnostics of the literature: each explains, none bounds, and each is absent where it has too little.
    public struct Diagnostics: Sendable, Hashable, Codable {
        /// Loss against position in the document (Genzel and Charniak 2002).
        public var positions: Positions

        /// What the first half of a document tells about the second (L²M, arXiv 2503.04725).
        public var halves: Halves

        /// Zipf's and Heaps' laws, and whether the rare words are missing (arXiv 2402.07043).
        public var vocabulary: Vocabulary

        /// Whether the corpus is the same from beginning to end.
        public var order: Order
    }

    /// Mean loss against position in held-out documents, with and without learning inside them.
    public struct Positions: Sendable, Hashable, Codable {
        /// One point for each doubling of the position; empty without the learned predictor.
        public var points: [Point]

        /// How the loss changes as the position doubles, learning inside the document.
        public var adaptingSlope: Diagnosed

        /// The same with all tables frozen.
        public var frozenSlope: Diagnosed

        /// The mean losses at positions from … to.
        public struct Point: Sendable, Hashable, Codable {
            /// The first position, in bytes from the document's beginning.
            public var from: UInt64

            /// The position after the last.
            public var to: UInt64

            /// How many documents have a byte there.
            public var documents: UInt64

            /// The mean loss of an adapting learner.
            public var adapting: Figure

            /// The mean loss of a frozen one.
            public var frozen: Figure
        }
    }

    /// The mutual information of the halves of a document, as far as the predictor finds it.
    public struct Halves: Sendable, Hashable, Codable {
        /// I(ℓ) at each length; the same documents at every length.
        public var points: [Point]

        /// γ of I ∝ ℓ^γ.
        public var exponent: Diagnosed

        /// The information at one length.
        public struct Point: Sendable, Hashable, Codable {
            /// ℓ, in bytes.
            public var bytes: UInt64

            /// How many documents were cut.
            public var documents: UInt64

            /// I(ℓ): the second half's code length less that after the first half, the mean over documents.
            public var information: Figure
        }
    }

    /// The laws of a vocabulary, from the counts of words of the sample.
    public struct Vocabulary: Sendable, Hashable, Codable {
        /// s of a share ∝ rank^(−s).
        public var zipfExponent: Diagnosed

        /// The least count of a word that the fit covers; nil where there is none.
        public var zipfLeastCount: UInt64?

        /// The share of samples of the law that fit worse; below 0.1 the law is not plausible.
        public var zipfGoodnessOfFit: Figure?

        /// β of V ∝ n^β.
        public var heapsExponent: Diagnosed

        /// β over the last doubling of the sample.
        public var heapsFinalExponent: Figure?

        /// λ: how often the rarest word of the law is expected in the sample; near 0 in an open vocabulary.
        public var tailLeastCount: Diagnosed

        /// Whether the tail is thinner than the law of the more frequent words allows: λ above ½ at 2.5 %.
        public var isTailCut: Bool?

        /// No law of a vocabulary, and why.
        static func absent(_ reason: String) -> Self {
            let none = Diagnosed(absence: reason)
            return Self(zipfExponent: none, heapsExponent: none, tailLeastCount: none)
        }
    }

    /// What the corpus's own order tells.
    public struct Order: Sendable, Hashable, Codable {
        /// (C_own − C_shuffled)/n′: negative where neighbours are alike, positive where what was read last misleads.
        public var effect: Diagnosed

        /// n′: how many bytes were learnt in both orders; nil where there is no effect.
        public var effectBytes: UInt64?

        /// What one order-0 code of both halves of the sample costs above one for each, halved in the corpus's order.
        public var mixingPenalty: Diagnosed
    }
}
