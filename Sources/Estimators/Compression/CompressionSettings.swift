internal import CCompressors

/// Which code measures a code length: a format with the settings that its size depends on.
///
/// Encoders are always single-threaded, so that a code length is the same on every machine. It still depends on the
/// version of the library, so print ``libraryVersion`` beside every figure.
public enum CompressionSettings: Sendable, Hashable {
    /// One zstd frame with the content size in its header and a checksum, as the `zstd` program writes it for a file.
    ///
    /// - Parameters:
    ///   - level: 1…22.
    ///   - windowLog: log₂ of the window in bytes, 10…31; nil is the level's own. The window is never larger than the
    ///     data needs.
    ///   - longDistanceMatching: whether a second match finder looks for long matches over the whole window; without
    ///     a `windowLog` it makes the window 2²⁷ bytes.
    case zstd(level: Int, windowLog: Int? = nil, longDistanceMatching: Bool = false)

    /// One `.xz` stream with a CRC64, as the `xz` program writes it with one thread.
    ///
    /// - Parameters:
    ///   - preset: 0…9.
    ///   - extreme: the program's `-e`: slower, a little smaller.
    ///   - dictionarySize: the window in bytes, 4,096 … 1.5 GiB; nil is the preset's own (64 MiB at preset 9). The
    ///     encoder holds about ten times as much memory, whatever the size of the data.
    case xz(preset: Int, extreme: Bool = false, dictionarySize: UInt64? = nil)

    /// The version of the linked library, "1.5.4": code lengths differ between versions.
    public var libraryVersion: String {
        switch self {
        case .zstd: unsafe String(cString: assay_zstd_version())
        case .xz: unsafe String(cString: assay_xz_version())
        }
    }

    /// What the C module is told.
    var parameters: assay_compressor_parameters {
        var parameters = assay_compressor_parameters()
        switch self {
        case .zstd(let level, let windowLog, let longDistanceMatching):
            parameters.codec = ASSAY_ZSTD
            parameters.level = Int32(clamping: level)
            parameters.window_log = Int32(clamping: windowLog ?? 0)
            parameters.long_distance_matching = longDistanceMatching
            parameters.checksum = true
        case .xz(let preset, let extreme, let dictionarySize):
            parameters.codec = ASSAY_XZ
            parameters.preset = UInt32(clamping: preset < 0 ? Int.max : preset)
            parameters.extreme = extreme
            parameters.dictionary_size = dictionarySize ?? 0
            parameters.check = ASSAY_CHECK_CRC64
        }
        return parameters
    }
}

extension CompressionSettings: CustomStringConvertible {
    /// The command line with the same result: "zstd -22 --ultra --long=24", "xz -9e".
    ///
    /// With more than one worker thread the programs cut large inputs into jobs, which changes sizes a little: `-T1`
    /// turns that off in xz; zstd does so from several megabytes on even with one.
    public var description: String {
        switch self {
        case .zstd(let level, let windowLog, let longDistanceMatching):
            let ultra = level > 19 ? " --ultra" : ""
            let window =
                switch (windowLog, longDistanceMatching) {
                case (nil, false): ""
                case (nil, true): " --long"
                case (let log?, false): " --zstd=wlog=\(log)"
                case (let log?, true): " --long=\(log)"
                }
            return "zstd -\(level)\(ultra)\(window)"
        case .xz(let preset, let extreme, let dictionarySize):
            let flags = "\(preset)\(extreme ? "e" : "")"
            return dictionarySize.map { "xz --lzma2=preset=\(flags),dict=\($0)" } ?? "xz -\(flags)"
        }
    }
}
