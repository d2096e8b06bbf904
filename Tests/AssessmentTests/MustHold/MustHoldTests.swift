import Foundation
import SharedData
import Testing

@testable import Assessment

/// The order that structure must give (THEORY section 4), on real texts; minutes long, so only where it is asked for.
///
/// `ASSAY_STRUCTURE_BYTES` sets n, 524288 by default.
@Suite(
    "Must-hold order",
    .enabled(if: ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil, "minutes long: Scripts/soak runs it"),
    .serialized)
struct MustHoldTests {
    static let budget = ProcessInfo.processInfo.environment["ASSAY_STRUCTURE_BYTES"].flatMap { Int($0) } ?? 512 << 10

    @Test("Structure orders the degradations as it must", arguments: BaseCorpus.prose)
    func order(base: BaseCorpus) throws {
        let figures = try StructureFigures.all(of: base, Degradation.allCases, budget: Self.budget)
        let known = DegradationPair.knownViolations(budget: Self.budget)
        for pair in DegradationPair.required {
            guard let errors = pair.violation(in: figures) else { continue }
            let sentence = "\(base.name): \(pair.better) is below \(pair.worse) by \(errors) standard errors"
            print(sentence)
            if let reason = known[pair] {
                withKnownIssue("\(reason)", isIntermittent: true) { #expect(errors <= 2, "\(sentence)") }
            } else {
                #expect(errors <= 2, "\(sentence)")
            }
        }
        let plain = try #require(figures[.none])
        let cipher = try #require(figures[.letterCipher])
        let difference = abs(plain.structure - cipher.structure)
        let error = (plain.error * plain.error + cipher.error * cipher.error).squareRoot()
        #expect(
            difference <= 2 * error, "\(base.name): the letter cipher differs by \(difference / error) standard errors")
        #expect(abs(figures[.random]?.structure ?? 1) < 0.001)
        for encoded in [Degradation.base64, .hexadecimal] { #expect((figures[encoded]?.structure ?? 1) <= 0.005) }
    }

    /// The open problem (THEORY section 4): on code the structure is local to documents, where σ does not count it.
    @Test("Two axes of structure on source code", arguments: BaseCorpus.code)
    func sourceCode(base: BaseCorpus) throws {
        let degradations: [Degradation] = [
            .none, .wordsShuffled, .repeated2, .markov3, .random10, .halfRandom, .repeated4, .random30,
            .charactersShuffled,
        ]
        // Files are larger than the documents of prose: below 1 MiB fewer than 20 of Python's are held out.
        let figures = try StructureFigures.all(of: base, degradations, budget: max(Self.budget, 1 << 20))
        let ranks = { (figure: KeyPath<StructureFigures, Double>) in
            Dictionary(
                uniqueKeysWithValues: degradations.map { one in
                    (one, degradations.count { figures[$0]![keyPath: figure] > figures[one]![keyPath: figure] })
                })
        }
        let (bySigma, byGain, byJoint) = (ranks(\.structure), ranks(\.inDocumentGain), ranks(\.joint))
        for degradation in degradations {
            print(
                "\(base.name) \(degradation): rank by σ \(bySigma[degradation]!), by g \(byGain[degradation]!),",
                "sum \(bySigma[degradation]! + byGain[degradation]!), by both \(byJoint[degradation]!)")
        }
        // What σ alone fails.
        #expect(byJoint[.none]! < byJoint[.markov3]!)
        withKnownIssue("below 4 MiB shuffled words may lead", isIntermittent: true) { #expect(byJoint[.none] == 0) }
    }
}
