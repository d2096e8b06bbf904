internal import ArgumentParser
internal import Corpora
internal import Diagnostics
internal import Reporting

/// `assay inspect`: what was recognised, file by file.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show how each file of a corpus is read: format, compression, text field, first text.",
        discussion: """
            Reads the beginnings of files only and estimates nothing: the first thing to run when something is odd. \
            Exit code 3 says that a file cannot be read.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: OutputOptions

    @Flag(inversion: .prefixedNo, help: "Show the beginning of each file's first text, and of records with errors.")
    var text = true

    @Option(help: "How many files the table shows one by one; JSON always has all.")
    var limit = 20

    /// How many Unicode scalars of a text are shown.
    private static let sampleLength = 400

    /// How many paths are named of those that were left out for one reason.
    private static let exampleCount = 5

    func validate() throws {
        try input.requirePaths()
        guard limit >= 0 else { throw ValidationError("--limit takes 0 or more") }
    }

    func run() throws {
        let reader = CorpusReader(options: try input.corpusOptions())
        let listing = try input.discover()
        let report = InspectionReport(
            assay: AssayVersion.current,
            files: listing.files.map { file in
                do throws(AssayError) {
                    let found = try reader.inspect(file, sampleLength: Self.sampleLength)
                    return .init(path: file.path, storedBytes: file.size, recognized: recognized(found))
                } catch {
                    return .init(path: file.path, storedBytes: file.size, refusal: problem(error))
                }
            },
            leftOut: listing.omissionCounts.map { reason, count in
                InspectionReport.LeftOut(
                    reason: reason.rawValue, count: UInt64(count),
                    examples: listing.omissions.lazy.filter { $0.reason == reason }.prefix(Self.exampleCount).map(
                        \.path))
            },
            problems: listing.failures.map(problem))
        try output.deliver { try $0.render(report, detailed: limit, usesColor: $1) }
        if listing.failures.contains(where: { $0.code == .noSuchFile }) {
            throw CommandFailure(status: .usage, message: "a path does not exist; check the paths")
        }
        let refused = report.files.count { $0.refusal != nil }
        guard listing.failures.isEmpty && refused == 0 && !report.files.isEmpty else {
            throw CommandFailure(
                status: .untrustworthy,
                message: report.files.isEmpty
                    ? "no file was found to read"
                    : "\(refused + listing.failures.count) of the files and paths cannot be read; see under Not read")
        }
    }

    private func recognized(_ found: FileInspection) -> InspectionReport.Recognized {
        let format = found.description.format
        let head = found.head
        return InspectionReport.Recognized(
            format: format.name, compression: found.description.compression.map(\.rawValue),
            encoding: found.description.encoding.rawValue,
            textField: format.textField.map {
                .init(rule: $0.description, reason: (found.textFieldReason ?? .usual).rawValue)
            },
            head: .init(
                isWholeFile: found.headIsWhole, decodedBytes: head.decodedBytes,
                textBytes: format.holdsTokenIDs ? 0 : head.textBytes, documents: head.documents,
                records: format.textField == nil ? nil : head.records, lines: found.lines,
                tokenIDs: format.holdsTokenIDs ? head.records : nil, failures: head.failures,
                problems: found.failures.map(problem)),
            sample: text && !found.sample.isEmpty ? .init(text: found.sample, isCut: found.sampleIsCut) : nil)
    }

    /// The error as it is shown; the sentence about a record may quote it.
    private func problem(_ error: AssayError) -> InspectionReport.Problem {
        let location = error.location
        let quotesText = location.line != nil
        return InspectionReport.Problem(
            code: error.code.rawValue, path: location.path, line: location.line, byte: location.byte,
            message: quotesText && !text ? nil : error.message + (error.cause.map { " [\($0)]" } ?? ""))
    }
}
