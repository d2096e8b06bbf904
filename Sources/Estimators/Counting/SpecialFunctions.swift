// Functions of one or two reals, made so that the estimators never subtract two large numbers to get a small one.

/// ln(1 + x) to full relative precision, x > −1.
///
/// The rounding error of 1 + x is divided out again (Kahan).
func log1p(_ x: Double) -> Double {
    let u = 1 + x
    if u == 1 { return x }
    if u.isInfinite { return u }
    return log(u) * (x / (u - 1))
}

/// eˣ − 1 to full relative precision; the same device.
func expm1(_ x: Double) -> Double {
    let u = exp(x)
    if u == 1 { return x }
    let difference = u - 1
    if difference == -1 || u.isInfinite { return difference }
    return difference * (x / log(u))
}

/// What Stirling's series adds: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, x ≥ 16.
///
/// Abramowitz & Stegun 6.1.41, to the term in x⁻¹¹: the next is below 1e-18.
func stirlingCorrection(_ x: Double) -> Double {
    let r = 1 / x
    let s = r * r
    var sum = -691.0 / 360_360
    sum = sum * s + 1.0 / 1188
    sum = sum * s - 1.0 / 1680
    sum = sum * s + 1.0 / 1260
    sum = sum * s - 1.0 / 360
    sum = sum * s + 1.0 / 12
    return sum * r
}

/// ψ(x) − ln x, x ≥ 16: Abramowitz & Stegun 6.3.18.
func digammaCorrection(_ x: Double) -> Double {
    let r = 1 / x
    let s = r * r
    var sum = -691.0 / 32_760
    sum = sum * s + 1.0 / 132
    sum = sum * s - 1.0 / 240
    sum = sum * s + 1.0 / 252
    sum = sum * s - 1.0 / 120
    sum = sum * s + 1.0 / 12
    return -r / 2 - sum * s
}

/// The digamma function ψ(x), x > 0.
func digamma(_ x: Double) -> Double {
    var x = x
    var shift = 0.0
    while x < 16 {
        shift -= 1 / x
        x += 1
    }
    return shift + (log(x) + digammaCorrection(x))
}

/// ψ(a) − ψ(b) for a ≥ b > 0, to full relative precision however close the two are.
///
/// For integers it is Σ 1/k over b ≤ k < a.
func digammaDifference(_ a: Double, _ b: Double) -> Double {
    var b = b
    var shift = 0.0
    while b < 16 {
        if b == a { return shift }
        if b + 1 > a { return shift + (digamma(a) - digamma(b)) }
        shift += 1 / b
        b += 1
    }
    return shift + (log1p((a - b) / b) + (digammaCorrection(a) - digammaCorrection(b)))
}

/// The trigamma function ψ′(x), x > 0: Abramowitz & Stegun 6.4.12 above 16, the recurrence 6.4.6 below.
func trigamma(_ x: Double) -> Double {
    var x = x
    var shift = 0.0
    while x < 16 {
        shift += 1 / (x * x)
        x += 1
    }
    let r = 1 / x
    let s = r * r
    var sum = -691.0 / 2730
    sum = sum * s + 5.0 / 66
    sum = sum * s - 1.0 / 30
    sum = sum * s + 1.0 / 42
    sum = sum * s - 1.0 / 30
    sum = sum * s + 1.0 / 6
    return shift + (r + s / 2 + sum * s * r)
}

/// eˣ E₁(x), x > 0, with E₁ the exponential integral: Abramowitz & Stegun 5.1.11 below 1, 5.1.22 above.
func scaledExponentialIntegral(_ x: Double) -> Double {
    if x < 1 {
        // E₁(x) = −γ − ln x + Σ (−1)^(k+1) x^k / (k·k!)
        var power = 1.0
        var sum = 0.0
        var k = 1.0
        while k < 30 {
            power *= -x / k
            sum -= power / k
            k += 1
        }
        return exp(x) * (-0.577215664901532860606512090082 - log(x) + sum)
    }
    // 1/(x+1 − 1/(x+3 − 4/(x+5 − …))), evaluated forward by Lentz's method.
    var b = x + 1
    var c = 1e300
    var d = 1 / b
    var fraction = d
    var k = 1.0
    while k < 1000 {
        let a = -k * k
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        let factor = c * d
        fraction *= factor
        if abs(factor - 1) <= 2.3e-16 { break }
        k += 1
    }
    return fraction
}
