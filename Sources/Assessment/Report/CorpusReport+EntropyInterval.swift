extension CorpusReport {
    /// One interval for the entropy of a byte, each end with what it rests on.
    ///
    /// The ends and the point are statements of different kinds and are never averaged.
    public struct EntropyInterval: Sendable, Hashable, Codable {
        /// What the upper end is a code of: "held-out documents", or "the sample" where nothing was learnt.
        public var basis: String

        /// The bytes of that text.
        public var bytes: UInt64

        /// How many documents it has.
        public var documents: UInt64

        /// ▽ The lower end: the 2.5 % quantile of where the loss curve leads.
        public var lower: Diagnosed

        /// L*(n): the entropy at budget n; absent without the learned predictor.
        public var point: Diagnosed

        /// n: how many bytes were learnt before; nil where nothing was.
        public var budget: UInt64?

        /// ▲ The upper end: the 97.5 % quantile of the mixture's code length.
        public var upper: Diagnosed

        /// ▲ The code length of the Bayesian mixture of all codes, before any quantile.
        public var mixture: Figure

        /// What the mixture costs above its shortest code, in bits for the whole text.
        public var overhead: Figure

        /// The codes that are mixed, equally likely beforehand; the uniform one is always among them.
        public var codes: [NamedFigure]
    }
}
