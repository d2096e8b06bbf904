/// The numbers of a report, each under a path that stays the same from version to version: `learning.structureRate`.
///
/// A path is made of the report's own JSON keys. Where JSON has an array of named things, the name takes the place of the
/// index, in lower case and without settings: `entropy.codeLengths.xz.perByte`; points of a curve are named by their place
/// on it: `learning.curve.64KiB.loss`. Counts are figures, too: exact, with what is counted for a unit.
public struct FigurePaths: Sendable, Hashable {
    /// A figure and its path.
    public struct Entry: Sendable, Hashable {
        /// The path.
        public var path: String

        /// The figure; nil where this corpus has none.
        public var figure: Figure?

        /// Why there is none, in words; nil where there is one.
        public var absence: String?
    }

    /// All of them, in the order of the report.
    public private(set) var entries: [Entry] = []

    private var indices: [String: Int] = [:]

    init() {}

    /// The figure under a path; nil where the report has no such path.
    ///
    /// A figure of a fixed name is always there, with the reason where it was not computed. Those that are named by the
    /// corpus (codes, orders, points of curves) are there only where they were.
    ///
    /// - Complexity: O(1).
    public subscript(path: String) -> Entry? { indices[path].map { entries[$0] } }

    /// Adds a figure; the first of a path stays.
    mutating func add(_ path: String, _ figure: Figure?, absence: String = "not computed") {
        guard indices[path] == nil else { return }
        indices[path] = entries.count
        entries.append(Entry(path: path, figure: figure, absence: figure == nil ? absence : nil))
    }

    /// Adds a figure that may be absent for a reason of its own.
    mutating func add(_ path: String, _ diagnosed: Diagnosed?, absence: String = "not computed") {
        add(path, diagnosed?.figure, absence: diagnosed?.absence ?? absence)
    }

    /// Adds an exact count.
    mutating func add(_ path: String, count: UInt64?, _ unit: String, absence: String = "not computed") {
        add(path, count.map { Figure(Double($0), unit: unit, kind: .exact) }, absence: absence)
    }

    /// Adds the bins of a repetition spectrum by the multiplicities that they hold: 1, 2, 3-4, 5-8 and so on.
    mutating func add(_ path: String, spectrum: [Figure]) {
        for (bin, figure) in spectrum.enumerated() {
            let last = UInt64(1) << UInt64(bin)
            add(path + (bin < 2 ? ".\(last)" : ".\(last / 2 + 1)-\(last)"), figure)
        }
    }

    /// A name as a part of a path: in lower case, with hyphens between words, without settings and remarks behind it.
    ///
    /// "xz --lzma2=preset=9e,dict=8388608" gives "xz", "zstd -22 --ultra, each document by itself" gives "zstd-22".
    static func key(_ name: String) -> String {
        var words: [String] = []
        for word in name.split(separator: " ") {
            if word.hasPrefix("--") || word == "after" || word == "with" { break }
            words.append(word.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
            if word.hasSuffix(",") { break }
        }
        let joined = words.map { $0.drop { $0 == "-" } }.filter { !$0.isEmpty }.joined(separator: "-")
        return joined.lowercased()
    }

    /// A number of bytes as a part of a path, in the largest binary unit that divides it: "64KiB".
    static func key(bytes: UInt64) -> String {
        for (unit, shift) in [("GiB", UInt64(30)), ("MiB", 20), ("KiB", 10)]
        where bytes > 0 && bytes.isMultiple(of: 1 << shift) {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)B"
    }
}
