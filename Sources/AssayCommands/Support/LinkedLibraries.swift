internal import CCodecs
internal import CCompressors
internal import CDecompressors
internal import CHashing
internal import CJSON
internal import CRegularExpressions
internal import Diagnostics

#if Checks
internal import History
#endif

/// What the program is linked with: versions as the libraries themselves tell them when the program runs, or else as their
/// headers did when it was compiled.
enum LinkedLibraries {
    /// `assay --version`: the program's version on the first line, then the compiler and a library a line.
    static var listing: String {
        (["assay \(AssayVersion.current)"] + versions.map { "\($0.name) \($0.version)" }).joined(separator: "\n")
    }

    /// Names as their Debian packages have them, in that order.
    static var versions: [(name: String, version: String)] {
        [
            ("Swift", compiler), ("libbrotli", parts(assay_brotli_version(), bits: 12)),
            ("libbz2", unsafe firstWord(assay_bzip2_version())), ("liblz4", unsafe firstWord(assay_lz4_version())),
            ("liblzma", unsafe firstWord(assay_xz_version())), ("libpcre2", regularExpressions),
            ("libsimdjson", parts(assay_simdjson_version(), bits: 8)),
            ("libsnappy", parts(assay_snappy_version(), bits: 8)),
        ] + database + [
            ("libxxhash", decimals(assay_xxhash_version())), ("libzstd", unsafe firstWord(assay_zstd_version())),
            ("zlib", unsafe firstWord(assay_zlib_version())),
        ]
    }

    // The compiler tells its version in conditions only.
    #if compiler(>=6.4)
    private static let compiler = "6.4 or newer"
    #elseif compiler(>=6.3.2)
    private static let compiler = "6.3.2 or newer"
    #elseif compiler(>=6.3.1)
    private static let compiler = "6.3.1"
    #else
    private static let compiler = "6.3 or older"
    #endif

    #if Checks
    private static var database: [(name: String, version: String)] {
        [("libsqlite3", HistoryDatabase.libraryVersion)]
    }
    #else
    private static let database: [(name: String, version: String)] = []
    #endif

    private static var regularExpressions: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { room in
            guard let text = room.baseAddress else { return "" }
            unsafe cre_version(text)
            return unsafe firstWord(text)
        }
    }

    /// A version behind which libraries put their date: `1.0.8, 13-Jul-2019`.
    private static func firstWord(_ text: UnsafePointer<CChar>?) -> String {
        let words = unsafe text.map { unsafe String(cString: $0) } ?? ""
        return String(words.prefix { $0 != " " && $0 != "," })
    }

    /// Major, minor and patch of a number that packs them.
    private static func parts(_ number: UInt32, bits: UInt32) -> String {
        let mask = UInt32(1) << bits - 1
        return "\(number >> (2 * bits)).\(number >> bits & mask).\(number & mask)"
    }

    /// Major, minor and patch of a number whose decimal digits hold two for each of the last.
    private static func decimals(_ number: UInt32) -> String {
        "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
