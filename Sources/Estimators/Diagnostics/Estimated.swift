/// A value with the 95 % interval that it must not be separated from, or the reason why there is none.
public struct Estimated<Value: Comparable & Hashable & Sendable>: Sendable, Hashable {
    /// The point estimate.
    public var value: Value

    /// The 95 % interval; nil where none can be had honestly.
    public var interval: ClosedRange<Value>?

    /// Why there is no interval, in words; nil where there is one.
    public var intervalAbsence: String?

    /// Creates an estimate with an interval.
    public init(_ value: Value, interval: ClosedRange<Value>) {
        self.value = value
        self.interval = interval
    }

    /// Creates an estimate without an interval, and says why.
    public init(_ value: Value, intervalAbsence: String) {
        self.value = value
        self.intervalAbsence = intervalAbsence
    }

    /// Creates an estimate with an interval if there is one, else with the reason.
    init(_ value: Value, interval: ClosedRange<Value>?, intervalAbsence: @autoclosure () -> String) {
        self.value = value
        self.interval = interval
        self.intervalAbsence = interval == nil ? intervalAbsence() : nil
    }
}

/// A diagnostic that is absent where its data are too few, with the reason.
public enum Diagnosis<Value: Sendable & Hashable>: Sendable, Hashable {
    /// There was enough to tell.
    case found(Value)

    /// There was not; the sentence says what is needed and what was there.
    case insufficient(reason: String)

    /// The value, or nil where there was too little.
    public var value: Value? {
        if case .found(let value) = self { value } else { nil }
    }

    /// Why it is absent, or nil where it is there.
    public var absence: String? {
        if case .insufficient(let reason) = self { reason } else { nil }
    }
}
