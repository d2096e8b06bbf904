/// An estimate of a total from a sample of keys, with its standard error; exact when the error is 0.
public struct SampledTotal: Sendable, Hashable {
    /// The estimated total.
    public var value: Double

    /// The estimated standard error; 0 when nothing was sampled.
    public var standardError: Double
}

extension ThresholdSketch {
    /// The number of distinct keys in the whole input (Horvitz–Thompson estimate).
    public var distinctKeys: SampledTotal {
        total { _ in 1 }
    }

    /// The number of bytes in the whole input when every key counts once.
    public var distinctBytes: SampledTotal {
        total { Double($0.bytes) }
    }

    /// The repetition spectrum: how many distinct keys occur once, twice, 3–4, 5–8, … times (unbiased estimates).
    ///
    /// Element i holds the keys with multiplicity in (2^(i−1), 2^i]; an empty sketch gives an empty array.
    public var repetitionSpectrum: [Double] {
        var spectrum: [Double] = []
        for slot in keptKeys {
            let bin = slot.multiplicity <= 1 ? 0 : UInt64.bitWidth - (slot.multiplicity - 1).leadingZeroBitCount
            while spectrum.count <= bin { spectrum.append(0) }
            spectrum[bin] += 1
        }
        return spectrum.map { $0 / samplingRate }
    }

    /// Σ f(key) / p over kept keys, with the variance (1 − p) / p² · Σ f² of independent inclusion.
    private func total(_ f: (Slot) -> Double) -> SampledTotal {
        var sum = 0.0
        var squares = 0.0
        for slot in keptKeys {
            let value = f(slot)
            sum += value
            squares += value * value
        }
        let p = samplingRate
        return SampledTotal(value: sum / p, standardError: ((1 - p) * squares).squareRoot() / p)
    }
}

extension ThresholdSketch {
    /// The greatest hash that a sketch of a level keeps.
    public static func limit(ofLevel level: Int) -> UInt64 {
        level <= 0 ? .max : (UInt64(1) << UInt64(64 - min(level, 63))) - 1
    }
}
