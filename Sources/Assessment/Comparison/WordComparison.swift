internal import Estimators
internal import Tokenizers

/// The words of two samples, counted by groups of documents that both share.
struct WordComparison {
    /// The words by their number: ascending by their bytes.
    private let words: [[UInt8]]

    /// Counts of each word in each group of the first and of the second sample.
    private let first: [UInt32]
    private let second: [UInt32]

    private let isComplete: Bool
    private let documents: Int

    private static let groups = DocumentGroups.count

    /// Counts the words of two samples.
    ///
    /// - Complexity: O(bytes of both), and 200 bytes of memory for each distinct word.
    init(_ a: SampleText, _ b: SampleText) {
        var numbers: [[UInt8]: Int] = [:]
        var counts = (first: [UInt32](), second: [UInt32]())
        func add(_ text: SampleText, _ count: (Int) -> Void) {
            unsafe text.bytes.withUnsafeBufferPointer { bytes in
                for document in 0..<text.documents {
                    let group = text.groups[document]
                    let slice = unsafe UnsafeBufferPointer(
                        rebasing: bytes[text.bounds[document]..<text.bounds[document + 1]])
                    unsafe WordTokenizer.forEachWord(in: slice) { range in
                        let word = unsafe Array(slice[range])
                        var number = numbers[word] ?? -1
                        if number < 0 {
                            number = numbers.count
                            numbers[word] = number
                            counts.first.append(contentsOf: repeatElement(0, count: Self.groups))
                            counts.second.append(contentsOf: repeatElement(0, count: Self.groups))
                        }
                        count(number * Self.groups + group)
                    }
                }
            }
        }
        add(a) { counts.first[$0] += 1 }
        add(b) { counts.second[$0] += 1 }
        // Sums must not depend on which word came first.
        let order = numbers.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        words = order.map(\.key)
        func sorted(_ counts: [UInt32]) -> [UInt32] {
            order.flatMap { counts[$0.value * Self.groups..<($0.value + 1) * Self.groups] }
        }
        first = sorted(counts.first)
        second = sorted(counts.second)
        isComplete = a.isComplete && b.isComplete
        documents = min(a.documents, b.documents)
    }

    /// The divergence of the words, exact where both samples are the whole corpora.
    var divergence: Divergence {
        let (a, b) = (Self.totals(first) { _ in true }, Self.totals(second) { _ in true })
        let compared = JensenShannon(a, b)
        let kind: Figure.Kind = isComplete ? .exact : .diagnostic
        var figure: Figure?
        if let value = compared.value {
            let interval = isComplete ? nil : interval(around: value)
            figure = Figure(
                value, unit: "bit/word", kind: kind, interval: interval,
                intervalAbsence: isComplete || interval != nil ? nil : GroupInterval.absence(documents: documents))
        }
        return Divergence(
            alphabet: "words", divergence: Diagnosed(figure, absence: "a sample holds no words"),
            withinFirst: Self.within(first), withinSecond: Self.within(second),
            contributors: Divergence.largest(compared, a, b, kind: kind) { number in
                (String(decoding: words[number].prefix(64), as: UTF8.self), nil)
            })
    }

    /// Leaves out one group of documents in turn, of both samples at once: documents that both hold stay paired.
    private func interval(around value: Double) -> Figure.Interval? {
        guard documents >= Self.groups else { return nil }
        let replicates = (0..<Self.groups).compactMap { group in
            JensenShannon(Self.totals(first) { $0 != group }, Self.totals(second) { $0 != group }).value
        }
        return GroupInterval.ofJackknife(around: value, replicates: replicates).map {
            Figure.Interval(lower: max(0, $0.lower), upper: min(1, $0.upper), level: $0.level, method: $0.method)
        }
    }

    /// The divergence of the groups with even and with odd numbers.
    private static func within(_ counts: [UInt32]) -> Diagnosed {
        let halves = JensenShannon(
            totals(counts) { $0.isMultiple(of: 2) }, totals(counts) { !$0.isMultiple(of: 2) })
        return Diagnosed(
            halves.value.map {
                Figure($0, unit: "bit/word", kind: .diagnostic, intervalAbsence: "no interval: one pair of halves")
            }, absence: "the sample has no two halves with words")
    }

    private static func totals(_ counts: [UInt32], _ isCounted: (Int) -> Bool) -> [UInt64] {
        let counted = (0..<groups).filter(isCounted)
        return stride(from: 0, to: counts.count, by: groups).map { start in
            counted.reduce(0) { $0 + UInt64(counts[start + $1]) }
        }
    }
}
