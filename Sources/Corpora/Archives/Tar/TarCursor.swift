internal import Diagnostics

/// Walks through a tar archive: ustar, pax and GNU, plain ones older than those, and several behind each other.
///
/// Sparse files are refused. Hard and symbolic links are left out: what they lead to is read where it lies.
final class TarCursor: ArchiveCursor {
    private(set) var isBroken = false

    private let input: ArchiveInput
    /// What is left of the present member's data and of its padding, in bytes.
    private var left: UInt64 = 0
    private var padding: UInt64 = 0
    /// Whether the last block was zero, as at least one at the archive's end is.
    private var afterZeros = false

    /// The longest name, and the most bytes of attributes of one member.
    private static let maximumAttributes = 1 << 18

    /// Begins at the input's present offset.
    init(_ input: ArchiveInput) { self.input = input }

    var archiveOffset: UInt64 { input.offset }
    var storedBytesRead: UInt64 { input.storedBytesRead }

    func next() throws(AssayError) -> ArchiveMember? {
        do throws(AssayError) {
            return try nextMember()
        } catch {
            isBroken = true
            throw error
        }
    }

    private func nextMember() throws(AssayError) -> ArchiveMember? {
        var attributes = TarAttributes()
        try passOver()
        while let header = try nextHeader() {
            left = header.size
            padding = TarHeader.padded(left) - left
            switch header.kind {
            case .longName:
                attributes.name = try payload().prefix { $0 != 0 }.map { $0 }
            case .attributes:
                guard attributes.add(try payload()) else { throw damaged("the attributes of a member are malformed") }
            case .longLink, .globalAttributes: break
            case .directory: attributes = TarAttributes()
            default:
                if header.kind.hasData, let size = attributes.size {
                    left = size
                    padding = TarHeader.padded(left) - left
                }
                return member(header, attributes)
            }
            try passOver()
        }
        return nil
    }

    private func member(_ header: TarHeader, _ attributes: TarAttributes) -> ArchiveMember {
        let name = attributes.name ?? header.name
        let content: ArchiveMember.Content =
            switch header.kind {
            case _ where attributes.isSparse || header.kind == .sparse:
                .refused(
                    AssayError(
                        .unsupportedFormat, "is stored as a sparse file, which is not read; pack it without --sparse"))
            case .regular: ArchiveMember.omission(forName: name).map { .omitted($0) } ?? .file
            case .link: .omitted(.linkInArchive)
            default: .omitted(.specialFile)
            }
        return ArchiveMember(name: name, size: left, content: content)
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        do throws(AssayError) {
            return try unsafe input.read(into: buffer, left: &left, orElse: truncated)
        } catch {
            isBroken = true
            throw error
        }
    }

    /// The next header; nil at the archive's end.
    private func nextHeader() throws(AssayError) -> TarHeader? {
        while true {
            let bytes = unsafe try input.peek(TarHeader.blockSize)
            if bytes.isEmpty && afterZeros { return nil }
            guard bytes.count >= TarHeader.blockSize else {
                // Zeros behind the end need not fill a block.
                if afterZeros, unsafe bytes.allSatisfy({ $0 == 0 }) { return nil }
                throw truncated
            }
            let block = unsafe UnsafeBufferPointer(rebasing: bytes[..<TarHeader.blockSize])
            if unsafe block.allSatisfy({ $0 == 0 }) {
                afterZeros = true
                input.drop(TarHeader.blockSize)
                continue
            }
            guard let header = unsafe TarHeader(block) else {
                throw damaged(
                    afterZeros ? "bytes that are no tar archive follow the end" : "the header of a member is damaged")
            }
            afterZeros = false
            input.drop(TarHeader.blockSize)
            return header
        }
    }

    /// The data of a header that is about the next member.
    private func payload() throws(AssayError) -> [UInt8] {
        guard left <= Self.maximumAttributes else { throw damaged("the name or attributes of a member are too long") }
        let bytes = unsafe try input.peek(Int(left))
        guard bytes.count >= Int(left) else { throw truncated }
        let payload = unsafe Array(bytes[..<Int(left)])
        input.drop(Int(left))
        left = 0
        return payload
    }

    /// Passes over what is left of the present member and its padding.
    private func passOver() throws(AssayError) {
        guard try input.skip(left + padding) else { throw truncated }
        left = 0
        padding = 0
    }

    private var truncated: AssayError {
        AssayError(
            .truncatedInput, "the tar archive ends too early; fetch the file again", at: .init(byte: input.offset))
    }

    private func damaged(_ cause: String) -> AssayError {
        AssayError(
            .corruptInput, "the tar archive is damaged; fetch the file again", at: .init(byte: input.offset),
            cause: cause)
    }
}

extension TarHeader.Kind {
    fileprivate var hasData: Bool {
        switch self {
        case .regular, .sparse, .special: true
        default: false
        }
    }
}
