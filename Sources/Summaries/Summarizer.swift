public import Corpora
public import Diagnostics
public import Tokenizers

/// Takes the documents of work units and adds them to a summary; one for each thread.
///
/// It owns what a thread must not share: the summary under way, a tokenizer's cache and a buffer of token ids.
public struct Summarizer: DocumentSink {
    var summary: Summary

    private let holdsTokenIDs: Bool
    private var encoder: (any TokenEncoder)?
    private var ids: [UInt32] = []
    private var signature = MinHashSignature()
    private var path = ""
    private var base: UInt64 = 0

    /// Creates a summarizer of nothing yet.
    ///
    /// - Parameters:
    ///   - parameters: What is kept.
    ///   - tokenizer: Counts tokens when present; the parameters must name it.
    public init(parameters: SummaryParameters, tokenizer: (any Tokenizer)? = nil) {
        summary = Summary(parameters: parameters)
        holdsTokenIDs = parameters.holdsTokenIDs
        encoder = tokenizer?.makeEncoder()
    }

    /// Says which unit the documents and errors that follow are from.
    public mutating func begin(_ unit: WorkUnit) {
        path = unit.description.file.relativePath
        base = unit.range?.lowerBound ?? 0
        if base == 0 {
            summary.input.files += 1
            summary.formats.add(FormatCounts.Format(unit.description))
        }
    }

    /// Says what reading the unit came to.
    public mutating func end(_ unit: WorkUnit, _ result: UnitResult) {
        let file = unit.description.file
        let stored = unit.storedBytes
        summary.input.storedBytes += stored
        if result.isComplete { summary.input.readBytes += stored - Self.unreadBytes(of: stored, result) }
        summary.input.decodedBytes += result.decodedBytes
        summary.input.records += result.records
        summary.input.recordBytes += result.recordBytes
        summary.input.recordTextBytes += result.recordTextBytes
        summary.input.replacedCharacters += result.replacedCharacters
        for (reason, count) in result.omissions { summary.omissions.add(reason, count: count) }
        if case .jsonLines = unit.description.format, let range = unit.range {
            summary.recordLineFeeds(
                LineFeedCounts.Extent(range: range, lineFeeds: result.lineFeeds), path: file.path,
                size: unit.decodedSize)
        }
    }

    /// Counts a slice that cannot be read; the error belongs to the file's beginning.
    public mutating func skip(_ slice: FileSlice, because failure: AssayError) {
        summary.input.storedBytes += slice.storedBytes
        if slice.beginsFile { summary.record(failure) }
    }

    /// The share of an archive's decoded bytes that could not be read, of its stored ones, rounded down.
    private static func unreadBytes(of stored: UInt64, _ result: UnitResult) -> UInt64 {
        guard result.unreadBytes > 0 else { return 0 }
        let decoded = max(result.decodedBytes, result.unreadBytes)
        return decoded.dividingFullWidth(stored.multipliedFullWidth(by: result.unreadBytes)).quotient
    }

    /// Adds a document, or a piece of one that is longer than the grid.
    public mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        if holdsTokenIDs { return unsafe addTokenIDs(bytes, at: locator(position)) }
        let count = bytes.count
        summary.counts.documents += 1
        summary.counts.bytes += UInt64(count)
        summary.lengthHistogram[Int.bitWidth - count.leadingZeroBitCount] += 1
        if count == 0 { summary.counts.emptyDocuments += 1 }

        let text = unsafe UTF8Counts(bytes)
        summary.counts.scalars += UInt64(text.scalars + text.invalidSequences)
        summary.counts.invalidUTF8 += UInt64(text.invalidSequences)
        if text.invalidSequences > 0 { summary.counts.documentsWithInvalidUTF8 += 1 }
        summary.counts.words += unsafe UInt64(WordTokenizer.count(bytes))
        unsafe summary.byteHistogram.add(bytes)

        let hash = unsafe ContentHash(of: bytes)
        summary.documentSketch.insert(hash.low, bytes: count)
        let locator = locator(position)
        unsafe summary.sample.offer(hash, bytes, at: locator)
        if count > 0 {
            unsafe signature.sign(bytes)
            summary.nearDuplicateSketch.offer(hash, signature)
        }
        unsafe addLines(of: bytes)
        if encoder != nil { unsafe addTokens(of: bytes) }
    }

    /// Counts a bad record, or damage.
    public mutating func receive(failure: AssayError) {
        summary.record(failure, base: base)
    }

    /// Counts several errors of one kind.
    public mutating func receive(failure: AssayError, count: UInt64) {
        guard count > 0 else { return }
        summary.record(failure, count: count, base: base)
    }

    /// Pieces of one record begin at the same place, so the piece's own offset tells them apart.
    private func locator(_ position: DocumentPosition) -> Locator {
        let isRecord = position.lineInUnit != nil || position.row != nil
        return Locator(
            path: path, member: position.member ?? "", byte: position.row ?? position.byte,
            offset: isRecord ? position.pieceOffset : 0)
    }

    /// Ends the work: the summary of all that was received.
    public consuming func finish() -> Summary {
        summary.sample.cutBack()
        return summary
    }

    private mutating func addLines(of bytes: UnsafeBufferPointer<UInt8>) {
        var lines: UInt64 = 0
        var lineBytes: UInt64 = 0
        unsafe LineScan.forEachLine(of: bytes) { start, count in
            lines += 1
            lineBytes += UInt64(count)
            summary.lineSketch.insert(unsafe ContentHash.key(of: start, count: count), bytes: count)
        }
        summary.counts.lines += lines
        summary.counts.lineBytes += lineBytes
    }

    private mutating func addTokens(of bytes: UnsafeBufferPointer<UInt8>) {
        ids.removeAll(keepingCapacity: true)
        unsafe encoder?.encode(bytes, into: &ids)
        summary.counts.tokens += UInt64(ids.count)
        for id in ids { summary.tokenHistogram[Int(id)] += 1 }
    }
}

@available(*, unavailable)
extension Summarizer: Sendable {}
