/// A sequence of general splitting stages, each cutting the pieces of the one before.
struct SplitPipeline: Sendable {
    /// Text is split in windows of this many bytes from a section's beginning.
    static let window = 1 << 18

    /// The pieces that end in a window's last part are left to the next window, which begins with them.
    static let margin = BytePairTokenizer.longestPiece

    var stages: [SplitStage]

    /// Splits the window that begins at `start` and calls `body` with its pieces; returns where the next begins.
    func split(_ text: ByteView, _ start: Int, _ end: Int, _ body: (Range<Int>) -> Void) -> Int {
        let limit = text.windowEnd(from: start, window: Self.window, end: end)
        var pieces = [start..<limit]
        for stage in stages {
            var finer: [Range<Int>] = []
            for piece in pieces { stage.split(text, piece, into: &finer) }
            pieces = finer
        }
        let accepted = limit == end ? limit : limit - Self.margin
        for (index, piece) in pieces.enumerated() {
            if piece.upperBound > accepted, index > 0 { return piece.lowerBound }
            var from = piece.lowerBound
            while from < piece.upperBound {
                let to = text.windowEnd(from: from, window: BytePairTokenizer.longestPiece, end: piece.upperBound)
                body(from..<to)
                from = to
            }
            if piece.upperBound > accepted { return piece.upperBound }
        }
        return limit
    }
}

/// One stage: where its matches lie, and what becomes of them.
struct SplitStage: Sendable {
    /// What becomes of a match and the text between matches.
    enum Behavior: String, Sendable {
        case removed = "Removed"
        case isolated = "Isolated"
        case mergedWithPrevious = "MergedWithPrevious"
        case mergedWithNext = "MergedWithNext"
        case contiguous = "Contiguous"
    }

    /// How matches are found.
    enum Finder: Sendable {
        case expression(RegularExpression)
        case literal([UInt8])
        case scalars(@Sendable (Unicode.Scalar) -> Bool)
        case gpt2(GPT2Matcher)
        case words
    }

    var finder: Finder
    var behavior: Behavior
    var inverts = false

    private struct Part {
        var range: Range<Int>
        var isMatch: Bool
    }

    /// Appends the pieces of a range.
    func split(_ text: ByteView, _ range: Range<Int>, into pieces: inout [Range<Int>]) {
        var parts: [Part] = []
        var cursor = range.lowerBound
        forEachMatch(text, range) { match in
            if cursor < match.lowerBound { parts.append(Part(range: cursor..<match.lowerBound, isMatch: inverts)) }
            parts.append(Part(range: match, isMatch: !inverts))
            cursor = match.upperBound
        }
        if cursor < range.upperBound { parts.append(Part(range: cursor..<range.upperBound, isMatch: inverts)) }
        pieces.append(contentsOf: Self.apply(behavior, parts))
    }

    private static func apply(_ behavior: Behavior, _ parts: [Part]) -> [Range<Int>] {
        switch behavior {
        case .isolated: return parts.map(\.range)
        case .removed: return parts.filter { !$0.isMatch }.map(\.range)
        case .contiguous:
            var merged: [Part] = []
            for part in parts {
                if let last = merged.last, last.isMatch == part.isMatch {
                    merged[merged.count - 1].range = last.range.lowerBound..<part.range.upperBound
                } else {
                    merged.append(part)
                }
            }
            return merged.map(\.range)
        case .mergedWithPrevious:
            var merged: [Range<Int>] = []
            var followsMatch = false
            for part in parts {
                if part.isMatch, !followsMatch, let last = merged.popLast() {
                    merged.append(last.lowerBound..<part.range.upperBound)
                } else {
                    merged.append(part.range)
                }
                followsMatch = part.isMatch
            }
            return merged
        case .mergedWithNext:
            var merged: [Range<Int>] = []
            var precedesMatch = false
            for part in parts.reversed() {
                if part.isMatch, !precedesMatch, let last = merged.popLast() {
                    merged.append(part.range.lowerBound..<last.upperBound)
                } else {
                    merged.append(part.range)
                }
                precedesMatch = part.isMatch
            }
            return merged.reversed()
        }
    }

    private func forEachMatch(_ text: ByteView, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        switch finder {
        case .expression(let expression):
            expression.forEachMatch(in: text, range, body)
        case .literal(let literal):
            var index = range.lowerBound
            while index + literal.count <= range.upperBound {
                if literal.indices.allSatisfy({ text[index + $0] == literal[$0] }) {
                    body(index..<(index + literal.count))
                    index += literal.count
                } else {
                    index += 1
                }
            }
        case .scalars(let matches):
            forEachScalar(text, range) { scalar, place in
                if let scalar, matches(scalar) { body(place) }
            }
        case .gpt2(let matcher):
            var index = range.lowerBound
            while index < range.upperBound {
                let next = matcher.pieceEnd(from: index, in: text, end: range.upperBound)
                body(index..<next)
                index = next
            }
        case .words:  // \w+|[^\w\s]+
            var run: (start: Int, kind: Int)?
            forEachScalar(text, range) { scalar, place in
                let kind = scalar.map { Self.isWord($0) ? 1 : $0.properties.isWhitespace ? 0 : 2 } ?? 2
                if let current = run, current.kind != kind {
                    if current.kind != 0 { body(current.start..<place.lowerBound) }
                    run = nil
                }
                if run == nil { run = (place.lowerBound, kind) }
            }
            if let run, run.kind != 0 { body(run.start..<range.upperBound) }
        }
    }

    private func forEachScalar(
        _ text: ByteView, _ range: Range<Int>, _ body: (Unicode.Scalar?, Range<Int>) -> Void
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let (value, length) = text.scalar(at: index, end: range.upperBound)
            body(Unicode.Scalar(value), index..<(index + length))
            index += length
        }
    }

    /// \w of UTS #18: Alphabetic, M, Nd, Pc, Join_Control.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isAlphabetic || scalar.properties.isJoinControl { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }
}
