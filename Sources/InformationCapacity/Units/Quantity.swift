/// An amount of information in a stated unit.
public protocol InformationQuantity: Sendable, Hashable, Comparable {
    /// The number of units.
    var value: Double { get }

    /// Creates an amount from a number of units.
    init(_ value: Double)

    /// The unit's name as it is printed: "bit" or "nat".
    static var unitName: String { get }

    /// How many nats one unit is.
    static var natsPerUnit: Double { get }
}

extension InformationQuantity {
    /// Converts an amount between units (1 nat = 1 / ln 2 bits).
    public init<Other: InformationQuantity>(converting other: Other) {
        self.init(other.value * (Other.natsPerUnit / Self.natsPerUnit))
    }

    /// No information.
    public static var zero: Self { Self(0) }

    /// Orders two amounts of the same unit.
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// The sum of two amounts of the same unit.
    public static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }

    /// The difference of two amounts of the same unit.
    public static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }

    /// The amount with its sign changed.
    public static prefix func - (a: Self) -> Self { Self(-a.value) }

    /// An amount scaled by a pure number.
    public static func * (factor: Double, a: Self) -> Self { Self(factor * a.value) }

    /// An amount divided by a pure number.
    public static func / (a: Self, divisor: Double) -> Self { Self(a.value / divisor) }

    /// The ratio of two amounts of the same unit: a pure number.
    public static func / (a: Self, b: Self) -> Double { a.value / b.value }

    /// Adds an amount of the same unit.
    public static func += (a: inout Self, b: Self) { a = a + b }
}

/// Information in bits: logarithms to base 2.
public struct Bits: InformationQuantity {
    /// The number of bits.
    public var value: Double

    /// Creates an amount from a number of bits.
    public init(_ value: Double) { self.value = value }

    /// "bit".
    public static var unitName: String { "bit" }

    /// ln 2.
    public static var natsPerUnit: Double { 0.693147180559945309417232121458 }
}

/// Information in nats: natural logarithms.
public struct Nats: InformationQuantity {
    /// The number of nats.
    public var value: Double

    /// Creates an amount from a number of nats.
    public init(_ value: Double) { self.value = value }

    /// "nat".
    public static var unitName: String { "nat" }

    /// 1.
    public static var natsPerUnit: Double { 1 }
}
