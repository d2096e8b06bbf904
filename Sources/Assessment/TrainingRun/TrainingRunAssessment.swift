public import Diagnostics
internal import Estimators
public import InformationCapacity

/// Turns a training log into a report: the laws on a real training run.
///
/// Training losses stand for held-out ones: each is taken before the update on its batch. That holds for a single pass
/// over the data; on repeated data the losses are too low and the report with them.
public struct TrainingRunAssessment: Sendable {
    /// What was logged.
    public var log: TrainingLog

    /// The run's name in the report.
    public var name: String

    /// The version of assay.
    public var version: String

    /// |V|.
    public var vocabularySize: UInt64?

    /// σ² of the untrained model's logits, in squared nats.
    public var logitVariance = InitialLossMethod.gpt2LogitVariance

    /// The model's number of parameters.
    public var parameters: Double?

    /// Bits of storage for a parameter.
    public var bitsPerParameter = 16

    /// Bytes of source text for a token.
    public var bytesPerToken: Double?

    /// The first token of the window that is fitted; by default the last six doublings.
    ///
    /// Warm-up and the fall from the initial loss follow no power law.
    public var fitFrom: Double?

    /// The temperature of the heat reservoir.
    public var temperature = Kelvin.room

    /// A scan of the same corpus.
    public var corpus: CorpusReport?

    /// Prepares an assessment; what else is known of the run is set on the value.
    public init(log: TrainingLog, name: String, version: String = AssayVersion.current) {
        self.log = log
        self.name = name
        self.version = version
    }

    /// Computes the report.
    ///
    /// - Throws: An error where the tokens add up to less than one, or where a scan is given and nothing tells how many
    ///   bytes a token has.
    public func report() throws(AssayError) -> TrainingRunReport {
        let run = try TrainingRunFigures(self)
        let comparison = try comparison(run)
        var report = TrainingRunReport(
            run: name, assay: version, log: logFigures(run), given: given, initialLoss: initialLoss(run),
            losses: losses(run), ledger: Self.ledger(run.ledger), structure: structure(run),
            capacity: capacity(run), trajectory: trajectory(run), extrapolation: extrapolation(run),
            energy: energy(run), comparison: comparison, findings: [])
        report.findings = TrainingRunFindings.all(report)
        return report
    }

    /// N in bits; nil where the model's size was not given.
    var modelSize: Bits? { parameters.map { Bits($0 * Double(bitsPerParameter)) } }

    private var given: TrainingRunReport.Given {
        TrainingRunReport.Given(
            tokensPerStep: log.tokensPerStep, vocabularySize: vocabularySize, logitVariance: logitVariance,
            parameters: parameters, bitsPerParameter: bitsPerParameter, bytesPerToken: bytesPerToken)
    }

    private func logFigures(_ run: TrainingRunFigures) -> TrainingRunReport.Log {
        TrainingRunReport.Log(
            format: log.format, tokensColumn: log.tokensName, lossColumn: log.lossName, lossUnit: log.unit.rawValue,
            isAveraged: log.isAveraged, entries: log.entries.count, entriesWithoutLoss: log.entriesWithoutLoss,
            lossesNotFinite: log.lossesNotFinite, tokens: Figure(run.tokens, unit: "token", kind: .exact))
    }

    /// A figure per byte, where it is known how many bytes a token has.
    func perByte(_ rate: Rate<Bits, Token>, kind: Figure.Kind) -> Figure? {
        bytesPerToken.map {
            Figure(
                Rate<Bits, Byte>(rate.value / $0), kind: kind, intervalAbsence: "as exact as the bytes per token given")
        }
    }
}
