internal import CCompressors
public import Diagnostics
public import InformationCapacity

/// The code length of a text at growing windows: how much of its redundancy lies at which distance.
///
/// All points come from one zstd encoder whose search effort does not change with the window: the strategy is `lazy2`,
/// a search looks at the 64 latest candidates that share five bytes, and the tables have room for every position in
/// the window. Only the farthest distance at which a match may lie differs, so that the fall from one point to the
/// next is what the text repeats from that much farther back. Each point is a rigorous upper bound on the information
/// in the bytes, headers included, though not a tight one.
///
/// A curve that is flat from 2¹⁵ on belongs to a text without long repeats, one that falls at the far end to a text with
/// duplicated documents. The fall can be a little negative: a longer distance costs more bits, and the encoder does not
/// weigh all of them.
public struct RedundancyCurve: Sendable, Hashable {
    /// The code length at one window.
    public struct Point: Sendable, Hashable {
        /// The farthest distance of a match, in bytes.
        public var windowBytes: UInt64

        /// The length of the whole frame.
        public var codeLength: Bits
    }

    /// The points, windows ascending: 2¹⁵, 2¹⁷, … up to the first that holds the whole text, 2²⁷ at most.
    public let points: [Point]

    /// The length of the text in bytes.
    public let bytes: UInt64

    /// Measures the curve of a text; the empty text has one point, the size of the empty frame.
    ///
    /// - Throws: `compressor-out-of-memory`, `compressor-failed`.
    /// - Complexity: O(n) for each of at most seven points; memory up to 14 bytes per byte of text, at most 1 GiB.
    public init(of text: Span<UInt8>) throws(AssayError) {
        var points: [Point] = []
        for windowLog in stride(from: 15, through: 27, by: 2) {
            var encoder = try CodeLengthEncoder(
                name: "zstd, window 2^\(windowLog)", parameters: Self.parameters(windowLog: windowLog))
            let length = try encoder.codeLength(of: text)
            points.append(Point(windowBytes: 1 << windowLog, codeLength: length))
            if 1 << windowLog >= text.count { break }
        }
        self.points = points
        self.bytes = UInt64(text.count)
    }

    /// Level 12's match finder, spelled out so that neither the window nor the text's size changes it.
    private static func parameters(windowLog: Int) -> assay_compressor_parameters {
        var parameters = assay_compressor_parameters()
        parameters.codec = ASSAY_ZSTD
        parameters.level = 12
        parameters.window_log = Int32(windowLog)
        parameters.hash_log = Int32(windowLog)
        parameters.chain_log = Int32(windowLog)
        parameters.search_log = 6
        parameters.min_match = 5
        parameters.target_length = 32
        parameters.strategy = 5
        return parameters
    }
}
