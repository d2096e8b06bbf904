internal import Corpora
public import Diagnostics
internal import FoundationEssentials

extension PlanFile {
    /// Reads a plan's file, or those of its units whose turn it is.
    ///
    /// The names of the units that are read are computed anew: a line that was changed is refused, and one
    /// that is there twice.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, or its header and some of its lines.
    ///   - path: For errors.
    ///   - part: Every `count`-th unit, beginning with number `index` counted from 0; nil is all.
    /// - Throws: `invalid-plan` with the line.
    public init(
        reading bytes: [UInt8], path: String, part: (index: Int, count: Int)? = nil
    ) throws(AssayError) {
        let lines = bytes.split(separator: 0x0A)
        guard let first = lines.first else {
            throw AssayError(.invalidPlan, "the plan is empty; make it with assay plan", at: .init(path: path))
        }
        let header = try Self.decode(PlanHeader.self, first, path, line: 1)
        guard header.assayPlan == PlanHeader.version else {
            throw AssayError(
                .invalidPlan, "the plan is of another version of assay; plan again", at: .init(path: path, line: 1))
        }
        let (options, parameters, tokenizer) = try header.meaning(path)
        var units: [ScanPlan.Unit] = []
        var numbers: [Int] = []
        var keys: Set<UnitKey> = []
        var outcome: PlanLine.Outcome?
        for (number, content) in lines.dropFirst().enumerated() {
            if let part, number % part.count != part.index { continue }
            let line = try Self.decode(PlanLine.self, content, path, line: number + 2)
            guard let key = ContentHash(hexadecimal: line.unit), (line.files == nil) != (line.outcome == nil),
                let work = line.work(below: header.directory), keys.insert(key).inserted
            else { throw Self.damage(path, number + 2) }
            if let known = line.outcome { outcome = known }
            units.append(
                ScanPlan.Unit(key: key, work: line.files == nil ? nil : work, occurrence: line.occurrence ?? 0))
            numbers.append(number + 2)
        }
        guard let digest = ContentHash(hexadecimal: header.digest) else { throw Self.damage(path, 1) }
        let plan = ScanPlan(
            parameters: parameters,
            identity: Coverage.Plan(
                name: header.name, digest: digest, units: header.units, storedBytes: header.storedBytes),
            units: units, omissions: outcome?.omissions ?? OmittedPaths(), failures: outcome?.errors ?? [])
        if let misnamed = plan.firstMisnamedUnit { throw Self.damage(path, numbers[misnamed]) }
        self.init(plan, options: options, directory: header.directory, tokenizer: tokenizer)
    }

    /// The names of all units of a plan's file, which are not read any further.
    public static func keys(in bytes: [UInt8], path: String) throws(AssayError) -> Set<UnitKey> {
        var keys: Set<UnitKey> = []
        for (number, content) in bytes.split(separator: 0x0A).dropFirst().enumerated() {
            let line = try decode(PlanLineKey.self, content, path, line: number + 2)
            guard let key = ContentHash(hexadecimal: line.unit) else { throw damage(path, number + 2) }
            keys.insert(key)
        }
        return keys
    }

    private static func decode<Line: Decodable>(
        _ type: Line.Type, _ bytes: ArraySlice<UInt8>, _ path: String, line: Int
    ) throws(AssayError) -> Line {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            var failure = damage(path, line)
            failure.cause = "\(error)"
            throw failure
        }
    }

    private static func damage(_ path: String, _ line: Int) -> AssayError {
        AssayError(
            .invalidPlan, "the line is not what assay plan wrote; plan again",
            at: .init(path: path, line: UInt64(line)))
    }
}

