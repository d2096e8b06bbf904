public import ArgumentParser
public import Assessment
internal import Diagnostics
internal import InformationCapacity
internal import Reporting

/// `assay curve`: the laws on a real training run.
struct CurveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curve",
        abstract: "Read the laws off a training run's losses: H, η(t), structure, what more data would teach.",
        discussion: """
            Reads CSV, JSON Lines or a Hugging Face trainer_state.json, recognised by content. Say the unit of the loss: \
            PyTorch, JAX and the Hugging Face trainer log nats.
            """)

    @Argument(help: "The training log.")
    var file: String

    @Option(help: "nats or bits; needed unless the loss column's name says it.")
    var lossUnit: TrainingLog.LossUnit?

    @Option(help: "The column that counts tokens; a number in a CSV without names.")
    var tokensColumn: String?

    @Option(help: "The column that counts steps; needs --tokens-per-step.")
    var stepColumn: String?

    @Option(help: "Tokens read in a step: sequences × length × accumulation × devices.")
    var tokensPerStep: Double?

    @Option(help: "The column of the training loss.")
    var lossColumn: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Each loss is the mean since the entry before (default for trainer_state.json), or of one step.")
    var averaged: Bool?

    @Option(help: "|V|, for the loss that an untrained model must have.")
    var vocabularySize: UInt64?

    @Option(help: "σ² of the untrained model's logits in squared nats; by default that of GPT-2 small.")
    var logitVariance = InitialLossMethod.gpt2LogitVariance

    @Option(help: "The model's number of parameters, 124e6 for example; gives η.")
    var parameters: Double?

    @Option(help: "Bits of storage for a parameter.")
    var bitsPerParameter = 16

    @Option(help: "Bytes of source text for a token; gives bits per byte.")
    var bytesPerToken: Double?

    @Option(help: "The first token of the fitted window; by default 1/64 of all, past the warm-up.")
    var fitFrom: Double?

    @Option(help: "The temperature of the heat reservoir in kelvin.")
    var temperature = 300.0

    @Option(help: "The JSON report of `assay scan` on the same corpus, to compare with.")
    var report: String?

    @Option(help: "The run's name in the report.")
    var name: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        let positive = [
            ("--tokens-per-step", tokensPerStep), ("--parameters", parameters), ("--bytes-per-token", bytesPerToken),
            ("--fit-from", fitFrom), ("--temperature", temperature),
        ]
        for (name, value) in positive {
            if let value, !(value > 0 && value < 1e18) { throw ValidationError("\(name) takes a positive number.") }
        }
        guard vocabularySize != 0 else { throw ValidationError("--vocabulary-size takes a positive number.") }
        guard logitVariance >= 0, logitVariance < 1e6 else {
            throw ValidationError("--logit-variance takes a number that is not negative.")
        }
        guard (1...64).contains(bitsPerParameter) else { throw ValidationError("--bits-per-parameter takes 1 to 64.") }
        guard tokensColumn == nil || stepColumn == nil else {
            throw ValidationError("Give either --tokens-column or --step-column.")
        }
    }

    func run() throws {
        let log = try TrainingLog.read(
            file,
            options: TrainingLog.Options(
                stepColumn: stepColumn, tokensColumn: tokensColumn, lossColumn: lossColumn,
                tokensPerStep: tokensPerStep, unit: lossUnit, isAveraged: averaged))
        var assessment = TrainingRunAssessment(
            log: log, name: name ?? file.split(separator: "/").last.map(String.init) ?? file)
        assessment.vocabularySize = vocabularySize
        assessment.logitVariance = logitVariance
        assessment.parameters = parameters
        assessment.bitsPerParameter = bitsPerParameter
        assessment.bytesPerToken = bytesPerToken
        assessment.fitFrom = fitFrom
        if let kelvin = Kelvin(temperature) { assessment.temperature = kelvin }
        assessment.corpus = try report.map { path throws(AssayError) in try CorpusReport.read(path) }
        let report = try assessment.report()
        try output.deliver { try $0.render(report, usesColor: $1) }
    }
}

extension TrainingLog.LossUnit: ExpressibleByArgument {}
