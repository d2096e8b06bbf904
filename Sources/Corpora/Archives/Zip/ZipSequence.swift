internal import Diagnostics

/// Walks through a zip archive from its beginning, for one that is compressed as a whole or whose end is missing.
final class ZipSequence: ArchiveCursor {
    private(set) var isBroken = false

    private let input: ArchiveInput
    private let content: ZipContent
    private let endsEarly: Bool

    /// Begins at the input's present offset.
    ///
    /// - Parameter endsEarly: Whether the archive is known to lack its end, which is said when its members were read.
    init(_ input: ArchiveInput, endsEarly: Bool) {
        self.input = input
        self.endsEarly = endsEarly
        content = ZipContent(input)
    }

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

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        do throws(AssayError) {
            return try unsafe content.read(into: buffer)
        } catch {
            // Damage inside a member of known size does not hide the next one; the archive's end does.
            isBroken = !content.canBePassedOver || content.inputFailed
            throw error
        }
    }

    private func nextMember() throws(AssayError) -> ArchiveMember? {
        while true {
            try content.passOver()
            let header = unsafe try input.peek(ZipEntry.localHeaderSize + 2 * 65_535)
            guard header.count >= 4 else { throw ZipContent.truncated }
            let signature = unsafe header.integer(at: 0, as: UInt32.self)
            guard signature == ZipEntry.localSignature else {
                // The directory, or what stands before it: the members have ended.
                if endsEarly { throw ZipContent.truncated }
                if [ZipEntry.centralSignature, 0x0605_4B50, 0x0606_4B50, 0x0806_4B50].contains(signature) {
                    // Read to its end, what compresses the archive is checked as a whole.
                    _ = try input.skip(.max)
                    return nil
                }
                throw AssayError(
                    .corruptInput, "the zip archive is damaged; fetch the file again", at: .init(byte: input.offset))
            }
            var headerSize = 0
            guard let entry = unsafe ZipEntry(local: header, headerSize: &headerSize) else {
                throw ZipContent.truncated
            }
            input.drop(headerSize)
            let refusal = content.refusal(beginning: entry)
            if entry.isDirectory { continue }
            let size = entry.sizes?.stored ?? 0
            if let refusal {
                guard content.canBePassedOver else { throw refusal }
                return ArchiveMember(name: entry.name, size: size, content: .refused(refusal))
            }
            let omission = ArchiveMember.omission(forName: entry.name)
            return ArchiveMember(name: entry.name, size: size, content: omission.map { .omitted($0) } ?? .file)
        }
    }
}
