extension Rate {
    /// Converts a rate between units of information; the denominator stays.
    public init<Other: InformationQuantity>(converting other: Rate<Other, Per>) {
        self.init(Quantity(converting: other.quantity))
    }

    /// The difference of two rates of the same unit.
    public static func - (a: Self, b: Self) -> Self { Self(a.quantity - b.quantity) }

    /// The same information spread over another denominator, tokens to source bytes for example.
    ///
    /// - Parameters:
    ///   - count: How many of this rate's denominator there were.
    ///   - other: How many of the new denominator the same data held.
    /// - Returns: The new rate, or nil where `other` is zero.
    public func spread<Other: Denominator>(from count: UInt64, over other: UInt64) -> Rate<Quantity, Other>? {
        Rate<Quantity, Other>(total(over: count), over: other)
    }
}