extension PlanHeader {
    /// The options and parameters that the header names.
    fileprivate func meaning(
        _ path: String
    ) throws(AssayError) -> (CorpusOptions, SummaryParameters, PlanFile.TokenizerSource?) {
        let failure = AssayError(
            .invalidPlan, "the plan's parameters are not those of this version of assay; plan again",
            at: .init(path: path, line: 1))
        guard parameters.maximumRecordBytes > 0 else { throw failure }
        var options = CorpusOptions(maximumRecordBytes: parameters.maximumRecordBytes)
        if let textField = parameters.textField { options.textField = try TextFieldRule(parsing: textField) }
        if let inputFormat = parameters.inputFormat {
            guard let format = InputFormat(rawValue: inputFormat) else { throw failure }
            options.inputFormat = format
        }
        if let ids = parameters.tokenIDs {
            guard (1...TokenIdOptions.maximumVocabularySize).contains(ids.vocabularySize),
                ids.endOfDocument.map({ (0..<ids.vocabularySize).contains($0) }) ?? true
            else { throw failure }
            options.tokenIDs = TokenIdOptions(
                vocabularySize: ids.vocabularySize, endOfDocument: ids.endOfDocument)
        }
        var identity: SummaryParameters.TokenizerIdentity?
        if let tokenizer = parameters.tokenizer {
            guard let definition = ContentHash(hexadecimal: tokenizer.definition) else { throw failure }
            identity = SummaryParameters.TokenizerIdentity(
                name: tokenizer.name, vocabularySize: tokenizer.vocabularySize, definition: definition)
        }
        let meaning = SummaryParameters(
            sampleBytes: parameters.sampleBytes, documentKeys: parameters.documentKeys, lineKeys: parameters.lineKeys,
            nearDuplicateDocuments: parameters.nearDuplicateDocuments, errorExamples: parameters.errorExamples,
            reading: options, tokenizer: identity)
        guard meaning.isPlausible, meaning.fingerprint.hexadecimal == fingerprint, units >= 0 else { throw failure }
        return (
            options, meaning,
            parameters.tokenizer.map { .init(path: $0.path, splitPattern: $0.splitPattern) }
        )
    }
}

extension PlanLine {
    /// The unit's slices; nil where the line cannot be understood.
    fileprivate func work(below directory: String) -> ScanUnit? {
        var slices: [FileSlice] = []
        for file in files ?? [] {
            guard let slice = file.slice(below: directory) else { return nil }
            slices.append(slice)
        }
        return ScanUnit(slices)
    }
}

extension PlanLine.File {
    fileprivate func slice(below directory: String) -> FileSlice? {
        guard let path = path.map({ Array($0.utf8) }) ?? pathBytes.flatMap(Hexadecimal.bytes), !path.isEmpty,
            let name = name.map({ Array($0.utf8) }) ?? nameBytes.flatMap(Hexadecimal.bytes)
        else { return nil }
        let isAbsolute = path.first == UInt8(ascii: "/")
        let file = CorpusFile(
            planned: isAbsolute ? path : Array(directory.utf8) + [UInt8(ascii: "/")] + path, relativePath: name,
            shownName: isAbsolute ? nil : String(decoding: path, as: UTF8.self), size: size, modified: modified)
        guard let range else { return FileSlice(file) }
        guard range.count == 2, range[0] < range[1] else { return nil }
        guard let frames else {
            return range[1] <= size ? FileSlice(file, range: range[0]..<range[1]) : nil
        }
        guard frames.count == 2, frames[0] < frames[1], frames[1] <= size else { return nil }
        return FileSlice(file, range: range[0]..<range[1], frames: frames[0]..<frames[1])
    }
}

extension PlanLine.Outcome {
    fileprivate var omissions: OmittedPaths {
        var omissions = OmittedPaths()
        for omitted in leftOut {
            guard let reason = CorpusOmission.Reason(rawValue: omitted.reason) else { continue }
            omissions.add(reason, count: omitted.count, examples: omitted.examples)
        }
        return omissions
    }

    fileprivate var errors: [AssayError] {
        failures.map {
            AssayError(
                AssayError.Code(rawValue: $0.code), $0.message, at: .init(path: $0.path), cause: $0.cause)
        }
    }
}
