/// Cuts a sequence of ids into documents and those into pieces, wherever in the sequence reading begins.
///
/// Where an id ends documents, the documents that begin in the walk's part of the sequence are its own, to their ends.
/// Where none does, all cuts are known beforehand, and the pieces that begin in the part are.
struct TokenIdWalk {
    /// A document, or a part of one that is longer than the grid.
    struct Piece {
        /// The ids that are tokens, little-endian.
        var bytes: [UInt8] = []
        /// The index of its first id in the file.
        var start: UInt64 = 0
        /// How many ids it has, tokens or not.
        var count = 0
        /// Its number in its document, from 0.
        var number: UInt64 = 0
        /// How many of its ids are no tokens.
        var badCount: UInt64 = 0
        /// The index of the first of them, and the id where it fits 32 bits.
        var firstBad: (index: UInt64, id: UInt32) = (0, 0)
    }

    /// The index of the next id to be read.
    private(set) var next: UInt64

    /// Whether all that is the walk's own was read.
    private(set) var isDone = false

    private let vocabulary: UInt32
    private let endOfDocument: UInt32?
    private let isWide: Bool
    private let rowLength: UInt64?
    private let beyond: UInt64
    private var isSkipping = false
    private var rowEnd: UInt64
    private var piece = Piece()

    /// Begins a walk.
    ///
    /// - Parameters:
    ///   - first: The index of the part's first id.
    ///   - beyond: The index of the first id behind the part.
    init(_ options: TokenIdOptions, rowLength: UInt64?, at first: UInt64, beyond: UInt64) {
        vocabulary = UInt32(options.vocabularySize)
        endOfDocument = options.endOfDocument.map { UInt32($0) }
        isWide = options.bytesPerID == 4
        self.rowLength = rowLength
        self.beyond = beyond
        next = first
        let row = rowLength.map { first / $0 * $0 } ?? 0
        rowEnd = rowLength.map { row + $0 } ?? .max
        let offset = first - row
        if offset > 0, endOfDocument != nil {
            // The id before tells whether a document begins here.
            isSkipping = true
            next = first - 1
        } else if offset > 0 {
            let grid = UInt64(TokenIdOptions.grid)
            piece.number = (offset + grid - 1) / grid
            next = min(row + piece.number * grid, rowEnd)
            if next == rowEnd { beginDocument() }
        }
        isDone = next >= beyond
        piece.start = next
    }

    /// Reads the ids that follow, and hands over the pieces that end in them.
    mutating func read(_ ids: [UInt32], _ body: (Piece) -> Void) {
        var index = isSkipping ? skip(ids) : 0
        while index < ids.count && !isDone {
            let room = min(UInt64(TokenIdOptions.grid - piece.count), rowEnd - next)
            let stop = index + min(ids.count - index, Int(clamping: room))
            let begin = index
            var isEnd = false
            while index < stop && !isEnd {
                let id = ids[index]
                if id < vocabulary {
                    append(id)
                    isEnd = id == endOfDocument
                } else {
                    if piece.badCount == 0 { piece.firstBad = (next + UInt64(index - begin), id) }
                    piece.badCount += 1
                }
                index += 1
            }
            next += UInt64(index - begin)
            piece.count += index - begin
            if next == rowEnd { isEnd = true }
            guard isEnd || piece.count == TokenIdOptions.grid else { continue }
            body(piece)
            if isEnd {
                beginDocument()
            } else {
                beginPiece(number: piece.number + 1)
            }
            isDone = next >= beyond && (isEnd || endOfDocument == nil)
        }
    }

    /// Hands over what was read of a document that the file's end ended.
    mutating func finish(_ body: (Piece) -> Void) {
        guard piece.count > 0 else { return }
        body(piece)
        beginDocument()
    }

    /// Passes over the rest of a document that began before the part; the index of the first id behind it.
    private mutating func skip(_ ids: [UInt32]) -> Int {
        var index = 0
        while index < ids.count && isSkipping && !isDone {
            next += 1
            isSkipping = ids[index] != endOfDocument && next != rowEnd
            isDone = next >= beyond
            index += 1
        }
        if !isSkipping { beginDocument() }
        return index
    }

    private mutating func beginDocument() {
        if next == rowEnd, let rowLength { rowEnd += rowLength }
        beginPiece(number: 0)
    }

    private mutating func beginPiece(number: UInt64) {
        piece.bytes.removeAll(keepingCapacity: true)
        piece.start = next
        piece.count = 0
        piece.number = number
        piece.badCount = 0
    }

    private mutating func append(_ id: UInt32) {
        piece.bytes.append(UInt8(truncatingIfNeeded: id))
        piece.bytes.append(UInt8(truncatingIfNeeded: id >> 8))
        if isWide {
            piece.bytes.append(UInt8(truncatingIfNeeded: id >> 16))
            piece.bytes.append(UInt8(truncatingIfNeeded: id >> 24))
        }
    }
}
