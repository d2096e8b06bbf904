/// An amount of energy in joules.
public struct Joules: Sendable, Hashable, Comparable {
    /// The number of joules.
    public var value: Double

    /// Creates an amount from a number of joules.
    public init(_ value: Double) { self.value = value }

    /// "J".
    public static var unitName: String { "J" }

    /// Orders two amounts.
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// An amount scaled by a pure number.
    public static func * (factor: Double, a: Self) -> Self { Self(factor * a.value) }

    /// The ratio of two amounts: a pure number.
    public static func / (a: Self, b: Self) -> Double { a.value / b.value }
}

/// A temperature above absolute zero, in kelvin.
public struct Kelvin: Sendable, Hashable, Comparable {
    /// The number of kelvin; positive and finite.
    public let value: Double

    /// Creates a temperature, or nil where the number is not positive and finite.
    public init?(_ value: Double) {
        guard value > 0, value < .infinity else { return nil }
        self.value = value
    }

    private init(known value: Double) { self.value = value }

    /// 300 K, the temperature at which Landauer's limit is usually quoted.
    public static let room = Kelvin(known: 300)

    /// "K".
    public static var unitName: String { "K" }

    /// Orders two temperatures.
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
