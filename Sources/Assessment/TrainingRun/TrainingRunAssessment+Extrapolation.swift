internal import Diagnostics
internal import Estimators
internal import InformationCapacity

extension TrainingRunAssessment {
    /// How far back the fitted window reaches by default: to this share of the tokens.
    static let fittedShare = 1.0 / 64

    /// How many times as many tokens are looked at.
    static let factors = [2.0, 4, 10]

    func extrapolation(_ run: TrainingRunFigures) -> TrainingRunReport.Extrapolation? {
        let from = fitFrom ?? run.tokens * Self.fittedShare
        guard let curve = run.curve.from(from)?.merged(), let extrapolation = LossExtrapolation(curve) else {
            return nil
        }
        let fits =
            [fit(extrapolation.powerLaw, "all"), fit(extrapolation.exponential, "all")]
            + [extrapolation.lastHalf.map { fit($0, "last half") }].compactMap(\.self)
        return TrainingRunReport.Extrapolation(
            fromTokens: from, points: curve.points.count, fits: fits, limit: forecast(extrapolation.limit),
            forecasts: Self.factors.map { factor in
                var forecast = forecast(extrapolation.loss(at: factor * run.tokens))
                forecast.factor = factor
                forecast.tokens = factor * run.tokens
                if forecast.loss != nil {
                    forecast.furtherStructure = Figure(
                        furtherStructure(extrapolation.powerLaw, from: run.tokens, to: factor * run.tokens),
                        unit: Bits.unitName, kind: .extrapolation,
                        intervalAbsence: "along the power law; the loss has the interval")
                }
                return forecast
            })
    }

    /// S(m) − S(n) along E + A·t^(−b), for any b > 0: (n to m) ∫ t·(−L′(t)) dt = A·b·(m^(1−b) − n^(1−b))/(1 − b).
    private func furtherStructure(_ fit: CurveFit<Token>, from n: Double, to m: Double) -> Double {
        let b = fit.exponent.value
        let log = PortableMath.log(m / n)
        let rest = (1 - b) * log
        // (exp(rest) − 1)/rest, which goes to 1 at b = 1.
        let factor = rest.magnitude < 1e-6 ? 1 + rest / 2 : (PortableMath.exp(rest) - 1) / rest
        return fit.amplitude.value * b * PortableMath.pow(n, 1 - b) * log * factor
    }

    private func fit(_ fit: CurveFit<Token>, _ window: String) -> TrainingRunReport.Fit {
        let absence = fit.isExponentIdentified ? nil : "the exponent's interval has no end"
        func figure(_ value: Double, _ lower: Double, _ upper: Double, _ unit: String) -> Figure {
            let isFinite = lower.isFinite && upper.isFinite
            return Figure(
                value, unit: unit, kind: .extrapolation,
                interval: absence == nil && isFinite
                    ? .init(lower: lower, upper: upper, method: "profile likelihood") : nil,
                intervalAbsence: absence ?? (isFinite ? nil : "an end is infinite"))
        }
        return TrainingRunReport.Fit(
            form: fit.form.rawValue, window: window,
            limit: figure(
                fit.limit.value.value, fit.limit.lower.value, fit.limit.upper.value, Rate<Bits, Token>.unitName),
            amplitude: figure(
                fit.amplitude.value, fit.amplitude.lower, fit.amplitude.upper,
                fit.form == .powerLaw ? "bit/token·token^b" : "token^b"),
            exponent: figure(fit.exponent.value, fit.exponent.lower, fit.exponent.upper, "1"),
            deviation: Figure(fit.deviation, kind: .diagnostic, intervalAbsence: "itself a measure of spread"))
    }

    private func forecast(_ value: Extrapolated<Token>) -> TrainingRunReport.Forecast {
        switch value {
        case .identified(let fitted) where !fitted.upper.value.isFinite:
            TrainingRunReport.Forecast(notIdentified: "the interval has no upper end")
        case .identified(let fitted):
            TrainingRunReport.Forecast(
                loss: Figure(
                    fitted.value, kind: .extrapolation,
                    interval: .init(
                        lower: fitted.lower.value, upper: fitted.upper.value,
                        method: "profile likelihood, over all three fits")))
        case .notIdentified(let reason): TrainingRunReport.Forecast(notIdentified: reason)
        }
    }
}
