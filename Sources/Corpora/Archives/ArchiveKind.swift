internal import Diagnostics

/// The archives that are read, recognised by their first bytes.
enum ArchiveKind: String {
    case tar, zip
    case warc = "WARC"

    static func detect(_ head: UnsafeBufferPointer<UInt8>) -> ArchiveKind? {
        if unsafe head.count >= 22 && (head.starts(with: "PK\u{3}\u{4}".utf8) || head.starts(with: "PK\u{5}\u{6}".utf8))
        {
            return .zip
        }
        if unsafe head.count >= 8 && head.starts(with: "WARC/".utf8) && (0x30...0x39).contains(head[5]) { return .warc }
        // A valid checksum, which every tar header has, tells one that is older than the word "ustar" from a text.
        if head.count >= TarHeader.blockSize,
            unsafe TarHeader(UnsafeBufferPointer(rebasing: head[..<TarHeader.blockSize])) != nil
                || head[257..<262].elementsEqual("ustar".utf8)
        {
            return .tar
        }
        return nil
    }

    /// The format, of a tar archive the one whose members are files of their own.
    var format: FileFormat {
        switch self {
        case .tar: .tar(.files)
        case .zip: .zip
        case .warc: .warc
        }
    }

    /// What a zip file is that holds one document or program in parts, by the name of its first member; nil for others.
    static func zipDocument(_ head: UnsafeBufferPointer<UInt8>) -> (name: String, advice: String)? {
        var headerSize = 0
        guard let first = unsafe ZipEntry(local: head, headerSize: &headerSize) else { return nil }
        let name = String(decoding: first.name, as: UTF8.self)
        switch name {
        case "[Content_Types].xml", "_rels/.rels": return ("Office Open XML (docx, xlsx, pptx)", "extract its text")
        case "mimetype": return ("EPUB or OpenDocument", "extract its text")
        case _ where name.hasPrefix("META-INF/"): return ("jar", "leave it out of the corpus")
        case _ where name.hasSuffix(".npy"): return ("npz", "save its arrays with numpy.save, one in a file")
        case _ where name.hasSuffix("/data.pkl"): return ("PyTorch", "leave it out of the corpus")
        default: return nil
        }
    }
}
