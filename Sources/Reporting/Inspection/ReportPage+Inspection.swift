extension ReportPage {
    /// What `assay inspect` shows.
    ///
    /// - Parameter detailed: How many files are shown one by one.
    init(_ report: InspectionReport, detailed: Int) {
        let read = report.files.filter { $0.recognized != nil }
        title =
            "\(Self.counted(UInt64(report.files.count), "file")), "
            + NumberText.binarySize(report.files.reduce(0) { $0 + $1.storedBytes })
            + (read.count == report.files.count ? "" : "; \(report.files.count - read.count) cannot be read")
        let problems = report.problems + report.files.compactMap(\.refusal)
        if !problems.isEmpty { sections.append(Self.problemSection(problems)) }
        if !read.isEmpty { sections.append(Self.kinds(read)) }
        for file in read.prefix(detailed) { sections.append(Self.section(file)) }
        if read.count > detailed {
            sections.append(
                Section(
                    title: "\(NumberText.grouped(UInt64(read.count - detailed))) more",
                    meaning: "--limit shows more files one by one; --format json holds all of them."))
        }
        if !report.leftOut.isEmpty { sections.append(Self.leftOut(report.leftOut)) }
    }

    private static let problemLimit = 20

    private static func problemSection(_ problems: [InspectionReport.Problem]) -> Section {
        var sentences = problems.prefix(problemLimit).map { sentence($0) }
        if problems.count > problemLimit {
            let rest = NumberText.grouped(UInt64(problems.count - problemLimit))
            sentences.append(Sentence(mark: " ", text: "and \(rest) more"))
        }
        return Section(title: "Not read", blocks: [.sentences(sentences)], meaning: "")
    }

    private static func sentence(_ problem: InspectionReport.Problem) -> Sentence {
        var place = problem.path ?? ""
        if let line = problem.line { place += "\(place.isEmpty ? "line " : ":")\(line)" }
        if let byte = problem.byte { place += place.isEmpty ? "byte \(byte)" : " (byte \(byte))" }
        let parts = [place, problem.code, problem.message ?? ""].filter { !$0.isEmpty }
        return Sentence(mark: "✗", text: parts.joined(separator: ": "), tone: .bad)
    }

    /// How many files there are of each kind, the most frequent first.
    private static func kinds(_ files: [InspectionReport.File]) -> Section {
        var counts: [String: (files: UInt64, bytes: UInt64)] = [:]
        for file in files {
            guard let recognized = file.recognized else { continue }
            let field = recognized.textField.map { " (\($0.rule))" } ?? ""
            let kind = format(recognized) + field
            counts[kind, default: (0, 0)].files += 1
            counts[kind, default: (0, 0)].bytes += file.storedBytes
        }
        let rows = counts.sorted { ($1.value.files, $0.key) < ($0.value.files, $1.key) }.map { kind, count in
            Fact(label: counted(count.files, "file"), value: kind, remark: NumberText.binarySize(count.bytes))
        }
        return Section(title: "Recognised by content", blocks: [.facts(rows)], meaning: "")
    }

    private static func format(_ recognized: InspectionReport.Recognized) -> String {
        ([recognized.format] + recognized.compression.reversed()).joined(separator: ", ")
            + (recognized.encoding == "UTF-8" ? "" : ", " + recognized.encoding)
    }

    private static func section(_ file: InspectionReport.File) -> Section {
        guard let recognized = file.recognized else { return Section(title: file.path, meaning: "") }
        let head = recognized.head
        var facts = [
            Fact(label: "format", value: format(recognized)),
            Fact(label: "stored size", value: NumberText.binarySize(file.storedBytes)),
        ]
        if let field = recognized.textField {
            facts.append(Fact(label: "text field", value: field.rule))
            facts.append(Fact(label: "", value: why(field.reason)))
        }
        let contents =
            head.tokenIDs.map { "\(counted(head.documents, "document")), \(counted($0, "token id"))" }
            ?? head.records.map { counted($0, "record") } ?? head.lines.map { counted($0, "line") }
            ?? counted(head.documents, "document")
        let extent =
            head.isWholeFile ? "the whole file" : "the first \(NumberText.binarySize(head.decodedBytes)) decoded"
        facts.append(
            Fact(
                label: "head",
                value: "\(extent): \(contents)"
                    + (head.tokenIDs == nil ? ", \(NumberText.binarySize(head.textBytes)) of text" : "")))
        var blocks: [Block] = [.facts(facts)]
        var notes: [Sentence] = []
        if let sample = recognized.sample {
            notes += lines(sample).map { Sentence(mark: "│", text: $0) }
        } else if head.textBytes == 0 {
            notes.append(
                Sentence(
                    mark: "!", text: "no \(head.tokenIDs == nil ? "text was" : "ids were") found in the head",
                    tone: .warning))
        }
        if head.failures > 0 {
            notes.append(Sentence(mark: "!", text: "\(counted(head.failures, "error")) in the head", tone: .warning))
            notes += head.problems.map { problem in
                var problem = problem
                problem.path = nil
                return sentence(problem)
            }
        }
        if !notes.isEmpty { blocks.append(.sentences(notes)) }
        return Section(title: file.path, blocks: blocks, meaning: "")
    }

    /// The sample's first lines, each short enough for a terminal.
    private static func lines(_ sample: InspectionReport.Sample) -> [String] {
        let limit = 72
        let all = sample.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var lines = all.prefix(6).map { line in
            let shown = line.replacing("\t", with: " ")
            return shown.count > limit ? shown.prefix(limit) + "…" : String(shown)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        if (sample.isCut || all.count > 6), let last = lines.last, !last.hasSuffix("…") {
            lines[lines.count - 1] = last + "…"
        }
        return lines
    }

    private static func why(_ reason: String) -> String {
        switch reason {
        case "given": "as --text-field says"
        case "usual": "the first usual field that at least half of the records have"
        case "longest": "no usual field is there; this one holds the most bytes"
        default: "no record of the head is good, so this is only the default"
        }
    }

    private static func leftOut(_ groups: [InspectionReport.LeftOut]) -> Section {
        let rows = groups.map { group in
            Fact(
                label: group.reason, value: NumberText.grouped(group.count),
                remark: group.examples.joined(separator: " "))
        }
        return Section(title: "Left out", blocks: [.facts(rows)], meaning: "")
    }

    private static func counted(_ count: UInt64, _ noun: String) -> String {
        "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
