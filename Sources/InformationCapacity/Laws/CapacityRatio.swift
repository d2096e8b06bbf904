/// η, the information capacity of a model: information over size, both in bits (arXiv 2411.00660, equation 7).
public struct CapacityRatio: Sendable, Hashable {
    /// What is put above the line.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// D(H − L) = G + S: code length saved against the baseline, plus what learning cost.
        case literal
        /// S: reusable structure alone.
        case structural
    }

    /// What is above the line.
    public let form: Form

    /// The information above the line.
    public let information: Bits

    /// N, the model's size in bits; positive.
    public let modelSize: Bits

    /// Forms the ratio; nil unless the size is positive and both figures are finite.
    public init?(_ form: Form, information: Bits, modelSize: Bits) {
        guard modelSize > .zero, modelSize.value.isFinite, information.value.isFinite else { return nil }
        self.form = form
        self.information = information
        self.modelSize = modelSize
    }

    /// η.
    public var value: Double { information / modelSize }

    /// What a reader must know about a value outside 0 … 1; nil where there is nothing to say.
    public var note: String? {
        if value < 0 { return "below zero: the final loss is above the baseline" }
        guard value > 1 else { return nil }
        return switch form {
        case .literal:
            "not a violation: D(H − L) is code length saved against the baseline, not information stored in the weights"
        case .structural:
            "more structure than a model of this size can hold"
        }
    }
}
