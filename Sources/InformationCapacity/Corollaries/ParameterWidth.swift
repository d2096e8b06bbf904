/// How a parameter is stored, with the capacity that Corollary 4.3 assumes for it.
///
/// Both say the same: about 2 bits of knowledge for each parameter (Allen-Zhu and Li 2024, cited in section 4.3 of
/// arXiv 2411.00660), whatever its width.
public enum ParameterWidth: Int, Sendable, Hashable, CaseIterable {
    /// FP16 or BF16: η = 0.125.
    case sixteenBits = 16
    /// INT8: η = 0.25.
    case eightBits = 8

    /// The storage of one parameter.
    public var storage: Bits { Bits(Double(rawValue)) }

    /// η: 2 bits over the width.
    public var capacity: Double { 2 / Double(rawValue) }
}

/// The size of a model: how many parameters of which width.
public struct ModelSize: Sendable, Hashable, Comparable {
    /// How many parameters; not necessarily whole.
    public let parameters: Double

    /// How each is stored.
    public let width: ParameterWidth

    /// Creates a size; nil unless the number is positive and finite.
    public init?(parameters: Double, width: ParameterWidth = .sixteenBits) {
        guard parameters > 0, parameters < .infinity else { return nil }
        self.parameters = parameters
        self.width = width
    }

    /// The size that holds a number of bits; nil unless the number is positive and finite.
    public init?(storage: Bits, width: ParameterWidth = .sixteenBits) {
        self.init(parameters: storage / width.storage, width: width)
    }

    /// N, the paper's size in bits.
    public var storage: Bits { parameters * width.storage }

    /// Orders by storage, then by parameters.
    public static func < (a: Self, b: Self) -> Bool {
        a.storage == b.storage ? a.parameters < b.parameters : a.storage < b.storage
    }
}
