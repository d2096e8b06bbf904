internal import Diagnostics

/// Walks through the records of a web archive: WARC, or WET with the text that was extracted.
///
/// Source: ISO 28500 (WARC 1.0 and 1.1), sections 4 to 6. Documents are the records of type `conversion`, and the
/// bodies of `response` and `resource` with the media type `text/plain`; bodies of other types are refused, and the
/// records about the crawl are left out. A record's name is its target URI.
final class WARCCursor: ArchiveCursor {
    private(set) var isBroken = false

    private let input: ArchiveInput
    /// What is left of the present record's block, in bytes.
    private var left: UInt64 = 0

    /// Begins at the input's present offset.
    init(_ input: ArchiveInput) { self.input = input }

    var archiveOffset: UInt64 { input.offset }
    var storedBytesRead: UInt64 { input.storedBytesRead }

    func next() throws(AssayError) -> ArchiveMember? {
        do throws(AssayError) {
            guard try input.skip(left) else { throw truncated }
            left = 0
            return try nextRecord()
        } catch {
            isBroken = true
            throw error
        }
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        do throws(AssayError) {
            return try unsafe input.read(into: buffer, left: &left, orElse: truncated)
        } catch {
            isBroken = true
            throw error
        }
    }

    private func nextRecord() throws(AssayError) -> ArchiveMember? {
        // Empty lines stand behind each record.
        while let byte = unsafe try input.peek(1).first, byte == 0x0D || byte == 0x0A { input.drop(1) }
        let bytes = unsafe try input.peek(HeaderBlock.maximumSize)
        if bytes.isEmpty { return nil }
        guard let header = unsafe HeaderBlock(bytes) else {
            if bytes.count < HeaderBlock.maximumSize { throw truncated }
            throw damaged("a record's header is longer than \(HeaderBlock.maximumSize) bytes")
        }
        guard header.line.hasPrefix("WARC/"), let length = header["content-length"].flatMap(UInt64.init),
            length <= UInt64(1) << 62
        else { throw damaged("no record of known length begins here") }
        input.drop(header.size)
        left = length
        let name = header["warc-target-uri"] ?? header["warc-record-id"] ?? ""
        return ArchiveMember(name: Array(name.utf8), size: length, content: try content(header))
    }

    private func content(_ header: HeaderBlock) throws(AssayError) -> ArchiveMember.Content {
        switch header["warc-type"]?.lowercased() {
        case "conversion", "resource": return text(header.mediaType ?? "text/plain")
        case "response":
            guard header.mediaType == "application/http" else { return .omitted(.metadata) }
            let bytes = unsafe try input.peek(Int(min(left, UInt64(HeaderBlock.maximumSize))))
            guard
                let response = unsafe HeaderBlock(UnsafeBufferPointer(rebasing: bytes.prefix(Int(clamping: left))))
            else { return Self.refused("has no complete HTTP header; leave it out") }
            if let coding = response["content-encoding"] ?? response["transfer-encoding"], coding != "identity" {
                return Self.refused("is encoded as \(escapedName(Array(coding.utf8), limit: 40)); decode it first")
            }
            input.drop(response.size)
            left -= UInt64(response.size)
            return text(response.mediaType ?? "of no known type")
        case "continuation": return Self.refused("is the continuation of another record; join the segments")
        default: return .omitted(.metadata)
        }
    }

    private func text(_ mediaType: String) -> ArchiveMember.Content {
        if mediaType == "text/plain" { return .plainText }
        let name = escapedName(Array(mediaType.utf8), limit: 80)
        return Self.refused("is \(name), not plain text; extract the text first, for example into WET records")
    }

    private static func refused(_ message: String) -> ArchiveMember.Content {
        .refused(AssayError(.unsupportedFormat, message))
    }

    private var truncated: AssayError {
        AssayError(
            .truncatedInput, "the web archive ends too early; fetch the file again", at: .init(byte: input.offset))
    }

    private func damaged(_ cause: String) -> AssayError {
        AssayError(
            .corruptInput, "the web archive is damaged; fetch the file again", at: .init(byte: input.offset),
            cause: cause)
    }
}
