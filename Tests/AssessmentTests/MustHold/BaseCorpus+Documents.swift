import SharedData
import Testing

@testable import Assessment

extension BaseCorpus {
    /// The documents; a test without its corpus is cancelled in words.
    func documents() throws -> [[UInt8]] {
        guard let documents = load() else { try Test.cancel("\(absence)") }
        return documents
    }
}

extension Degradation {
    /// The degraded corpus as a sample.
    ///
    /// A cipher holds out, and learns in the order of, the same documents as its text: by their own hashes it would be others,
    /// and of a text of several parts these teach something else.
    func text(from base: [[UInt8]], size: Int) -> SampleText {
        let documents = documents(from: base, size: size)
        guard self == .letterCipher else { return SampleText(documents: documents, budget: 64 << 20) }
        return SampleText(documents: documents, hashedLike: Self.prefix(of: base, size: size), budget: 64 << 20)
    }
}
