#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

// The elementary functions that the counting estimators use, in one place.

/// The natural logarithm.
func log(_ x: Double) -> Double { Glibc.log(x) }

/// The natural exponential.
func exp(_ x: Double) -> Double { Glibc.exp(x) }

/// ln Γ(x), x > 0.
func logGamma(_ x: Double) -> Double { var sign: Int32 = 0; return unsafe lgamma_r(x, &sign) }
