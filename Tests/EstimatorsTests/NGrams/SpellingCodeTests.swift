import Foundation
import InformationCapacity
import Testing

@testable import Estimators

/// The code for unknown words.
@Suite struct SpellingCodeTests {
    static func code(_ words: String) -> SpellingCode {
        var vocabulary = WordVocabulary()
        unsafe Array(words.utf8).withUnsafeBufferPointer { bytes in
            unsafe vocabulary.forEachLine(of: bytes, adding: true) { _ in }
        }
        return SpellingCode(vocabulary)
    }

    static func bits(_ word: [UInt8], _ code: SpellingCode) -> Double {
        SpellingCode.bits(unsafe word.withUnsafeBufferPointer { unsafe code.cost(of: $0) }).value
    }

    /// p(b | a) = (n(a, b) + 1/16) / (n(a) + 257/16), words counted once however often they occur.
    @Test func isTheFormula() {
        let code = Self.code("abc abd abc b")
        func p(_ n: Double, of total: Double) -> Double { (n + 1.0 / 16) / (total + 257.0 / 16) }
        // abc: a begins 2 of 3 words, b follows a 2 of 2 times, c follows b 1 of 3 times, and ends a word 1 of 1 times.
        let abc = p(2, of: 3) * p(2, of: 2) * p(1, of: 3) * p(1, of: 1)
        #expect(abs(Self.bits(Array("abc".utf8), code) + log2(abc)) < 1e-4)
        let new = p(0, of: 3) * p(0, of: 0)
        #expect(abs(Self.bits([0xFF], code) + log2(new)) < 1e-4)
    }

    /// Kraft: words of up to two bytes cannot cost less than all words together may.
    @Test func isACode() {
        let code = Self.code("in on an it is a I")
        var sum = exp2(-Self.bits([], code))
        for first in 0...255 {
            sum += exp2(-Self.bits([UInt8(first)], code))
            for second in 0...255 { sum += exp2(-Self.bits([UInt8(first), UInt8(second)], code)) }
        }
        // What is left are longer words.
        #expect(sum < 1 && sum > 0.01)
    }
}
