internal import Corpora
public import Diagnostics
internal import Estimators
internal import Summaries

extension NGramStudy {
    /// Writes the model as an ARPA file, which is there wholly or not at all; ids are written as decimal numbers.
    ///
    /// - Throws: `cannot-write`.
    /// - Complexity: O(n-grams); the file is not held in memory.
    public func writeARPA(to path: String) throws(AssayError) {
        guard let model else { return }
        let isWords = closedVocabulary == nil
        try AtomicFile.write(to: path) { write throws(AssayError) in
            try ARPAFile(model).write { id, bytes in
                if isWords { words.appendBytes(of: id, to: &bytes) } else { bytes += Array("\(id)".utf8) }
            } to: { piece throws(AssayError) in
                try write(piece)
            }
        }
    }
}
