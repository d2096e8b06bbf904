internal import Corpora
internal import Diagnostics
internal import Foundation

extension FuzzTarget {
    /// A file of a corpus through the whole of `Corpora`: discovery, description, inspection, every unit.
    ///
    /// What must hold: every error has a code and a sentence; small work units give the documents and errors of whole
    /// files; and what is read is all documented by the counts.
    static func corpus(
        _ name: String, _ fileName: String, _ seeds: [[UInt8]], _ dictionary: [String] = [],
        options: CorpusOptions = CorpusOptions()
    ) -> FuzzTarget {
        FuzzTarget(name, fileName: fileName, seeds: { seeds }, dictionary: dictionary) { file in
            let whole = try read(file, options, unitSize: .max >> 1)
            let cut = try read(file, options, unitSize: options.tokenIDs == nil ? 1 << 16 : 1 << 10)
            guard whole.digest == cut.digest, whole.documents == cut.documents else {
                throw FuzzFinding("\(whole.documents) documents in one unit, others (\(cut.documents)) in small units")
            }
            guard whole.codes == cut.codes else {
                throw FuzzFinding("the errors \(whole.codes) in one unit, \(cut.codes) in small units")
            }
            let reader = CorpusReader(options: options)
            for file in CorpusDiscovery.discover(paths: [file.path]).files {
                guard let found = try? reader.inspect(file, sampleLength: 100) else { continue }
                guard found.sample.unicodeScalars.count <= 100 else { throw FuzzFinding("a sample is too long") }
            }
        }
    }

    private static func read(_ file: URL, _ base: CorpusOptions, unitSize: Int) throws -> DigestSink {
        var options = base
        options.maximumRecordBytes = 1 << 20
        options.unitSize = unitSize
        let listing = CorpusDiscovery.discover(paths: [file.path])
        let plan = CorpusPlan(listing, options: options)
        var sink = DigestSink()
        for failure in listing.failures + plan.failures { sink.receive(failure: failure) }
        let reader = CorpusReader(options: options)
        var counted: UInt64 = 0
        for unit in plan.units { counted += reader.read(unit, into: &sink).documents }
        guard counted == sink.documents else {
            throw FuzzFinding("\(sink.documents) documents were handed over and \(counted) counted")
        }
        if let finding = sink.finding { throw finding }
        return sink
    }
}

/// A sink that keeps a digest of the documents and the codes of the errors.
private struct DigestSink: DocumentSink {
    var documents: UInt64 = 0
    /// FNV-1a over the documents, each followed by its length.
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    var codes: [String] = []
    var finding: FuzzFinding?

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        documents += 1
        var digest = digest
        for index in 0..<bytes.count { digest = unsafe (digest ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        self.digest = (digest ^ UInt64(bytes.count)) &* 0x100_0000_01B3
    }

    mutating func receive(failure: AssayError) {
        codes.append(failure.code.rawValue)
        let isCode = failure.code.rawValue.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) || $0 == 0x38 }
        if !isCode || failure.message.utf8.count < 10 || failure.location.path == nil {
            finding = FuzzFinding("an error without code, sentence or path: \(failure.code): \(failure)")
        }
    }
}
