public import Corpora
public import Diagnostics
internal import FoundationEssentials

extension AssayError.Code {
    /// A plan's file cannot be understood.
    public static let invalidPlan = Self(rawValue: "invalid-plan")
}

/// A plan as JSON Lines: a header, then a line for each unit, so that an engine can hand out lines.
///
/// A header followed by any of the lines is a file of its own: a plan of these units, which still knows the whole.
public struct PlanFile: Sendable {
    /// The plan, with the units that the file holds or that were asked for.
    public var plan: ScanPlan

    /// How the corpus is read.
    public var options: CorpusOptions

    /// The folder that paths which are not absolute start from.
    public var directory: String

    /// Where the tokenizer was read from; nil without one.
    public var tokenizer: TokenizerSource?

    /// The file of a tokenizer.
    public struct TokenizerSource: Sendable, Hashable {
        /// The path, absolute or below the plan's directory.
        public var path: String

        /// The split pattern that was asked for.
        public var splitPattern: String?

        /// Creates a source.
        public init(path: String, splitPattern: String? = nil) {
            self.path = path
            self.splitPattern = splitPattern
        }
    }

    /// Creates the file of a plan.
    public init(_ plan: ScanPlan, options: CorpusOptions, directory: String, tokenizer: TokenizerSource? = nil) {
        self.plan = plan
        self.options = options
        self.directory = directory
        self.tokenizer = tokenizer
    }

    /// The file's bytes: the same for the same plan and directory.
    ///
    /// - Throws: `invalid-plan` where the corpus has a file without a name, as standard input is.
    public func bytes() throws(AssayError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        func append(_ line: some Encodable) throws(AssayError) {
            do {
                bytes += ShowableJSON.bytes(Array(try encoder.encode(line)))
            } catch {
                throw AssayError(.invalidPlan, "the plan cannot be written", cause: "\(error)")
            }
            bytes.append(0x0A)
        }
        try append(header)
        for unit in plan.units { try append(try line(unit)) }
        return bytes
    }

    private var header: PlanHeader {
        let parameters = plan.parameters
        return PlanHeader(
            name: plan.identity.name, directory: directory,
            parameters: PlanHeader.Parameters(
                sampleBytes: parameters.sampleBytes, documentKeys: parameters.documentKeys,
                lineKeys: parameters.lineKeys, nearDuplicateDocuments: parameters.nearDuplicateDocuments,
                errorExamples: parameters.errorExamples,
                textField: parameters.textField, inputFormat: parameters.inputFormat,
                maximumRecordBytes: parameters.maximumRecordBytes,
                tokenizer: options.tokenIDs != nil
                    ? nil
                    : parameters.tokenizer.map { identity in
                        .init(
                            name: identity.name, vocabularySize: identity.vocabularySize,
                            definition: identity.definition.hexadecimal, path: tokenizer?.path ?? "",
                            splitPattern: tokenizer?.splitPattern)
                    },
                tokenIDs: options.tokenIDs.map {
                    .init(vocabularySize: $0.vocabularySize, endOfDocument: $0.endOfDocument)
                }),
            fingerprint: parameters.fingerprint.hexadecimal, digest: plan.identity.digest.hexadecimal,
            units: plan.identity.units, storedBytes: plan.identity.storedBytes)
    }

    private func line(_ unit: ScanPlan.Unit) throws(AssayError) -> PlanLine {
        guard let work = unit.work else {
            return PlanLine(unit: unit.key.hexadecimal, outcome: PlanLine.Outcome(plan.omissions, plan.failures))
        }
        var files: [PlanLine.File] = []
        for slice in work.slices { files.append(try PlanLine.File(slice)) }
        return PlanLine(
            unit: unit.key.hexadecimal, occurrence: unit.occurrence == 0 ? nil : unit.occurrence, files: files)
    }
}

extension PlanLine.File {
    fileprivate init(_ slice: FileSlice) throws(AssayError) {
        let file = slice.file
        guard let modified = file.modified else {
            throw AssayError(
                .invalidPlan, "standard input cannot be planned: nobody else can read it; save it to a file",
                at: .init(path: file.path))
        }
        let path = String(validating: file.pathBytes, as: UTF8.self)
        let name = String(validating: file.relativePathBytes, as: UTF8.self)
        self.init(
            path: path, pathBytes: path == nil ? Hexadecimal.text(file.pathBytes) : nil, name: name,
            nameBytes: name == nil ? Hexadecimal.text(file.relativePathBytes) : nil, size: file.size,
            modified: modified, range: slice.range.map { [$0.lowerBound, $0.upperBound] },
            frames: slice.frames.map { [$0.lowerBound, $0.upperBound] })
    }
}

extension PlanLine.Outcome {
    fileprivate init(_ omissions: OmittedPaths, _ failures: [AssayError]) {
        leftOut = CorpusOmission.Reason.allCases.compactMap { reason in
            omissions.byReason[reason].map {
                LeftOut(reason: reason.rawValue, count: $0.count, examples: $0.examples)
            }
        }
        self.failures = failures.map {
            Failure(code: $0.code.rawValue, message: $0.message, path: $0.location.path, cause: $0.cause)
        }
    }
}
