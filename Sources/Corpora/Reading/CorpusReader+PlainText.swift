internal import Diagnostics

extension CorpusReader {
    /// Cuts a file, or the pieces of it whose grid points lie in the unit's range, on the document grid.
    func readPlainText<Sink: DocumentSink>(
        _ unit: WorkUnit, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let description = unit.description
        let spacing = UInt64(DocumentGrid.spacing)
        let content = description.contentOffset
        // The decoded offset in front of the next piece, and the grid point at or before it.
        var position = content
        var piece: UInt64 = 0
        var lastPiece = UInt64.max
        if let range = unit.range {
            let size = description.file.size
            piece = (max(range.lowerBound, content) - content) / spacing
            lastPiece = (range.upperBound - content - 1) / spacing
            // One byte before the grid point decides too, and the last piece reaches to the next unit's first cut.
            let first = piece == 0 ? 0 : range.lowerBound - 1
            let beyond = min(size, range.upperBound + UInt64(DocumentGrid.lookahead))
            try stream.open(description.file, range: first..<beyond)
        } else {
            try stream.open(
                description.file, compression: description.compression, encoding: description.encoding)
        }
        text.restart()
        // What precedes damage is delivered before the damage is thrown.
        var failure: AssayError?
        func require(_ count: Int) {
            do throws(AssayError) { try text.require(count) } catch { failure = error }
        }
        if piece == 0 {
            require(Int(content))
            text.drop(Int(content))
            result.decodedBytes = content
        } else {
            require(1 + DocumentGrid.lookahead)
            let cut = unsafe DocumentGrid.cut(at: 1, in: text.bytes)
            text.drop(cut)
            position = content + piece * spacing - 1 + UInt64(cut)
        }
        repeat {
            let next = Int(content + (piece + 1) * spacing - position)
            require(next + DocumentGrid.lookahead)
            let bytes = unsafe text.bytes
            if bytes.isEmpty && (piece > 0 || failure != nil) { break }
            let end = unsafe DocumentGrid.cut(at: next, in: bytes)
            let found = DocumentPosition(byte: position, piece: piece, pieceOffset: position - content)
            unsafe sink.receive(UnsafeBufferPointer(rebasing: bytes[..<end]), at: found)
            text.drop(end)
            result.documents += 1
            result.textBytes += UInt64(end)
            result.decodedBytes += UInt64(end)
            position += UInt64(end)
            piece += 1
        } while piece <= lastPiece
        if let failure { throw failure }
    }
}
