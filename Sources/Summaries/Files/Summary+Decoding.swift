internal import Corpora
internal import Diagnostics
internal import SummaryFormat
internal import SwiftProtobuf

extension Summary {
    /// Reads what ``canonicalBytes`` wrote, and checks every invariant that the rest of the module relies on.
    init(decoding bytes: [UInt8]) throws(SummaryMistake) {
        let message: Assay_Summary
        do {
            message = try Assay_Summary(serializedBytes: bytes)
        } catch {
            throw SummaryMistake("its content is no message of summary.proto")
        }
        guard message.isPlausible else { throw SummaryMistake("a count is beyond any corpus") }
        self.init(parameters: try SummaryParameters(message.parameters))
        for (field, source) in zip(SummaryCounts.fields, Assay_Counts.fields) {
            counts[keyPath: field] = message.counts[keyPath: source]
        }
        for (field, source) in zip(InputCounts.fields, Assay_Input.fields) {
            input[keyPath: field] = message.input[keyPath: source]
        }
        guard let histogram = ByteHistogram(counts: message.byteHistogram),
            message.documentLengths.count == lengthHistogram.count,
            message.tokenHistogram.count == tokenHistogram.count
        else { throw SummaryMistake("a histogram is of another length") }
        byteHistogram = histogram
        lengthHistogram = message.documentLengths
        tokenHistogram = message.tokenHistogram
        sample = try DocumentSample(message.sample, budget: parameters.sampleBytes)
        documentSketch = try ThresholdSketch(message.documents, capacity: parameters.documentKeys)
        lineSketch = try ThresholdSketch(message.lines, capacity: parameters.lineKeys)
        nearDuplicateSketch = try NearDuplicateSketch(
            message.nearDuplicates, capacity: parameters.nearDuplicateDocuments)
        for error in message.errors { errorCounts[AssayError.Code(rawValue: error.code)] = error.count }
        for example in message.errorExamples { errorExamples.insert(ExampleSketch.Example(example)) }
        for format in message.formats {
            formats.add(
                FormatCounts.Format(
                    name: format.name, compression: format.compression,
                    encoding: format.hasEncoding ? format.encoding : nil,
                    textField: format.hasTextField ? format.textField : nil),
                files: format.files)
        }
        formats.others += message.otherFormats
        for omission in message.omissions {
            guard let reason = CorpusOmission.Reason(rawValue: omission.reason) else {
                throw SummaryMistake("it has a reason for leaving files out that this version does not know")
            }
            omissions.add(reason, count: omission.count, examples: omission.examples)
        }
        for plan in message.plans { coverage.merge(try Coverage(plan)) }
        for file in message.lineFeeds { try addLineFeeds(file) }
    }

    private mutating func addLineFeeds(_ file: Assay_LineFeeds) throws(SummaryMistake) {
        guard file.starts.count == file.ends.count, file.starts.count == file.lineFeeds.count else {
            throw SummaryMistake("the counts of line feeds are of different lengths")
        }
        var end: UInt64?
        for index in file.starts.indices {
            let start = file.starts[index]
            guard end.map({ $0 < start }) ?? true, start < file.ends[index], file.ends[index] <= file.size else {
                throw SummaryMistake("the ranges of a file's line feeds overlap")
            }
            end = file.ends[index]
            recordLineFeeds(
                .init(range: start..<file.ends[index], lineFeeds: file.lineFeeds[index]), path: file.path,
                size: file.size)
        }
    }
}

extension Assay_Summary {
    /// Whether sums of hundreds of such counts still fit 64 bits.
    fileprivate var isPlausible: Bool {
        func isPlausible(_ counts: some Sequence<UInt64>) -> Bool { counts.allSatisfy { $0 < 1 << 56 } }
        return isPlausible(Assay_Counts.fields.map { counts[keyPath: $0] })
            && isPlausible(Assay_Input.fields.map { input[keyPath: $0] })
            && isPlausible(byteHistogram) && isPlausible(documentLengths) && isPlausible(tokenHistogram)
            && isPlausible(sample.documents.lazy.map(\.multiplicity))
            && [documents, lines].allSatisfy { isPlausible($0.multiplicities) && isPlausible($0.bytes) }
            && isPlausible(errors.lazy.map(\.count)) && isPlausible(errorExamples.lazy.map(\.line))
            && isPlausible(formats.lazy.map(\.files)) && isPlausible([otherFormats])
            && isPlausible(omissions.lazy.map(\.count)) && isPlausible(plans.lazy.map(\.storedBytes))
            && lineFeeds.allSatisfy { isPlausible($0.lineFeeds) }
    }
}

extension SummaryParameters {
    /// The largest of any size in the parameters; what claims more is not one of ours.
    private static let largest = 1 << 31

    /// The largest vocabulary for which a histogram is made.
    private static let largestVocabulary = 1 << 24

    /// Whether each size is one that a summary may have: a file may claim any.
    var isPlausible: Bool {
        [sampleBytes, documentKeys, lineKeys, nearDuplicateDocuments, errorExamples, maximumRecordBytes].allSatisfy {
            (0...Self.largest).contains($0)
        } && (0...Self.largestVocabulary).contains(tokenizer?.vocabularySize ?? 0)
    }

