public import Diagnostics
internal import InformationCapacity

/// The text format of n-gram models that KenLM, SRILM and others read.
public struct ARPAFile: Sendable {
    private let model: NGramModel

    private static let marks = ["<unk>", "<s>", "</s>"].map { Array($0.utf8) }
    private static let pieceSize = 1 << 16

    /// Creates the file of a model; nothing is written yet.
    public init(_ model: NGramModel) { self.model = model }

    /// Writes the file in pieces.
    ///
    /// A word that is one of the marks `<s>`, `</s>` and `<unk>`, with any number of backslashes before it, gets one more.
    ///
    /// - Parameters:
    ///   - word: Appends the bytes of an id, among which there is no white space; at least one.
    ///   - sink: Takes pieces of the file.
    /// - Complexity: O(n-grams · order).
    public func write(
        word: (UInt32, inout [UInt8]) -> Void, to sink: ([UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        var piece = Array("\\data\\\n".utf8)
        for (index, order) in model.orders.enumerated() { piece += Array("ngram \(index + 1)=\(order.ngrams)\n".utf8) }
        var spelled: [UInt8] = []
        for level in 0..<model.order {
            piece += Array("\n\\\(level + 1)-grams:\n".utf8)
            // The node of each shorter suffix, behind which the n-grams' own nodes lie.
            var path = [Int](repeating: 0, count: level + 1)
            for node in 0..<model.trie.levels[level].count {
                path[level] = node
                for above in stride(from: level - 1, through: 0, by: -1) {
                    while !model.trie.children(of: path[above], level: above).contains(path[above + 1]) {
                        path[above] += 1
                    }
                }
                Self.append(logarithm: model.probabilities[level][node], to: &piece)
                piece.append(0x09)
                for place in stride(from: level, through: 0, by: -1) {
                    Self.append(model.trie.levels[place].words[path[place]], to: &piece, word, &spelled)
                    if place > 0 { piece.append(0x20) }
                }
                if level + 1 < model.order {
                    piece.append(0x09)
                    Self.append(logarithm: model.backoffs[level][node], to: &piece)
                }
                piece.append(0x0A)
                if piece.count >= Self.pieceSize {
                    try sink(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
        }
        piece += Array("\n\\end\\\n".utf8)
        try sink(piece)
    }

    /// log₁₀ with as many digits as tell every number of 24 bits apart.
    private static func append(logarithm value: Float, to piece: inout [UInt8]) {
        if value == 1 { return piece.append(0x30) }
        piece += Array("\(Float(PortableMath.log2(Double(value)) * 0.301029995663981195))".utf8)
    }

    private static func append(
        _ id: UInt32, to piece: inout [UInt8], _ word: (UInt32, inout [UInt8]) -> Void, _ spelled: inout [UInt8]
    ) {
        if id < NGramID.first {
            piece += marks[Int(id)]
            return
        }
        spelled.removeAll(keepingCapacity: true)
        word(id - NGramID.first, &spelled)
        if marks.contains(where: { $0.elementsEqual(spelled.drop { $0 == 0x5C }) }) { piece.append(0x5C) }
        piece += spelled
    }
}
