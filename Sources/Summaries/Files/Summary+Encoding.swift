internal import Corpora
internal import Diagnostics
internal import FoundationEssentials
internal import SummaryFormat
internal import SwiftProtobuf

extension Summary {
    /// The summary as a message of `summary.proto`: equal bytes for equal content, however it came together.
    public var canonicalBytes: [UInt8] {
        // Serialising fails only for strings that are no Unicode, which Swift's are, and beyond 2 GiB.
        (try? message.serializedBytes()) ?? []
    }

    private var message: Assay_Summary {
        var message = Assay_Summary()
        message.parameters = Assay_Parameters(parameters)
        for (field, target) in zip(SummaryCounts.fields, Assay_Counts.fields) {
            message.counts[keyPath: target] = counts[keyPath: field]
        }
        for (field, target) in zip(InputCounts.fields, Assay_Input.fields) {
            message.input[keyPath: target] = input[keyPath: field]
        }
        message.byteHistogram = byteHistogram.counts
        message.documentLengths = lengthHistogram
        message.tokenHistogram = tokenHistogram
        message.sample = Assay_Sample(sample)
        message.documents = Assay_Sketch(documentSketch)
        message.lines = Assay_Sketch(lineSketch)
        message.nearDuplicates = Assay_BandSketch(nearDuplicateSketch)
        message.errors = errorCounts.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
            .with {
                $0.code = code.rawValue
                $0.count = count
            }
        }
        message.errorExamples = errorExamples.examples.map(Assay_ErrorExample.init)
        message.formats = formats.kept.map { format, files in
            .with {
                $0.name = format.name
                $0.compression = format.compression
                if let encoding = format.encoding { $0.encoding = encoding }
                if let textField = format.textField { $0.textField = textField }
                $0.files = files
            }
        }
        message.otherFormats = formats.others
        message.omissions = omissions.byReason.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, omitted in
            .with {
                $0.reason = reason.rawValue
                $0.count = omitted.count
                $0.examples = omitted.examples
            }
        }
        message.plans = coverage.plans.map { plan in
            .with {
                $0.name = plan.name
                $0.digest = Assay_Hash(plan.digest)
                $0.units = UInt64(plan.units)
                $0.storedBytes = plan.storedBytes
                $0.keys = Data((coverage.units[plan] ?? []).sorted().flatMap(\.bigEndianBytes))
            }
        }
        message.lineFeeds = lineFeeds.files.sorted {
            $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }.map { path, file in
            .with {
                $0.path = path
                $0.size = file.size
                $0.starts = file.extents.map(\.range.lowerBound)
                $0.ends = file.extents.map(\.range.upperBound)
                $0.lineFeeds = file.extents.map(\.lineFeeds)
            }
        }
        return message
    }
}

extension Assay_Counts {
    /// In the order of ``SummaryCounts/fields``.
    static let fields: [any WritableKeyPath<Assay_Counts, UInt64> & Sendable] = [
        \.documents, \.emptyDocuments, \.bytes, \.scalars, \.words, \.tokens, \.invalidUtf8,
        \.documentsWithInvalidUtf8, \.lines, \.lineBytes,
    ]
}

extension Assay_Input {
    /// In the order of ``InputCounts/fields``.
    static let fields: [any WritableKeyPath<Assay_Input, UInt64> & Sendable] = [
        \.files, \.storedBytes, \.readBytes, \.decodedBytes, \.records, \.recordBytes, \.recordTextBytes,
        \.replacedCharacters, \.undiscoverable,
    ]
}

extension Assay_Parameters {
    fileprivate init(_ parameters: SummaryParameters) {
        self.init()
        version = UInt32(SummaryParameters.formatVersion)
        sampleBytes = UInt64(parameters.sampleBytes)
        documentKeys = UInt64(parameters.documentKeys)
        lineKeys = UInt64(parameters.lineKeys)
        nearDuplicateDocuments = UInt64(parameters.nearDuplicateDocuments)
        errorExamples = UInt64(parameters.errorExamples)
        if let textField = parameters.textField { self.textField = textField }
        if let inputFormat = parameters.inputFormat { self.inputFormat = inputFormat }
        maximumRecordBytes = UInt64(parameters.maximumRecordBytes)
        if let id = parameters.endOfDocument { endOfDocument = UInt64(id) }
        if let identity = parameters.tokenizer {
            tokenizer.name = identity.name
            tokenizer.vocabularySize = UInt64(identity.vocabularySize)
            tokenizer.definition = Assay_Hash(identity.definition)
        }
    }
}

extension Assay_Hash {
    fileprivate init(_ hash: ContentHash) {
        self.init()
        high = hash.high
        low = hash.low
    }
}

extension Assay_Sample {
    fileprivate init(_ sample: DocumentSample) {
        self.init()
        if let threshold = sample.threshold { self.threshold = Assay_Hash(threshold) }
        documents = sample.inHashOrder.map { hash, entry in
            .with {
                $0.hash = Assay_Hash(hash)
                $0.multiplicity = entry.multiplicity
                $0.path = entry.locator.path
                $0.member = entry.locator.member
                $0.byte = entry.locator.byte
                $0.offset = entry.locator.offset
                $0.text = Data(entry.bytes)
            }
        }
    }
}

extension Assay_Sketch {
    fileprivate init(_ sketch: ThresholdSketch) {
        self.init()
        let kept = sketch.keptKeys
        level = UInt32(sketch.level)
        keys = kept.map(\.key)
        multiplicities = kept.map(\.multiplicity)
        bytes = kept.map(\.bytes)
    }
}

extension Assay_BandSketch {
    fileprivate init(_ sketch: NearDuplicateSketch) {
        self.init()
        let documents = sketch.documents
        level = UInt32(sketch.level)
        hashes = Data(documents.flatMap(\.hash.bigEndianBytes))
        bands = documents.flatMap { document in document.entry.bands.indices.map { document.entry.bands[$0] } }
        bins = Data(documents.flatMap { $0.entry.binBytes })
    }
}

extension Assay_ErrorExample {
    fileprivate init(_ example: ExampleSketch.Example) {
        self.init()
        let error = example.error
        hash = Assay_Hash(example.hash)
        code = error.code.rawValue
        message = error.message
        if let cause = error.cause { self.cause = cause }
        if let path = error.location.path { self.path = path }
        if let member = error.location.member { self.member = member }
        if let line = error.location.line { self.line = line }
        if let byte = error.location.byte { self.byte = byte }
        if let row = error.location.row { self.row = row }
        base = example.base
    }
}
