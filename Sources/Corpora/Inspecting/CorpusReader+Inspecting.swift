public import Diagnostics

extension CorpusReader {
    /// How many decoded bytes of a file are looked at; the second where the first hold no text.
    private static let headLengths: [UInt64] = [1 << 20, 1 << 26]

    /// Decides how a file is read, and reads its first mebibyte so.
    ///
    /// Where no text is found in it, the first 64 mebibytes are read.
    ///
    /// - Parameters:
    ///   - file: A file that discovery found.
    ///   - sampleLength: How many Unicode scalars of text are kept at most.
    /// - Throws: As ``describe(_:)``.
    public func inspect(_ file: CorpusFile, sampleLength: Int) throws(AssayError) -> FileInspection {
        let description = try describe(file)
        // One unit at least: for a format whose units are not byte ranges it is the first of them.
        let unit = description.units(size: options.unitSize)[0]
        let isText = !description.format.holdsTokenIDs
        var sink = HeadSink(sampleBytes: 4 * sampleLength, isText: isText)
        var result = UnitResult()
        var isCut = false
        for length in Self.headLengths {
            stream.limit = length
            sink = HeadSink(sampleBytes: 4 * sampleLength, isText: isText)
            result = read(unit, into: &sink)
            isCut = stream.wasCut
            stream.limit = nil
            if !isCut || !sink.sample.isEmpty { break }
        }
        if isCut && sink.endedWithFailure {
            // The record that the limit cut.
            result.failures -= 1
            if isText { result.records -= min(1, result.records) }
            if result.failures < sink.failures.count { sink.failures.removeLast() }
        }
        let scalars = (isText ? String(decoding: sink.sample, as: UTF8.self) : numbers(in: sink.sample)).unicodeScalars
        return FileInspection(
            description: description,
            textFieldReason: description.format.textField.map { rule in
                if options.textField != nil { return .given }
                if result.documents == 0 && result.records > 0 { return .noGoodRecord }
                return TextFieldRule.standard.contains(rule) ? .usual : .longest
            },
            head: result, lines: description.format.textField == nil && isText ? sink.lineFeeds : nil,
            headIsWhole: !isCut && unit == description.units(size: options.unitSize).last,
            sample: String(scalars.prefix(sampleLength)),
            sampleIsCut: sink.sampleIsCut || scalars.count > sampleLength, failures: sink.failures)
    }

    /// The ids of a document, as numbers.
    private func numbers(in document: [UInt8]) -> String {
        let width = options.tokenIDs?.bytesPerID ?? 2
        return stride(from: 0, to: document.count / width * width, by: width).map { start in
            String(document[start..<start + width].reversed().reduce(0) { $0 << 8 | UInt32($1) })
        }.joined(separator: " ")
    }
}

/// A sink that keeps the beginning of the first text and the first errors.
private struct HeadSink: DocumentSink {
    let sampleBytes: Int
    /// Whether the bytes are text, not ids.
    let isText: Bool
    var sample: [UInt8] = []
    var sampleIsCut = false
    var lineFeeds: UInt64 = 0
    var failures: [AssayError] = []
    var endedWithFailure = false

    init(sampleBytes: Int, isText: Bool) {
        self.sampleBytes = sampleBytes
        self.isText = isText
    }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        endedWithFailure = false
        lineFeeds += UInt64(unsafe bytes.count { $0 == 0x0A })
        guard sample.isEmpty else { return }
        let text = unsafe bytes.drop { isText && $0 <= 0x20 }
        unsafe sample = Array(text.prefix(sampleBytes))
        sampleIsCut = unsafe text.count > sampleBytes
    }

    mutating func receive(failure: AssayError) {
        endedWithFailure = true
        if failures.count < FileInspection.maximumFailures { failures.append(failure) }
    }
}
