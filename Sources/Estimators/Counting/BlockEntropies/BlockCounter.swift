internal import Diagnostics

/// Counts the blocks of k = 1, 2, 3 … symbols, each order by splitting the classes of equal blocks of the one before.
///
/// Positions are kept sorted into classes that begin with the same k − 1 symbols. One pass over a class counts the
/// symbols that come next and puts the positions into the classes of order k, keeping their sequence. So there is no
/// hash table, no key that limits k, and memory is set by the text: two arrays of positions and the bounds of the
/// classes.
struct BlockCounter<Symbol: UnsignedInteger & FixedWidthInteger>: ~Copyable {
    /// The counts of one order.
    struct Tallies {
        /// How many blocks were seen how often.
        var all = CountTally()

        /// What leaving a group out changes, by group.
        var changes: [CountTally] = []

        /// How many blocks were seen how often outside a group.
        func without(group: Int) -> CountTally {
            var tally = all
            tally.add(changes[group])
            return tally
        }
    }

    /// The documents, those of a group together, each followed by a separator.
    private var symbols: [Symbol] = []
    private let separator: Symbol

    /// Where each group ends.
    private var groupEnds: [UInt32] = []

    /// The positions at which a block begins that lies within its document, sorted into classes.
    private var positions: [UInt32] = []
    private var nextPositions: [UInt32]

    /// Where each class ends in `positions`.
    private var classEnds: [UInt32]

    /// The order that `positions` is sorted by.
    private var order = 0

    /// How often each symbol follows in the class at hand, then where its positions go; zero between classes.
    private var following: [UInt32]
    private var followingInGroup: [UInt32]

    /// Takes the documents over.
    ///
    /// - Throws: `too-many-symbols` where positions do not fit into 32 bits.
    init<Source: UnsignedInteger & FixedWidthInteger>(
        symbols source: borrowing Span<Source>, alphabetSize: Int, documents: [DocumentRange]
    ) throws(AssayError) {
        separator = Symbol(alphabetSize)
        following = [UInt32](repeating: 0, count: alphabetSize)
        followingInGroup = following
        nextPositions = []
        classEnds = []

        let length = documents.reduce(0) { $0 + $1.range.count + 1 }
        guard length < Int(UInt32.max) else {
            throw AssayError(
                .tooManySymbols, "block entropies take fewer than 2^32 symbols; give them a sample of the documents")
        }
        symbols.reserveCapacity(length)
        positions.reserveCapacity(length)
        for group in 0..<DocumentGroups.count {
            for document in documents where document.group == group {
                for i in document.range {
                    positions.append(UInt32(symbols.count))
                    symbols.append(Symbol(source[i]))
                }
                symbols.append(separator)
            }
            groupEnds.append(UInt32(symbols.count))
        }
        nextPositions = [UInt32](repeating: 0, count: positions.count)
        classEnds = [UInt32(positions.count)]
    }

    /// Goes to the next order and counts its blocks.
    ///
    /// - Parameter leavingOutGroups: whether to count how the tally changes without each group.
    mutating func countNextOrder(leavingOutGroups: Bool) -> Tallies {
        var tallies = Tallies()
        if leavingOutGroups {
            tallies.changes = Array(repeating: CountTally(), count: DocumentGroups.count)
        }
        var nextEnds: [UInt32] = []
        nextEnds.reserveCapacity(classEnds.count)
        var seen: [Symbol] = []
        var written: UInt32 = 0
        var start = 0
        for classIndex in classEnds.indices {
            let end = Int(classEnds[classIndex])
            count(start..<end, &seen)
            if leavingOutGroups { countGroups(start..<end, &tallies.changes) }
            // From counts to places.
            for symbol in seen {
                let count = following[Int(symbol)]
                tallies.all.add(1, ofCount: UInt64(count))
                following[Int(symbol)] = written
                written += count
                nextEnds.append(written)
            }
            place(start..<end)
            for symbol in seen { following[Int(symbol)] = 0 }
            start = end
        }
        swap(&positions, &nextPositions)
        classEnds = nextEnds
        order += 1
        return tallies
    }

    /// Counts the symbols that follow in a class; `seen` are those with a count.
    private mutating func count(_ range: Range<Int>, _ seen: inout [Symbol]) {
        seen.removeAll(keepingCapacity: true)
        for i in range {
            let symbol = symbols[Int(positions[i]) + order]
            if symbol == separator { continue }
            if following[Int(symbol)] == 0 { seen.append(symbol) }
            following[Int(symbol)] += 1
        }
    }

    /// Counts the same group by group: positions within a class are in the order of the groups.
    private mutating func countGroups(_ range: Range<Int>, _ changes: inout [CountTally]) {
        var seen: [Symbol] = []
        var group = 0
        var i = range.lowerBound
        while i < range.upperBound {
            while positions[i] >= groupEnds[group] { group += 1 }
            let groupEnd = groupEnds[group]
            seen.removeAll(keepingCapacity: true)
            while i < range.upperBound, positions[i] < groupEnd {
                let symbol = symbols[Int(positions[i]) + order]
                i += 1
                if symbol == separator { continue }
                if followingInGroup[Int(symbol)] == 0 { seen.append(symbol) }
                followingInGroup[Int(symbol)] += 1
            }
            for symbol in seen {
                let count = following[Int(symbol)]
                changes[group].add(-1, ofCount: UInt64(count))
                changes[group].add(1, ofCount: UInt64(count - followingInGroup[Int(symbol)]))
                followingInGroup[Int(symbol)] = 0
            }
        }
    }

    /// Puts the positions of a class where those with the same next symbol go.
    private mutating func place(_ range: Range<Int>) {
        for i in range {
            let symbol = symbols[Int(positions[i]) + order]
            if symbol == separator { continue }
            nextPositions[Int(following[Int(symbol)])] = positions[i]
            following[Int(symbol)] += 1
        }
    }
}
