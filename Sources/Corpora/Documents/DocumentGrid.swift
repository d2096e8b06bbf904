#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The fixed grid on which long documents are cut, each from its own beginning.
///
/// A document longer than G = 65,536 bytes is cut once for every grid point k·G inside it: just after the first line
/// feed at or after byte k·G − 1 that is found within G/2 bytes, or else at k·G itself, moved forward over at most
/// three UTF-8 continuation bytes. Every cut depends only on the bytes next to its grid point, so the pieces are the
/// same wherever reading begins. A piece is at most 3·G/2 + 3 bytes long and never empty, except that an empty
/// document is one empty piece.
public enum DocumentGrid: Sendable {
    /// The distance of grid points, G, in bytes.
    public static let spacing = 65_536

    /// How many bytes a line feed is searched for, from one byte before the grid point.
    public static let searchLength = spacing / 2

    /// How many bytes at and behind a grid point decide about its cut.
    static let lookahead = searchLength + 3

    /// Where the cut for a grid point lies.
    ///
    /// - Parameters:
    ///   - gridPoint: The grid point's index in `bytes`, at least 1.
    ///   - bytes: A part of the document with one byte before the grid point, and behind it `lookahead` bytes or all
    ///     that the document has.
    /// - Returns: The cut's index in `bytes`: the index of the first byte of the next piece.
    static func cut(at gridPoint: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard gridPoint < bytes.count, let base = bytes.baseAddress else { return bytes.count }
        let first = gridPoint - 1
        let length = min(searchLength, bytes.count - first)
        if let hit = unsafe memchr(base + first, 0x0A, length) {
            return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base) + 1
        }
        var cut = gridPoint
        while unsafe cut < bytes.count && cut < gridPoint + 3 && bytes[cut] & 0xC0 == 0x80 { cut += 1 }
        return cut
    }

    /// Cuts a document that lies in memory, and lends each piece.
    ///
    /// - Parameter body: Gets a piece, its index and its offset in the document.
    static func forEachPiece(
        of document: UnsafeBufferPointer<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>, _ index: UInt64, _ offset: Int) -> Void
    ) {
        var index: UInt64 = 0
        var start = 0
        repeat {
            let end = unsafe cut(at: Int(index + 1) * spacing, in: document)
            unsafe body(UnsafeBufferPointer(rebasing: document[start..<end]), index, start)
            index += 1
            start = end
        } while start < document.count
    }
}
