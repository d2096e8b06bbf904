/// Sums that are merged field by field.
protocol SummedFields {
    static var fields: [any WritableKeyPath<Self, UInt64> & Sendable] { get }
}

extension SummedFields {
    /// Adds other sums; a sum beyond 2⁶⁴ − 1, which no corpus reaches, stays there.
    mutating func add(_ other: Self) {
        for field in Self.fields {
            let (sum, overflows) = self[keyPath: field].addingReportingOverflow(other[keyPath: field])
            self[keyPath: field] = overflows ? .max : sum
        }
    }

    /// Takes away the sums of a part.
    mutating func subtract(_ part: Self) {
        for field in Self.fields { self[keyPath: field] -= min(self[keyPath: field], part[keyPath: field]) }
    }
}
