internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Reporting
internal import Summaries

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where the verdicts go besides the report, all in one run.
struct CheckOutputOptions: ParsableArguments {
    @Option(help: .init("Write JUnit XML to this file.", valueName: "file"))
    var junit: String?

    @Option(help: .init("Write SARIF 2.1.0 to this file.", valueName: "file"))
    var sarif: String?

    @Option(
        help: .init(
            "Write OpenMetrics text to this file, for the textfile collector of Prometheus' node exporter.",
            valueName: "file"))
    var metrics: String?

    @Option(help: .init("Write the report as JSON to this file.", valueName: "file"))
    var json: String?

    @Option(help: .init("Write the report as Markdown to this file.", valueName: "file"))
    var markdown: String?

    @Flag(
        help:
            "Write annotations of a GitHub Actions step to standard error, and its summary to the file that GITHUB_STEP_SUMMARY names."
    )
    var github = false

    /// Writes all of them; each file is there wholly or not at all, whatever becomes of the others.
    ///
    /// - Throws: What kept the first one from being written.
    func deliver(_ report: CheckReport) throws {
        let files: [(String?, () throws -> String)] = [
            (junit, { JUnitFile.text(report) }), (sarif, { try SARIFFile.text(report) }),
            (metrics, { OpenMetricsFile.text(report) }), (json, { try ReportFormat.json.render(report) }),
            (markdown, { try ReportFormat.markdown.render(report) }),
        ]
        let outcomes = files.map { path, text in Result { try write(path, text) } }
        let annotations = Result { try annotate(report) }
        for outcome in outcomes + [annotations] { try outcome.get() }
    }

    private func annotate(_ report: CheckReport) throws {
        guard github else { return }
        // The runner reads commands on both streams.
        StandardStreams.writeError(GitHubOutput.annotations(report))
        guard let summary = unsafe getenv("GITHUB_STEP_SUMMARY").map({ unsafe String(cString: $0) }) else { return }
        try append(try GitHubOutput.summary(report), to: summary)
    }

    private func write(_ path: String?, _ text: () throws -> String) throws {
        if let path { try AtomicFile.write(Array(try text().utf8), to: path) }
    }

    /// Adds to what earlier commands of the step said.
    private func append(_ text: String, to path: String) throws(AssayError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw AssayError(.cannotWrite, "the step's summary cannot be written", at: .init(path: path))
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw AssayError(.cannotWrite, "the step's summary cannot be written", at: .init(path: path))
        }
    }
}
