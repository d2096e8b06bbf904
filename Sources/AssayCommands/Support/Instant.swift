internal import ArgumentParser

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A moment on the command line: `2026-11-30`, `2026-11-30T02:15:00Z`, `2026-11-30T02:15:00+02:00`, or `@1796005800`.
struct Instant: ExpressibleByArgument, Equatable {
    /// Seconds since 1970.
    var seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        if argument.hasPrefix("@") {
            guard let seconds = Int64(argument.dropFirst()), (0...253_402_300_799).contains(seconds) else { return nil }
            self.seconds = seconds
            return
        }
        let pattern =
            /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?/
        guard let match = try? pattern.wholeMatch(in: argument), let year = Int64(match.1), let month = Int64(match.2),
            let day = Int64(match.3), (1...12).contains(month), (1...31).contains(day), year >= 1970
        else { return nil }
        func part(_ text: Substring?) -> Int64 { text.flatMap { Int64($0) } ?? 0 }
        let (hour, minute, second) = (part(match.4), part(match.5), part(match.6))
        guard hour < 24, minute < 60, second < 61 else { return nil }
        var offset: Int64 = 0
        if let zone = match.7, zone != "Z" {
            let digits = zone.dropFirst().filter { $0 != ":" }
            offset = (part(digits.prefix(2)) * 3600 + part(digits.suffix(2)) * 60) * (zone.hasPrefix("-") ? -1 : 1)
        }
        let days = Self.days(year, month, day)
        let (y, m, d) = Self.civil(days)
        guard (y, m, d) == (year, month, day) else { return nil }
        seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    /// Now, by the machine's clock.
    static var now: Instant { Instant(seconds: Int64(time(nil))) }

    /// As `2026-11-30T02:15:00Z`.
    var text: String {
        // An imported run may claim any number of seconds: neither line overflows.
        let rest = (seconds % 86_400 + 86_400) % 86_400
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let (year, month, day) = Self.civil(days)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// Days from 1970-01-01 in the Gregorian calendar: years from March on, in eras of 400 (Hinnant 2013).
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let ofEra = y % 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return y / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let real = month < 10 ? month + 3 : month - 9
        return (year + era * 400 + (real <= 2 ? 1 : 0), real, ofYear - (153 * month + 2) / 5 + 1)
    }
}
