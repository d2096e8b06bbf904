public import InformationCapacity

/// What `assay size` answers: corollaries 4.3 and 4.4, in three readings side by side.
public struct SizeReport: Sendable, Hashable, Codable {
    /// Which way the question went.
    public var question: Question

    /// D in tokens: given, or nil where it is asked for.
    public var tokens: Double?

    /// The number of parameters: given, or nil where it is asked for.
    public var parameters: Double?

    /// Bits of storage for each parameter.
    public var bitsPerParameter: Int

    /// η, bits of information that a bit of storage is taken to hold.
    public var capacity: Double

    /// H in bits per token, where it was given.
    public var entropyBitsPerToken: Double?

    /// L in bits per token, where it was given.
    public var lossBitsPerToken: Double?

    /// The temperature in kelvin.
    public var temperatureKelvin: Double

    /// The answers, none of them recommended.
    public var readings: [Reading]

    /// Data set to model, or model to data set.
    public enum Question: String, Sendable, Hashable, Codable {
        /// The model size for a data set.
        case modelForDataset = "model-for-dataset"

        /// The data set size for a model.
        case datasetForModel = "dataset-for-model"
    }

    /// One reading of Corollary 4.3.
    public struct Reading: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// The formula.
        public var formula: String

        /// Parameters or tokens; nil where something that it needs is missing.
        public var answer: Double?

        /// The unit of the answer.
        public var unit: String

        /// E₀ = ηN·k_B·T·ln 2 in joules for the model of this reading, a floor (equation 9).
        public var transferJoules: Double?

        /// N·k_B·T·ln 2 in joules: the floor for erasing all of the model's storage.
        public var erasureJoules: Double?

        /// Why there is no answer.
        public var absence: String?
    }

    /// Computes the readings.
    ///
    /// - Parameters:
    ///   - tokens: D; exactly one of `tokens` and `parameters` is given.
    ///   - parameters: The model's number of parameters.
    ///   - width: Bits of storage for each parameter, which set η.
    ///   - entropy: H; without it and the loss there is no literal reading.
    ///   - loss: L, below H.
    ///   - temperature: Of the heat reservoir.
    public init(
        tokens: Double?, parameters: Double?, width: ParameterWidth, entropy: Rate<Bits, Token>?,
        loss: Rate<Bits, Token>?, temperature: Kelvin
    ) {
        self.question = tokens == nil ? .datasetForModel : .modelForDataset
        self.tokens = tokens
        self.parameters = parameters
        self.bitsPerParameter = width.rawValue
        self.capacity = width.capacity
        self.entropyBitsPerToken = entropy?.value
        self.lossBitsPerToken = loss?.value
        self.temperatureKelvin = temperature.value
        self.readings = []

        // Without H and L the literal reading is absent; equal values make it so.
        let entropy = entropy ?? Rate(0)
        let loss = loss ?? Rate(0)
        let needsBoth = "needs --entropy and --loss"
        let needsCurve = "needs S from a learned predictor's curve"
        if let tokens {
            let sizes = ModelSizes(tokens: tokens, entropy: entropy, loss: loss, width: width)
            func add(_ name: String, _ formula: String, _ size: ModelSize?, _ absence: String) {
                readings.append(
                    Reading(
                        name: name, formula: formula, answer: size?.parameters, unit: "parameter", size: size,
                        width: width, temperature: temperature, absence: absence))
            }
            add("literal IC-1", "N = D(H − L)/η", sizes?.literal, needsBoth)
            add("structural IC-1", "N = S/η", sizes?.structural, needsCurve)
            add("Chinchilla", "D/20", sizes?.chinchilla, "")
        } else if let parameters, let model = ModelSize(parameters: parameters, width: width) {
            let sizes = DatasetSizes(model: model, entropy: entropy, loss: loss)
            func add(_ name: String, _ formula: String, _ answer: Double?, _ absence: String) {
                readings.append(
                    Reading(
                        name: name, formula: formula, answer: answer, unit: "token", size: model, width: width,
                        temperature: temperature, absence: absence))
            }
            add("literal IC-1", "D = ηN/(H − L)", sizes.literal, needsBoth)
            add("structural IC-1", "S(D) = ηN", sizes.structural, needsCurve)
            add("Chinchilla", "20 tokens a parameter", sizes.chinchilla, "")
        }
    }
}

extension SizeReport.Reading {
    fileprivate init(
        name: String, formula: String, answer: Double?, unit: String, size: ModelSize?, width: ParameterWidth,
        temperature: Kelvin, absence: String
    ) {
        self.name = name
        self.formula = formula
        self.answer = answer
        self.unit = unit
        self.absence = answer == nil ? absence : nil
        if answer != nil, let storage = size?.storage {
            transferJoules =
                SecondLaw.minimumEnergy(information: width.capacity * storage, at: temperature).value
            erasureJoules = SecondLaw.erasureEnergy(modelSize: storage, at: temperature).value
        }
    }
}
