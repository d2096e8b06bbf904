import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

@Suite("Curve fits")
struct CurveFitTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var limit: Double
        var amplitude: Double
        var exponent: Double
        var noise: Double
        var count = 60
        var testDescription: String { "E \(limit), A \(amplitude), b \(exponent), noise \(noise), \(count) points" }
    }

    @Test(arguments: [
        Shape(limit: 2, amplitude: 30, exponent: 0.3, noise: 0.02),
        Shape(limit: 4, amplitude: 20, exponent: 0.15, noise: 0.05),
        Shape(limit: 1.5, amplitude: 60, exponent: 0.5, noise: 0.1),
        Shape(limit: 2, amplitude: 30, exponent: 0.3, noise: 0.02, count: 9),
    ])
    func `E and b lie within their 95 % intervals in at least 90 % of 50 seeds`(shape: Shape) throws {
        let seeds: UInt64 = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == nil ? 50 : 1000
        var (limits, exponents, amplitudes, forecasts) = (0, 0, 0, 0)
        for seed in 0..<seeds {
            let curve = try #require(
                syntheticCurve(
                    limit: shape.limit, amplitude: shape.amplitude, exponent: shape.exponent, noise: shape.noise,
                    count: shape.count, seed: seed))
            let fit = try #require(CurveFit(.powerLaw, to: curve))
            if fit.limit.lower.value <= shape.limit, shape.limit <= fit.limit.upper.value { limits += 1 }
            if fit.exponent.lower <= shape.exponent, shape.exponent <= fit.exponent.upper { exponents += 1 }
            if fit.amplitude.lower <= shape.amplitude, shape.amplitude <= fit.amplitude.upper { amplitudes += 1 }
            let ahead = fit.loss(at: 1e7)
            let truth = shape.limit + shape.amplitude * PortableMath.pow(1e7, -shape.exponent)
            if ahead.lower.value <= truth, truth <= ahead.upper.value { forecasts += 1 }
        }
        let summary = "E \(limits), b \(exponents), A \(amplitudes), loss at 10× \(forecasts) of \(seeds)"
        #expect(min(limits, exponents, amplitudes, forecasts) >= Int(seeds) * 9 / 10, "\(summary)")
    }

    @Test func `noise whose neighbours agree widens the intervals`() throws {
        // AR(1) noise with ρ = 0.6 and the same variance: without the correction two thirds would cover.
        var (limits, exponents) = (0, 0)
        for seed in 0..<50 as Range<UInt64> {
            var random = SplitMix(seed: seed)
            var noise = 0.02 * random.normal()
            let places = (0..<100).map { 100 * PortableMath.pow(1e4, Double($0) / 99) }
            let made = tabulatedCurve(at: places) { place in
                noise = 0.6 * noise + 0.02 * 0.8 * random.normal()
                return 2 + 30 * PortableMath.pow(place, -0.3) + noise
            }
            let curve = try #require(made)
            let fit = try #require(CurveFit(.powerLaw, to: curve))
            if fit.limit.lower.value <= 2, 2 <= fit.limit.upper.value { limits += 1 }
            if fit.exponent.lower <= 0.3, 0.3 <= fit.exponent.upper { exponents += 1 }
        }
        #expect(min(limits, exponents) >= 40, "E \(limits), b \(exponents) of 50")
    }

    @Test func `a curve without noise gives its parameters back`() throws {
        let curve = try #require(syntheticCurve(limit: 2, amplitude: 30, exponent: 0.3))
        let fit = try #require(CurveFit(.powerLaw, to: curve))
        #expect(fit.isExponentIdentified)
        #expect(abs(fit.limit.value.value - 2) < 1e-4)
        #expect(abs(fit.exponent.value - 0.3) < 1e-5)
        #expect(abs(fit.amplitude.value - 30) < 1e-2)
        // exp(3·t^(−0.25) + 0.7), which the other form is made for.
        let made = try #require(
            tabulatedCurve(at: curve.points.map(\.symbols)) {
                PortableMath.exp(3 * PortableMath.pow($0, -0.25) + 0.7)
            })
        let other = try #require(CurveFit(.exponential, to: made))
        #expect(abs(other.limit.value.value - PortableMath.exp(0.7)) < 1e-4)
        #expect(abs(other.exponent.value - 0.25) < 1e-5)
        #expect(abs(other.amplitude.value - 3) < 1e-3)
    }

    @Test func `an identified curve tells what more data would teach`() throws {
        var (identified, covered) = (0, 0)
        for seed in 0..<20 as Range<UInt64> {
            let curve = try #require(
                syntheticCurve(limit: 3, amplitude: 30, exponent: 0.45, noise: 0.01, seed: seed))
            let extrapolation = try #require(LossExtrapolation(curve))
            if case .identified(let value) = extrapolation.loss(at: 4e6) {
                identified += 1
                let truth = 3 + 30 * PortableMath.pow(4e6, -0.45)
                if value.lower.value <= truth, truth <= value.upper.value { covered += 1 }
            }
        }
        #expect(identified >= 19 && covered >= 18, "\(identified) identified, \(covered) covered, of 20")
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `noise, flat and straight lines are not identified`(seed: UInt64) throws {
        let noise = try #require(syntheticCurve(limit: 3, amplitude: 0, exponent: 0.5, noise: 0.1, seed: seed))
        var random = SplitMix(seed: seed)
        let falling = try #require(
            tabulatedCurve(at: firstPlaces(60)) { 9 - 0.1 * $0 + 0.05 * random.normal() })
        let rising = try #require(
            tabulatedCurve(at: firstPlaces(60)) { 3 + 0.1 * $0 + 0.05 * random.normal() })
        for (name, curve) in [("noise", noise), ("falling", falling), ("rising", rising)] {
            let extrapolation = try #require(LossExtrapolation(curve))
            guard case .notIdentified = extrapolation.limit else {
                Issue.record("\(name), seed \(seed): \(extrapolation.limit)")
                continue
            }
        }
        let flat = try #require(syntheticCurve(limit: 3, amplitude: 0, exponent: 0.5))
        let extrapolation = try #require(LossExtrapolation(flat))
        guard case .notIdentified = extrapolation.limit else {
            Issue.record("flat")
            return
        }
    }

    @Test func `few points and losses below zero have no fit`() throws {
        let four = try #require(syntheticCurve(limit: 2, amplitude: 30, exponent: 0.3, count: 4))
        #expect(CurveFit(.powerLaw, to: four) == nil)
        let negative = try #require(syntheticCurve(limit: -1, amplitude: 1, exponent: 0.3, count: 10))
        #expect(CurveFit(.exponential, to: negative) == nil)
        #expect(LossExtrapolation(negative) == nil)
    }
}
