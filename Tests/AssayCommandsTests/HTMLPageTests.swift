import Foundation
import SharedData
import Testing

/// Pages as a browser shows them.
@Suite("HTML pages in a browser")
struct HTMLPageTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Scripts/check_pages.py").path

    private static let hasBrowser = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromedriver")

    /// Names and texts that try to be something else.
    private static let hostile = [
        "<script>alert(1)</script>", "\" onerror=\"alert(1)", "'><img src=x>", "\u{1B}[31mred", "\u{202E}desrever",
        "a\nb", "{{7*7}}", "&amp;&lt;", "</style></main>", "https://example.org/\u{0}",
    ]

    /// Opens pages in four views, and keeps the screenshots.
    private func view(_ pages: [String], charts: Int, in scratch: Scratch) throws {
        let result = try AssayProcess.run(
            [Self.script, "--screenshots", scratch.url("views").path, "--charts", "\(charts)"] + pages,
            binary: "/usr/bin/python3")
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.url("views").path).sorted() {
            Attachment.record(Array(try Data(contentsOf: scratch.url("views/\(name)"))), named: name)
        }
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    @Test(.enabled(if: hasBrowser, "needs chromium-driver"))
    func `a thousand files with hostile names and texts make a page like any other`() throws {
        let scratch = try Scratch()
        for index in 0..<1000 {
            let name = Self.hostile[index % Self.hostile.count].filter { $0 != "/" && $0 != "\0" }
            let text =
                Self.hostile[(index / 7) % Self.hostile.count] + " " + GeneratedText.words(60, seed: UInt64(index))
                + String(repeating: "x", count: index % 10 == 0 ? 5000 : 0)
            try scratch.write("corpus/\(index) \(name.prefix(60))\(index % 3 == 0 ? ".jsonl" : ".txt")", text.utf8)
        }
        let page = scratch.url("report.html").path
        let report = try AssayProcess.run(
            ["scan", scratch.url("corpus").path, "--budget", "64KiB", "--format", "json", "--html", page])
        #expect([0, 3].contains(report.status), "\(report.errors)")
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.utf8.count < 2_000_000)
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("\u{1B}"))
        try view([page], charts: 6, in: scratch)
    }

    private static let book = "data/corpora/prose/pride-and-prejudice.txt"

    @Test(.enabled(if: hasBrowser && SharedData.has(book), "needs chromium-driver and the shared data"))
    func `the page of a real corpus`() throws {
        let prose = try #require(SharedData.path(Self.book))
        let scratch = try Scratch()
        let page = scratch.url("prose.html").path
        let report = try AssayProcess.run(["scan", prose, "--budget", "256KiB", "--format", "json", "--html", page])
        #expect(report.status == 0, "\(report.errors)")
        try view([page], charts: 6, in: scratch)
    }
}
