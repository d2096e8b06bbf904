internal import Diagnostics

/// Walks through a zip archive by its directory at the end, zip64 included.
///
/// Members that overlap each other, as in archives made to exhaust a reader, are found out by their sum of sizes.
final class ZipCursor: ArchiveCursor {
    private(set) var isBroken = false

    private let file: CorpusFile
    /// Two windows on the file: on its directory, and on its data.
    private let directoryStream = DecodedStream()
    private let directory: ArchiveInput
    private let stream: DecodedStream
    private let input: ArchiveInput
    private let content: ZipContent
    private let end: ZipDirectoryEnd
    private var isOpen = false
    private var entriesRead: UInt64 = 0
    private var storedBytes: UInt64 = 0

    /// Begins with the first member that the directory names.
    ///
    /// - Parameter stream: Reads the data; the caller closes it.
    init(_ file: CorpusFile, _ end: ZipDirectoryEnd, stream: DecodedStream) throws(AssayError) {
        self.file = file
        self.end = end
        self.stream = stream
        input = ArchiveInput(stream)
        directory = ArchiveInput(directoryStream)
        content = ZipContent(input)
        try directoryStream.open(file, range: end.directory)
        directory.restart()
    }

    /// Where the directory was read up to, which is the file's size in the end.
    var archiveOffset: UInt64 { entriesRead == end.entries ? file.size : input.offset }
    var storedBytesRead: UInt64 { storedBytes }

    func next() throws(AssayError) -> ArchiveMember? {
        do throws(AssayError) {
            while let entry = try nextEntry() {
                if !entry.isDirectory { return try member(entry) }
            }
            return nil
        } catch {
            isBroken = true
            throw error
        }
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        do throws(AssayError) {
            return try unsafe content.read(into: buffer)
        } catch {
            // The directory leads to the next member, however this one ends, unless the file fails.
            isBroken = error.code == .fileChanged || error.code == .unreadableFile
            throw error
        }
    }

    private func nextEntry() throws(AssayError) -> ZipEntry? {
        let header = unsafe try directory.peek(ZipEntry.maximumHeaderSize)
        if header.isEmpty {
            guard entriesRead == end.entries else { throw damaged("its directory names \(entriesRead) members") }
            return nil
        }
        var headerSize = 0
        guard unsafe header.count >= 4 && header.integer(at: 0, as: UInt32.self) == ZipEntry.centralSignature,
            let entry = unsafe ZipEntry(central: header, headerSize: &headerSize)
        else { throw damaged("its directory is malformed") }
        directory.drop(headerSize)
        entriesRead += 1
        return entry
    }

    private func member(_ entry: ZipEntry) throws(AssayError) -> ArchiveMember {
        let stored = entry.sizes?.stored ?? 0
        guard stored <= file.size - storedBytes else { throw damaged("its members overlap") }
        storedBytes += stored
        return ArchiveMember(name: entry.name, size: stored, content: try open(entry))
    }

    private func open(_ entry: ZipEntry) throws(AssayError) -> ArchiveMember.Content {
        if entry.isLink { return .omitted(.linkInArchive) }
        if let reason = ArchiveMember.omission(forName: entry.name) { return .omitted(reason) }
        guard entry.headerOffset <= end.directory.lowerBound else {
            throw damaged("a member lies behind its directory")
        }
        try go(to: entry.headerOffset)
        let header = unsafe try input.peek(ZipEntry.localHeaderSize)
        guard header.count >= ZipEntry.localHeaderSize,
            unsafe header.integer(at: 0, as: UInt32.self) == ZipEntry.localSignature
        else { throw damaged("a member is not where its directory says") }
        let nameCount = unsafe Int(header.integer(at: 26, as: UInt16.self))
        let extraCount = unsafe Int(header.integer(at: 28, as: UInt16.self))
        guard try input.skip(UInt64(ZipEntry.localHeaderSize + nameCount + extraCount)) else {
            throw damaged("a member reaches into its directory")
        }
        return content.refusal(beginning: entry).map { .refused($0) } ?? .file
    }

    /// Moves forward in the data, as the order of most directories has it, or begins anew.
    private func go(to offset: UInt64) throws(AssayError) {
        if isOpen && offset >= input.offset {
            guard try input.skip(offset - input.offset) else { throw damaged("a member reaches into its directory") }
        } else {
            try stream.open(file, range: offset..<end.directory.lowerBound)
            input.restart()
            isOpen = true
        }
    }

    private func damaged(_ cause: String) -> AssayError {
        AssayError(
            .corruptInput, "the zip archive is damaged; fetch the file again", at: .init(byte: input.offset),
            cause: cause)
    }
}
