import Foundation
import SharedData
import Testing

/// A healthy corpus to make worse: one that lies beside the checkout, or one that `Scripts/fetch-corpora` made.
struct BaseCorpus: Sendable, CustomTestStringConvertible {
    var name: String
    var path: String?

    var testDescription: String { name }

    /// Prose in one English and three other languages; each is cut into documents of about 2 KB.
    static let prose = [
        BaseCorpus(name: "english", path: SharedData.path("data/corpora/prose/war-and-peace.txt")),
        BaseCorpus(fetched: "french.txt"), BaseCorpus(fetched: "german.txt"), BaseCorpus(fetched: "russian.txt"),
    ]

    /// Source code; each file is a document.
    static let code = [BaseCorpus(fetched: "python.files"), BaseCorpus(fetched: "go.files")]

    private init(name: String, path: String?) {
        self.name = name
        self.path = path
    }

    /// A file in the folder `ASSAY_CORPORA`.
    private init(fetched file: String) {
        let folder = ProcessInfo.processInfo.environment["ASSAY_CORPORA"]
        let path = folder.map { $0 + "/" + file }
        self.init(
            name: String(file.prefix { $0 != "." }),
            path: path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil })
    }

    /// The documents; a test without its corpus is cancelled in words.
    func documents() throws -> [[UInt8]] {
        guard let path, let data = FileManager.default.contents(atPath: path) else {
            try Test.cancel("\(name) is absent: Scripts/soak fetches it into the folder ASSAY_CORPORA")
        }
        if path.hasSuffix(".files") { return [UInt8](data).split(separator: 0).map(Array.init) }
        var documents: [[UInt8]] = []
        var document: [UInt8] = []
        for line in [UInt8](data).split(separator: 0x0A, omittingEmptySubsequences: false) {
            document += line
            document.append(0x0A)
            if document.count >= 2048 {
                documents.append(document)
                document = []
            }
        }
        return documents + [document]
    }
}
