internal import ArgumentParser
internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// `assay plan`: the work units of a corpus.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Cut a corpus into work units, for scans on many machines.",
        discussion: """
            The plan is JSON Lines: a header, and a line for each unit. assay scan --plan FILE --part 3/37 reads a part \
            of them, and assay report makes the report of all. Only files beyond --unit-size are opened.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var tokenizer: TokenizerOptions

    @OptionGroup var summaries: SummaryOptions

    @Option(
        help: "The size in stored bytes up to which files share a unit, and beyond which they are cut, 64KiB to 1TiB.")
    var unitSize = ByteCount(bytes: ScanPlan.unitSize)

    @Option(
        name: .shortAndLong, help: "Write to this file instead of standard output; it is there wholly or not at all.")
    var output: String?

    func validate() throws {
        try input.requirePaths()
        try tokenizer.validate(for: input)
        guard (64 << 10...1 << 40).contains(unitSize.bytes) else {
            throw ValidationError("--unit-size takes 64KiB to 1TiB")
        }
    }

    func run() throws {
        let options = try input.corpusOptions()
        let listing = try input.discover()
        let plan = ScanPlan(
            listing, name: input.corpusName, options: options,
            parameters: summaries.parameters(options, try tokenizer.load()),
            unitSize: unitSize.bytes)
        let file = PlanFile(
            plan, options: options, directory: Self.currentDirectory,
            tokenizer: tokenizer.path.map {
                PlanFile.TokenizerSource(path: $0, splitPattern: tokenizer.splitPattern?.rawValue)
            })
        let bytes = try file.bytes()
        if let output {
            try AtomicFile.write(bytes, to: output)
        } else {
            try StandardStreams.write(bytes)
        }
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        if listing.failures.contains(where: { $0.code == .noSuchFile }) { throw CommandFailure(status: .usage) }
    }

    private static var currentDirectory: String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
