public import ArgumentParser
internal import Diagnostics
public import Reporting
internal import Summaries

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where a report goes and what it looks like.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, json, markdown or html.")
    var format = ReportFormat.table

    @OptionGroup var delivery: DeliveryOptions

    /// The file to write to; nil is standard output.
    var output: String? { delivery.output }

    /// Whether the table carries colours.
    var usesColor: Bool { delivery.usesColor }

    /// Writes a report to where the user wants it, and as a page where one is wanted.
    ///
    /// - Parameter render: The report in a format, with colours or without.
    func deliver(_ render: (ReportFormat, Bool) throws -> String) throws {
        try delivery.deliver(try render(format, usesColor)) { try render(.html, false) }
    }
}

/// Where a text goes, and whether it is coloured.
struct DeliveryOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: "Write to this file instead of standard output; it is there wholly or not at all.")
    var output: String?

    @Option(help: .init("Write the report to this file as one HTML page too.", valueName: "file"))
    var html: String?

    @Option(help: "auto, always or never; NO_COLOR is respected.")
    var color = ColorChoice.auto

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    /// Whether the table carries colours.
    var usesColor: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: output == nil && StandardStreams.outputIsTerminal && !environmentForbidsColor
        }
    }

    private var environmentForbidsColor: Bool {
        // NO_COLOR counts when it is set and not empty (no-color.org).
        guard let value = unsafe getenv("NO_COLOR") else { return false }
        return unsafe value.pointee != 0
    }

    /// Writes a text to where the user wants it, and a page where one is wanted.
    func deliver(_ text: String, page: () throws -> String) throws {
        // The page first: whoever reads standard output may end the process.
        let drawing = Result {
            if let html { try AtomicFile.write(Array(try page().utf8), to: html) }
        }
        try deliver(text)
        try drawing.get()
    }

    /// Writes a text to where the user wants it.
    private func deliver(_ text: String) throws(AssayError) {
        if let output {
            try AtomicFile.write(Array(text.utf8), to: output)
        } else {
            try StandardStreams.write(text)
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}
