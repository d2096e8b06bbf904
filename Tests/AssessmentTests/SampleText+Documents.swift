import Corpora
import Summaries

@testable import Assessment

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
}