    fileprivate init(_ message: Assay_Parameters) throws(SummaryMistake) {
        guard message.version == SummaryParameters.formatVersion else {
            throw SummaryMistake("it was made by another version of assay, whose figures mean something else")
        }
        let sizes = [
            message.sampleBytes, message.documentKeys, message.lineKeys, message.nearDuplicateDocuments,
            message.errorExamples,
            message.maximumRecordBytes, message.tokenizer.vocabularySize,
        ]
        guard sizes.allSatisfy({ $0 <= UInt64(Self.largest) }) else {
            throw SummaryMistake("a parameter is out of range")
        }
        self.init(
            sampleBytes: Int(message.sampleBytes), documentKeys: Int(message.documentKeys),
            lineKeys: Int(message.lineKeys),
            nearDuplicateDocuments: Int(message.nearDuplicateDocuments), errorExamples: Int(message.errorExamples))
        textField = message.hasTextField ? message.textField : nil
        inputFormat = message.hasInputFormat ? message.inputFormat : nil
        maximumRecordBytes = Int(message.maximumRecordBytes)
        if message.hasEndOfDocument {
            guard message.endOfDocument < message.tokenizer.vocabularySize else {
                throw SummaryMistake("the id that ends documents is beyond the vocabulary")
            }
            endOfDocument = Int(message.endOfDocument)
        }
        if message.hasTokenizer {
            tokenizer = TokenizerIdentity(
                name: message.tokenizer.name, vocabularySize: Int(message.tokenizer.vocabularySize),
                definition: ContentHash(message.tokenizer.definition))
        }
        guard isPlausible else { throw SummaryMistake("the vocabulary is too large") }
    }
}

extension ContentHash {
    fileprivate init(_ message: Assay_Hash) { self.init(high: message.high, low: message.low) }
}

extension DocumentSample {
    fileprivate init(_ message: Assay_Sample, budget: Int) throws(SummaryMistake) {
        self.init(budget: budget)
        var last: ContentHash?
        for document in message.documents {
            let hash = ContentHash(document.hash)
            let bytes = Array(document.text)
            guard last.map({ $0 < hash }) ?? true, hash == ContentHash(of: bytes), document.multiplicity > 0 else {
                throw SummaryMistake("a sampled document is not what its hash says, or out of order")
            }
            last = hash
            restore(
                hash,
                Entry(
                    bytes: bytes, multiplicity: document.multiplicity,
                    locator: Locator(
                        path: document.path, member: document.member, byte: document.byte, offset: document.offset)))
        }
        let limit = message.hasThreshold ? ContentHash(message.threshold) : nil
        guard restore(threshold: limit) else { throw SummaryMistake("the sample is larger than its budget") }
    }
}

extension ThresholdSketch {
    fileprivate init(_ message: Assay_Sketch, capacity: Int) throws(SummaryMistake) {
        self.init(capacity: capacity)
        guard message.level < 64, message.keys.count <= self.capacity,
            message.multiplicities.count == message.keys.count, message.bytes.count == message.keys.count
        else { throw SummaryMistake("a sketch holds more than it may") }
        restore(level: Int(message.level))
        var last: UInt64 = 0
        for (index, key) in message.keys.enumerated() {
            guard key > last, message.multiplicities[index] > 0,
                restore(key, multiplicity: message.multiplicities[index], bytes: message.bytes[index])
            else { throw SummaryMistake("the keys of a sketch are out of order or beyond its threshold") }
            last = key
        }
    }
}

extension NearDuplicateSketch {
    fileprivate init(_ message: Assay_BandSketch, capacity: Int) throws(SummaryMistake) {
        self.init(capacity: capacity)
        let (hashes, bins) = (Array(message.hashes), Array(message.bins))
        let count = hashes.count / 16
        guard message.level < 64, hashes.count == 16 * count, count <= self.capacity,
            message.bands.count == MinHashSignature.bandCount * count, bins.count == MinHashSignature.binCount * count
        else { throw SummaryMistake("a sketch of near duplicates is of another length than it says") }
        restore(level: Int(message.level))
        var last: ContentHash?
        for place in 0..<count {
            let hash = ContentHash(bigEndian: hashes[16 * place..<16 * place + 16])
            let entry = Entry(
                bands: message.bands[MinHashSignature.bandCount * place..<MinHashSignature.bandCount * (place + 1)],
                bins: bins[MinHashSignature.binCount * place..<MinHashSignature.binCount * (place + 1)])
            guard last.map({ $0 < hash }) ?? true, restore(hash, entry) else {
                throw SummaryMistake("the near duplicates are out of order or beyond their threshold")
            }
            last = hash
        }
    }
}

extension ExampleSketch.Example {
    fileprivate init(_ message: Assay_ErrorExample) {
        self.init(
            hash: ContentHash(message.hash),
            error: AssayError(
                AssayError.Code(rawValue: message.code), message.message,
                at: .init(
                    path: message.hasPath ? message.path : nil, member: message.hasMember ? message.member : nil,
                    line: message.hasLine ? message.line : nil, byte: message.hasByte ? message.byte : nil,
                    row: message.hasRow ? message.row : nil),
                cause: message.hasCause ? message.cause : nil),
            base: message.base)
    }
}

extension Coverage {
    fileprivate init(_ message: Assay_PlanCoverage) throws(SummaryMistake) {
        let bytes = Array(message.keys)
        let keys = stride(from: 0, to: bytes.count - bytes.count % 16, by: 16).map {
            UnitKey(bigEndian: bytes[$0..<$0 + 16])
        }
        guard bytes.count % 16 == 0, message.units <= Int32.max, keys.count <= message.units,
            zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw SummaryMistake("the names of its work units are out of order, or too many") }
        self.init(
            Plan(
                name: message.name, digest: ContentHash(message.digest), units: Int(message.units),
                storedBytes: message.storedBytes),
            units: keys)
    }
}
