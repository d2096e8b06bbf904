/// Encodes with a byte-pair encoding on one thread: scratch memory and a cache of the pieces met.
@safe
public final class BytePairEncoder: TokenEncoder {
    private let model: BytePairModel
    private let tokens: TokenTable
    private let takesWholePieces: Bool
    private let byteRule: ByteMerges?
    private let pairRule: PairMerges?
    private let cache = PieceCache()
    private let merger = PieceMerger()

    /// Ids on their way out; flushed when full.
    private static let outputCapacity = 4096
    private let output: UnsafeMutablePointer<UInt32>
    private var outputCount = 0

    /// Whether the next piece is the first after the document's beginning or an added token.
    private var isAtSectionStart = true

    /// A piece, and two added tokens and a UTF-8 sequence beyond it.
    public let lookahead: Int

    init(_ model: BytePairModel) {
        self.model = model
        tokens = model.tokens
        takesWholePieces = model.takesWholePieces
        switch model.merges {
        case .bytes(let rule): (byteRule, pairRule) = (rule, nil)
        case .pairs(let rule): (byteRule, pairRule) = (nil, rule)
        }
        unsafe output = .allocate(capacity: Self.outputCapacity + PieceCache.mostIDs)
        lookahead = model.splitter.window + 2 * (model.addedTokens?.longest ?? 0) + 4
    }

    deinit {
        unsafe output.deallocate()
    }

    /// Appends the ids of a whole document.
    public func encode(_ document: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
        isAtSectionStart = true
        _ = unsafe encodeDecided(document, isComplete: true, into: &ids)
    }

    /// Appends the ids of the pieces whose bytes, and ``lookahead`` from their first byte, are there.
    public func encodeDecided(
        _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, into ids: inout [UInt32]
    ) -> Int {
        let text = unsafe ByteView(bytes)
        let horizon = isComplete ? text.count : text.count - lookahead
        var index = 0
        if let addedTokens = model.addedTokens {
            var search = AddedTokens.Search(addedTokens)
            while index < horizon {
                let match = search.next(in: text, from: index)
                if let match, match.start == index {
                    flush(into: &ids)
                    ids.append(match.id)
                    index = match.end
                    isAtSectionStart = true
                } else {
                    index = encodeSection(text, index, match?.start ?? text.count, until: horizon, into: &ids)
                }
            }
        } else {
            index = encodeSection(text, 0, text.count, until: horizon, into: &ids)
        }
        flush(into: &ids)
        if isComplete { isAtSectionStart = true }
        return index
    }

    /// Encodes the pieces between added tokens that begin before `horizon`; returns where the next one begins.
    private func encodeSection(
        _ text: ByteView, _ start: Int, _ end: Int, until horizon: Int, into ids: inout [UInt32]
    ) -> Int {
        guard start < min(end, horizon) else { return start }
        var start = start
        if isAtSectionStart {
            isAtSectionStart = false
            if model.splitter.prefixesSpace, text[start] != 0x20 {
                start = encodePrefixed(text, start, end, into: &ids)
            }
        }
        switch model.splitter.kind {
        case .gpt2(let matcher):
            return encodePieces(text, start, end, until: horizon, matcher, into: &ids)
        case .cl100k(let matcher):
            return encodePieces(text, start, end, until: horizon, matcher, into: &ids)
        case .o200k(let matcher):
            return encodePieces(text, start, end, until: horizon, matcher, into: &ids)
        case .pipeline(let pipeline):
            return encodeWindows(text, start, end, until: horizon, pipeline, into: &ids)
        }
    }

    /// The first piece of a section that must begin with a space and does not; returns where the next one begins.
    private func encodePrefixed(_ text: ByteView, _ start: Int, _ end: Int, into ids: inout [UInt32]) -> Int {
        let limit = text.windowEnd(from: start, window: model.splitter.window - 1, end: end)
        var copy: [UInt8] = [0x20]
        copy.append(contentsOf: (start..<limit).lazy.map { text[$0] })
        let used = unsafe copy.withUnsafeBufferPointer { buffer in
            let prefixed = unsafe ByteView(buffer)
            let pieceEnd = model.splitter.firstPieceEnd(prefixed)
            encodePiece(prefixed, 0, pieceEnd, into: &ids)
            return pieceEnd
        }
        return start + used - 1
    }

