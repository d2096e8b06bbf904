import Assessment
import Diagnostics
import InformationCapacity
import Summaries

/// Facts of a corpus: one interval, three figures, and which of two corpora teaches more.
@main
enum CorpusFacts {
    static func main() async {
        let paths = CommandLine.arguments.dropFirst()
        guard let first = paths.first, paths.count <= 2 else {
            print("usage: CorpusFacts CORPUS [OTHER]")
            return
        }
        do {
            let summary = try await Summary(scanning: [first])
            try await describe(summary)
            if let second = paths.dropFirst().first {
                try await rank([summary, try await Summary(scanning: [second])])
            }
        } catch let error as AssayError {
            print("\(error.code): \(error)")
        } catch {
            print("\(error)")
        }
    }

    /// Prints the entropy interval, three figures with their units, and the laws on what was learned.
    static func describe(_ summary: Summary) async throws {
        let report = try await CorpusAssessment(summary: summary, threads: 2, learningBudget: 1 << 20).report()
        print("\(report.corpus): \(report.contents.documents) documents, \(report.contents.bytes) bytes")
        if let interval = report.entropyInterval {
            let lower = interval.lower.figure.map { "\($0.value)" } ?? interval.lower.absence ?? ""
            let upper = interval.upper.figure.map { "\($0.value) \($0.unit)" } ?? interval.upper.absence ?? ""
            print("entropy per byte: from \(lower) to \(upper)")
        }
        for path in ["repetition.uniqueDocumentShare", "learning.structureRate", "entropy.codeLengths.xz.perByte"] {
            guard let entry = report.figures[path] else { continue }
            print("\(path): " + (entry.figure.map { "\($0.value) \($0.unit)" } ?? entry.absence ?? ""))
        }
        guard let learning = report.learning else { return }
        let held = Bits(learning.ledger.saved.value + learning.ledger.paidLearning.value)
        if let ratio = FirstLaw.structural(
            structure: Bits(learning.structure.value), modelSize: Bits(learning.modelBits.value))
        {
            print("IC-1, structural: η = \(ratio.value)")
        }
        print("IC-2: at least \(SecondLaw.minimumEnergy(information: held).value) \(Joules.unitName)")
    }

    /// Prints which corpus teaches more for each byte, by structure.
    static func rank(_ summaries: [Summary]) async throws {
        let candidates = summaries.map { RankCandidate(name: $0.coverage.name, summary: $0) }
        let report = try await RankingAssessment(candidates: candidates, budget: 64 << 10).report()
        for candidate in report.candidates {
            print("place \(candidate.bestPlace)–\(candidate.worstPlace): \(candidate.name)")
        }
    }
}
