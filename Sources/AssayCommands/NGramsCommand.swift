internal import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Reporting
internal import Tokenizers

/// `assay ngrams`: a Kneser–Ney model of a corpus, its held-out cross-entropy, and the model as an ARPA file.
struct NGramsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ngrams",
        abstract: "Train an n-gram model as KenLM does, score held-out text, export ARPA.",
        discussion: """
            Without --tokenizer, tokens are words between white space and each line is a sentence; with one, tokens are its \
            ids, each document is a sentence, and an ARPA file has the ids as decimal numbers. The corpus is read twice. \
            A word of the corpus that is spelled like <s>, </s> or <unk> has a backslash in front of it in ARPA.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: OutputOptions

    @Option(help: "How many tokens an n-gram has at most, 1 to 6.")
    var order = 5

    @OptionGroup var tokenizer: TokenizerOptions

    @Option(help: "The share of documents that are scored instead of trained on; 0.1 without --test.")
    var heldOut: Double?

    @Option(help: .init("Score this instead, and train on all. May be repeated.", valueName: "path"))
    var test: [String] = []

    @Option(help: .init("Write the model to this file.", valueName: "file"))
    var arpa: String?

    @Option(help: "How much memory sorting takes; a larger model lies in files in TMPDIR or /var/tmp.")
    var memory = ByteCount(bytes: 256 << 20)

    func validate() throws {
        try input.requirePaths()
        guard (1...6).contains(order) else { throw ValidationError("--order takes 1 to 6") }
        guard memory.bytes >= 1 << 20 else { throw ValidationError("--memory takes 1MiB or more") }
        if let heldOut {
            guard (0..<1).contains(heldOut) else { throw ValidationError("--held-out takes 0 or more, below 1") }
            guard test.isEmpty else { throw ValidationError("give --held-out or --test") }
        }
        try tokenizer.validate(for: input)
    }

    func run() throws {
        let study = NGramStudy(
            NGramStudy.Options(
                order: order, reading: try input.corpusOptions(), tokenizer: try tokenizer.load(),
                heldOutShare: test.isEmpty ? heldOut ?? 0.1 : 0, memory: memory.bytes))
        let listing = try input.discover()
        let progress = ProgressLine(total: 0)
        progress.note("training")
        defer { progress.clear() }
        do {
            try study.train(on: listing.files)
        } catch {
            // That nothing is left to train on may come of what could not be read.
            guard !study.readEveryFile else { throw error }
            progress.clear()
            for problem in study.readingProblems { StandardStreams.writeError("assay: \(problem)\n") }
            throw CommandFailure(status: .untrustworthy, message: "\(error)")
        }
        progress.note("scoring")
        var failures = listing.failures
        if test.isEmpty {
            if heldOut != 0 { try study.score(listing.files, all: false) }
        } else {
            let tested = CorpusDiscovery.discover(test.map { CorpusRoot.path($0) })
            failures += tested.failures
            try study.score(tested.files, all: true)
        }
        if arpa != nil { progress.note("writing") }
        let writing = Result {
            if let arpa { try study.writeARPA(to: arpa) }
        }
        progress.clear()
        for problem in failures.map(\.description) + study.readingProblems {
            StandardStreams.writeError("assay: \(problem)\n")
        }
        if let report = study.report(corpus: input.corpusName) {
            try output.deliver { try $0.render(report, usesColor: $1) }
        }
        try writing.get()
        if failures.contains(where: { $0.code == .noSuchFile }) { throw CommandFailure(status: .usage) }
        guard failures.isEmpty && study.readEveryFile else {
            throw CommandFailure(status: .untrustworthy, message: "not every file could be read")
        }
    }
}
