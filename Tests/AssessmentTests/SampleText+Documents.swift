import Corpora

@testable import Assessment
@testable import Summaries

extension SampleText {
    /// The sample of a corpus of these documents.
    init(documents: [[UInt8]], budget: Int = 16 << 20) {
        var summarizer = Summarizer(parameters: SummaryParameters(sampleBytes: budget))
        for (index, document) in documents.enumerated() {
            unsafe document.withUnsafeBufferPointer {
                unsafe summarizer.receive($0, at: DocumentPosition(byte: UInt64(index)))
            }
        }
        self.init(summarizer.finish().sample)
    }

    /// The sample of these documents, each with the hash that a twin has: both are then dealt and ordered alike.
    init(documents: [[UInt8]], hashedLike twins: [[UInt8]], budget: Int) {
        var sample = DocumentSample(budget: budget)
        for (index, (document, twin)) in zip(documents, twins).enumerated() {
            unsafe document.withUnsafeBufferPointer {
                unsafe sample.offer(ContentHash(of: twin), $0, at: Locator(path: "f", byte: UInt64(index)))
            }
        }
        self.init(sample)
    }
}
