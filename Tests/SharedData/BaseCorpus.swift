import Foundation

/// A healthy corpus to make worse: one that lies beside the checkout, or one that `Scripts/fetch-corpora` made.
public struct BaseCorpus: Sendable, CustomStringConvertible {
    /// The language.
    public var name: String

    /// Where it lies; nil where it is absent.
    public var path: String?

    /// The name.
    public var description: String { name }

    /// What a test says that is cancelled without it.
    public var absence: String { "\(name) is absent: Scripts/soak fetches it into the folder ASSAY_CORPORA" }

    /// Prose in one English and three other languages; each is cut into documents of about 2 KB.
    public static let prose = [
        BaseCorpus(name: "english", path: SharedData.path("data/corpora/prose/war-and-peace.txt")),
        BaseCorpus(fetched: "french.txt"), BaseCorpus(fetched: "german.txt"), BaseCorpus(fetched: "russian.txt"),
    ]

    /// Source code; each file is a document.
    public static let code = [BaseCorpus(fetched: "python.files"), BaseCorpus(fetched: "go.files")]

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

    /// The documents; nil where the corpus is absent.
    public func load() -> [[UInt8]]? {
        guard let path, let data = FileManager.default.contents(atPath: path) else { return nil }
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
