/// The name that was meant, among those that there are.
enum Suggestion {
    /// The nearest name by the number of letters to change; nil where none is near.
    ///
    /// Names with dots are also found by their last parts: `duplicateDocumentShare` for
    /// `repetition.duplicateDocumentShare`.
    static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased())
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased())
            var distance = self.distance(wanted, letters, limit: max(2, max(wanted.count, letters.count) / 4))
            if distance == nil, candidate.lowercased().hasSuffix("." + name.lowercased()) { distance = 3 }
            if let distance, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.name
    }

    /// `; did you mean …?`, or nothing.
    static func words(for name: String, in candidates: some Sequence<String>) -> String {
        nearest(to: name, in: candidates).map { "; did you mean \($0)?" } ?? ""
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour; nil beyond the limit.
    static func distance(_ a: [Character], _ b: [Character], limit: Int) -> Int? {
        guard (a.count - b.count).magnitude <= limit else { return nil }
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            before = last
            last = row
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
