/// What a rate is divided by.
public protocol Denominator: Sendable {
    /// The name as it is printed after "per".
    static var denominatorName: String { get }
}

/// One byte of the source text (UTF-8 as found).
public enum Byte: Denominator {
    /// "byte".
    public static var denominatorName: String { "byte" }
}

/// One Unicode scalar of the source text.
public enum Scalar: Denominator {
    /// "scalar".
    public static var denominatorName: String { "scalar" }
}

/// One word of the source text.
public enum Word: Denominator {
    /// "word".
    public static var denominatorName: String { "word" }
}

/// One token of a stated tokenizer.
public enum Token: Denominator {
    /// "token".
    public static var denominatorName: String { "token" }
}

/// One document.
public enum Document: Denominator {
    /// "document".
    public static var denominatorName: String { "document" }
}

/// An amount of information per something, with both named in the type.
public struct Rate<Quantity: InformationQuantity, Per: Denominator>: Sendable, Hashable, Comparable {
    /// The amount for one of the denominator.
    public var quantity: Quantity

    /// Creates a rate from an amount for one of the denominator.
    public init(_ quantity: Quantity) { self.quantity = quantity }

    /// Creates a rate from a number of units for one of the denominator.
    public init(_ value: Double) { self.quantity = Quantity(value) }

    /// A total divided by a count; nil when the count is zero.
    public init?(_ total: Quantity, over count: UInt64) {
        guard count > 0 else { return nil }
        self.quantity = total / Double(count)
    }

    /// The number of units for one of the denominator.
    public var value: Double { quantity.value }

    /// The unit as it is printed, "bit/byte" for example.
    public static var unitName: String { "\(Quantity.unitName)/\(Per.denominatorName)" }

    /// Orders two rates of the same unit.
    public static func < (a: Self, b: Self) -> Bool { a.quantity < b.quantity }

    /// The total over a count of the denominator.
    public func total(over count: UInt64) -> Quantity { Double(count) * quantity }
}
