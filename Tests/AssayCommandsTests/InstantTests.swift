import Foundation
import Testing

@testable import AssayCommands

@Suite("Moments on the command line")
struct InstantTests {
    @Test(arguments: [
        "1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-11-30T02:15:00+02:00",
        "2100-03-01T00:00:00-11:30",
        "2026-12-31T12:00:00Z",
    ])
    func `a moment is that of Foundation's calendar`(text: String) throws {
        let expected = try #require(ISO8601DateFormatter().date(from: text)).timeIntervalSince1970
        let instant = try #require(Instant(argument: text))
        #expect(Double(instant.seconds) == expected)
        #expect(Instant(argument: instant.text) == instant)
    }

    @Test
    func `days alone, times without a zone and seconds are understood`() {
        #expect(Instant(argument: "2026-11-30")?.text == "2026-11-30T00:00:00Z")
        #expect(Instant(argument: "2026-11-30 02:15")?.text == "2026-11-30T02:15:00Z")
        #expect(Instant(argument: "@86400")?.text == "1970-01-02T00:00:00Z")
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, 253_402_300_799, .max])
    func `any number of seconds has a text`(seconds: Int64) {
        #expect(Instant(seconds: seconds).text.hasSuffix("Z"))
        if seconds == -1 { #expect(Instant(seconds: seconds).text == "1969-12-31T23:59:59Z") }
    }

    @Test(arguments: [
        "", "today", "2026-13-01", "2026-02-30", "2026-11-30T25:00:00Z", "1969-01-01", "@-1",
        "2026-11-30x",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(Instant(argument: text) == nil)
    }
}
