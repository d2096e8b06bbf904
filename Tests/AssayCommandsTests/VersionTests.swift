import Foundation
import Testing

@Suite("Version")
struct VersionTests {
    private static func lines() throws -> [String] {
        let run = try AssayProcess.run(["--version"])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test func `the first line is the program's, the others a library's each`() throws {
        let lines = try Self.lines()
        #expect(lines.first == "assay 0.1.0")
        #expect(lines.count == 13)
        for line in lines { #expect(line.wholeMatch(of: /[A-Za-z0-9]+ \d+\.\d+(\.\d+)?( or \w+)?/) != nil, "\(line)") }
    }

    /// What a library tells against what its package wrote down for other programs' builds.
    @Test(arguments: [
        ("libbrotli", "libbrotlidec"), ("liblz4", "liblz4"), ("liblzma", "liblzma"), ("libpcre2", "libpcre2-8"),
        ("libsimdjson", "simdjson"), ("libsnappy", "snappy"), ("libsqlite3", "sqlite3"), ("libxxhash", "libxxhash"),
        ("libzstd", "libzstd"), ("zlib", "zlib"),
    ])
    func `a library's version is that of its package`(name: String, package: String) throws {
        let path = "/usr/lib/x86_64-linux-gnu/pkgconfig/\(package).pc"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let version = try #require(text.firstMatch(of: /(?m)^Version: *(\S+)/)).1
        #expect(try Self.lines().contains("\(name) \(version)"))
    }

    @Test func `the compiler's version is its own`() throws {
        let swift = try AssayProcess.run(["swift", "--version"], binary: "/usr/bin/env")
        let version = try #require(swift.output.firstMatch(of: /Swift version (\d+\.\d+(\.\d+)?)/)).1
        let told = try #require(try Self.lines().first { $0.hasPrefix("Swift ") })
        #expect(told == "Swift \(version)" || told.hasSuffix(" or newer"))
    }
}
