internal import ArgumentParser
internal import InformationCapacity
internal import Reporting

/// `assay size`: corollaries 4.3 and 4.4.
struct SizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Match model and data set sizes by the laws, and give the energy floor (corollaries 4.3, 4.4).",
        discussion: """
            Three readings stand side by side and none is recommended as a planner. Entropy and loss are per token and \
            need their unit: --entropy 10.98nat --loss 2.9bit.
            """)

    @Option(help: "Data set to model: the number of training tokens, 1e12 for example.")
    var tokens: Double?

    @Option(help: "Model to data set: the number of parameters, 7e9 for example.")
    var parameters: Double?

    @Option(help: "H, the baseline's code length per token, with unit: 10.98nat.")
    var entropy: InformationRate?

    @Option(help: "L, the trained model's loss per token, with unit: 2.0nat.")
    var loss: InformationRate?

    @Option(help: "Bits of storage for a parameter, 16 or 8; they set η to 0.125 or 0.25.")
    var bitsPerParameter = 16

    @Option(help: "The temperature of the heat reservoir in kelvin.")
    var temperature = 300.0

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (tokens == nil) != (parameters == nil) else {
            throw ValidationError("Give either --tokens (data set to model) or --parameters (model to data set).")
        }
        for (name, value) in [("--tokens", tokens), ("--parameters", parameters), ("--temperature", temperature)] {
            if let value, !(value > 0 && value.isFinite) { throw ValidationError("\(name) takes a positive number.") }
        }
        guard ParameterWidth(rawValue: bitsPerParameter) != nil else {
            throw ValidationError("--bits-per-parameter takes 16 or 8.")
        }
        if let entropy, let loss, loss.rate >= entropy.rate {
            throw ValidationError(
                "The loss is not below the entropy: the model learned nothing, and IC-1 gives no size.")
        }
        if (entropy == nil) != (loss == nil) {
            throw ValidationError("The literal reading needs both --entropy and --loss.")
        }
    }

    func run() throws {
        guard let width = ParameterWidth(rawValue: bitsPerParameter), let kelvin = Kelvin(temperature) else { return }
        let report = SizeReport(
            tokens: tokens, parameters: parameters, width: width, entropy: entropy?.rate, loss: loss?.rate,
            temperature: kelvin)
        try output.deliver { try $0.render(report, usesColor: $1) }
    }
}
