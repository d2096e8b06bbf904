internal import InformationCapacity

// Functions of one or two reals, made so that the estimators never subtract two large numbers to get a small one.

/// eˣ − 1 to full relative precision: the rounding error of eˣ is divided out again (Kahan).
func expm1(_ x: Double) -> Double {
    let u = PortableMath.exp(x)
    if u == 1 { return x }
    let difference = u - 1
    if difference == -1 || u.isInfinite { return difference }
    return difference * (x / PortableMath.log(u))
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

/// ψ(a) − ψ(b) for a ≥ b > 0, without the cancellation where both are large or differ by an integer.
///
/// For integers it is Σ 1/k over b ≤ k < a.
func digammaDifference(_ a: Double, _ b: Double) -> Double {
    var b = b
    var shift = 0.0
    while b < 16 {
        if b == a { return shift }
        if b + 1 > a { return shift + (PortableMath.digamma(a) - PortableMath.digamma(b)) }
        shift += 1 / b
        b += 1
    }
    return shift + (PortableMath.log1p((a - b) / b) + (digammaCorrection(a) - digammaCorrection(b)))
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
        return PortableMath.exp(x) * (-0.577215664901532860606512090082 - PortableMath.log(x) + sum)
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