    private func encodePieces(
        _ text: ByteView, _ start: Int, _ end: Int, until horizon: Int, _ matcher: some PieceMatcher,
        into ids: inout [UInt32]
    ) -> Int {
        var index = start
        let stop = min(end, horizon)
        while index < stop {
            let limit = text.windowEnd(from: index, window: BytePairTokenizer.longestPiece, end: end)
            let next = matcher.pieceEnd(from: index, in: text, end: limit)
            encodePiece(text, index, next, into: &ids)
            index = next
        }
        return index
    }

    private func encodeWindows(
        _ text: ByteView, _ start: Int, _ end: Int, until horizon: Int, _ pipeline: SplitPipeline,
        into ids: inout [UInt32]
    ) -> Int {
        var index = start
        let stop = min(end, horizon)
        while index < stop {
            index = pipeline.split(text, index, end) { encodePiece(text, $0.lowerBound, $0.upperBound, into: &ids) }
        }
        return index
    }

    @inline(__always)
    private func encodePiece(_ text: ByteView, _ start: Int, _ end: Int, into ids: inout [UInt32]) {
        let length = end - start
        guard length <= PieceCache.longestPiece else {
            encodeLongPiece(text, start, length, into: &ids)
            return
        }
        let key = PieceCache.Key(text, start, length)
        let slot = cache.slot(key)
        let entry = cache.entry(slot)
        if entry.low == key.low, entry.high == key.high {
            let cursor = unsafe output + outputCount
            unsafe cursor[0] = entry.ids.0
            unsafe cursor[1] = entry.ids.1
            unsafe cursor[2] = entry.ids.2
            unsafe cursor[3] = entry.ids.3 & (PieceCache.idLimit - 1)
            outputCount += entry.count
            if outputCount >= Self.outputCapacity { flush(into: &ids) }
        } else {
            encodeUncached(text, start, length, key, slot, into: &ids)
        }
    }

    @inline(never)
    private func encodeUncached(
        _ text: ByteView, _ start: Int, _ length: Int, _ key: PieceCache.Key, _ slot: Int, into ids: inout [UInt32]
    ) {
        flush(into: &ids)
        let before = ids.count
        merge(text, start, length, into: &ids)
        cache.store(key, slot, ids[before...])
    }

    @inline(never)
    private func encodeLongPiece(_ text: ByteView, _ start: Int, _ length: Int, into ids: inout [UInt32]) {
        flush(into: &ids)
        merge(text, start, length, into: &ids)
    }

    private func merge(_ text: ByteView, _ start: Int, _ length: Int, into ids: inout [UInt32]) {
        if takesWholePieces {
            let whole = tokens.id(of: text, start, length)
            if whole != TokenTable.none {
                ids.append(whole)
                return
            }
        }
        if let byteRule {
            merger.merge(text, start, length, rule: byteRule, into: &ids)
        } else if let pairRule {
            merger.merge(text, start, length, rule: pairRule, into: &ids)
        }
    }

    private func flush(into ids: inout [UInt32]) {
        guard outputCount > 0 else { return }
        unsafe ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
        outputCount = 0
    }
}

@available(*, unavailable)
extension BytePairEncoder: Sendable {}

extension ByteView {
    /// The end of the window that decides the piece at `start`: `window` bytes on, but not inside a UTF-8 sequence.
    @inline(__always)
    func windowEnd(from start: Int, window: Int, end: Int) -> Int {
        let far = start + window
        guard far < end else { return end }
        return self[far] & 0xC0 == 0x80 ? floorToScalar(far, from: start) : far
    }
}
