import Corpora
import Summaries

extension Summary {
    /// The summary of some documents, each in a place of its own.
    init(documents: [String], parameters: SummaryParameters = SummaryParameters()) {
        var summarizer = Summarizer(parameters: parameters)
        for (index, document) in documents.enumerated() {
            var text = document
            text.withUTF8 { unsafe summarizer.receive($0, at: DocumentPosition(byte: UInt64(index))) }
        }
        self = summarizer.finish()
    }
}
