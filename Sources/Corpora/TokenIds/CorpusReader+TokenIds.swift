internal import Diagnostics

extension CorpusReader {
    /// Reads the ids of a file, or the documents of it that begin in the unit's range.
    ///
    /// A document ends with its file, with its row, or with the id that ends documents; one longer than the grid
    /// is cut at the grid's multiples. Documents hold the ids in ``TokenIdOptions/bytesPerID`` bytes each. What is not
    /// below the vocabulary's size is left out and counted; each piece of a document names the first.
    func readTokenIDs<Sink: DocumentSink>(
        _ unit: WorkUnit, _ layout: TokenIdLayout, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        guard let vocabulary = options.tokenIDs else { return }
        let file = unit.description.file
        let content = unit.description.contentOffset
        let width = UInt64(layout.width)
        let range = unit.range ?? 0..<UInt64.max
        var walk = TokenIdWalk(
            vocabulary, rowLength: layout.rowLength, at: (max(range.lowerBound, content) - content) / width,
            beyond: unit.range == nil ? .max : (range.upperBound - content + width - 1) / width)
        let isFromStart = range.lowerBound == 0
        if isFromStart {
            try stream.open(file, compression: unit.description.compression)
        } else {
            let start = min(content + walk.next * width, file.size)
            try stream.open(file, range: start..<file.size)
        }
        text.restart()
        // What precedes damage is delivered before the damage is thrown.
        var failure: AssayError?
        if isFromStart {
            do throws(AssayError) { try text.require(Int(content)) } catch { failure = error }
            text.drop(Int(content))
            result.decodedBytes = content
        }
        func deliver(_ piece: TokenIdWalk.Piece) {
            result.decodedBytes += UInt64(piece.count) * width
            result.records += UInt64(piece.count)
            result.documents += 1
            result.textBytes += UInt64(piece.bytes.count)
            if piece.badCount > 0 {
                result.failures += piece.badCount
                let error = Self.beyondVocabulary(
                    piece, vocabulary, at: content + piece.firstBad.index * width, of: file)
                sink.receive(failure: error, count: piece.badCount)
            }
            let position = DocumentPosition(
                byte: content + piece.start * width, piece: piece.number,
                pieceOffset: piece.number * UInt64(TokenIdOptions.grid) * width)
            unsafe piece.bytes.withUnsafeBufferPointer { unsafe sink.receive($0, at: position) }
        }
        var ids: [UInt32] = []
        while !walk.isDone && failure == nil {
            do throws(AssayError) { try text.require(Self.windowLength) } catch { failure = error }
            let promised = (layout.count ?? .max) - min(walk.next, layout.count ?? .max)
            let length = unsafe min(text.bytes.count / layout.width, Int(clamping: promised)) * layout.width
            if length == 0 { break }
            let before = walk.next
            unsafe layout.decode(UnsafeBufferPointer(rebasing: text.bytes[..<length]), into: &ids)
            walk.read(ids, deliver)
            text.drop(Int(walk.next - before) * layout.width)
        }
        if !walk.isDone { walk.finish(deliver) }
        if let failure { throw failure }
        // The last unit answers for the file's end.
        guard unit.range == nil || range.upperBound == file.size else { return }
        if unit.range == nil { try text.require(layout.width) }
        let stored = unsafe unit.range == nil ? walk.next * width + UInt64(text.bytes.count) : file.size - content
        result.decodedBytes += stored - min(stored, (layout.count ?? stored / width) * width)
        try checkEnd(layout, stored: stored, content: content, of: file)
    }

    /// How many bytes are read at a time: whole ids of every width.
    private static let windowLength = 1 << 16

    private static func beyondVocabulary(
        _ piece: TokenIdWalk.Piece, _ vocabulary: TokenIdOptions, at byte: UInt64, of file: CorpusFile
    ) -> AssayError {
        let id = piece.firstBad.id
        let shown = id == TokenIdLayout.invalid ? "negative, or beyond 32 bits" : String(id)
        return AssayError(
            .idBeyondVocabulary,
            "the id is \(shown), and the vocabulary has \(vocabulary.vocabularySize) (\(piece.badCount) such of the "
                + "document's \(piece.count) ids); check --vocabulary-size, and the width of ids",
            at: .init(path: file.path, byte: byte))
    }

    /// Refuses a file that ends within an id, before what its header says, or behind it.
    private func checkEnd(
        _ layout: TokenIdLayout, stored: UInt64, content: UInt64, of file: CorpusFile
    ) throws(AssayError) {
        let width = UInt64(layout.width)
        let whole = stored / width
        if let count = layout.count, whole < count {
            throw AssayError(
                .truncatedInput,
                "ends after \(whole) of the \(count) ids that its header says; copy or save it again",
                at: .init(path: file.path, byte: content + whole * width))
        }
        if let count = layout.count, stored > count * width {
            throw AssayError(
                .corruptInput, "goes on behind the \(count) ids that its header says; save one array in a file",
                at: .init(path: file.path, byte: content + count * width))
        }
        if stored % width > 0 {
            throw AssayError(
                .truncatedInput,
                "ends within an id, after \(stored % width) of its \(width) bytes; copy it again, or check the width of ids",
                at: .init(path: file.path, byte: content + whole * width))
        }
    }
}
