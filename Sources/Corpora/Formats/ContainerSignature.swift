/// Formats that are recognised by their first bytes and are not read.
struct ContainerSignature {
    let name: String
    let advice: String

    /// Recognises a format; nil where none is.
    ///
    /// Source: the formats' specifications, and the list of signatures of file(1) for the images.
    ///
    /// - Parameter isBinary: Whether the bytes look binary, without which a short word at the beginning says nothing.
    static func detect(_ head: UnsafeBufferPointer<UInt8>, isBinary: Bool) -> ContainerSignature? {
        for (magic, name, advice) in signatures + (isBinary ? words : []) where unsafe head.starts(with: magic) {
            return ContainerSignature(name: name, advice: advice)
        }
        // A legacy .lzma header: usual properties, four bytes of dictionary size, eight of the size or all ones.
        if unsafe head.count >= 13 && head.starts(with: [0x5D, 0x00])
            && (head[5...12].allSatisfy { $0 == 0xFF } || head[10...12].allSatisfy { $0 == 0 })
        {
            return ContainerSignature(name: "legacy .lzma", advice: "compress it again as .xz, zstd or gzip")
        }
        return nil
    }

    private static let convert = "convert it to JSON Lines"
    private static let unpack = "unpack it and give the directory"
    private static let again = "compress it again as zstd, gzip, xz, bzip2 or lz4 frames"
    private static let remove = "leave it out of the corpus"

    /// Signatures that a text could begin with.
    private static let words: [([UInt8], String, String)] = [
        (Array("ORC".utf8), "ORC", convert),
        (Array("GGUF".utf8), "GGUF", remove),
        (Array("GIF8".utf8), "GIF image", remove),
        (Array("LZIP".utf8), "lzip", again),
        (Array("RIFF".utf8), "RIFF (WebP, WAV or AVI)", remove),
    ]

    private static let signatures: [([UInt8], String, String)] = [
        (Array("Obj\u{1}".utf8), "Avro", convert),
        ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "HDF5", convert),
        (Array("SQLite format 3\0".utf8), "SQLite", convert),
        (Array("%PDF-".utf8), "PDF", "extract its text"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "Microsoft Office", "extract its text"),
        ([0x80, 0x02], "pickle", convert), ([0x80, 0x03], "pickle", convert),
        ([0x80, 0x04], "pickle", convert), ([0x80, 0x05], "pickle", convert),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG image", remove),
        ([0xFF, 0xD8, 0xFF], "JPEG image", remove),
        ([0x49, 0x49, 0x2A, 0x00], "TIFF image", remove), ([0x4D, 0x4D, 0x00, 0x2A], "TIFF image", remove),
        ([0x7F, 0x45, 0x4C, 0x46], "ELF program", remove),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z", unpack),
        (Array("Rar!\u{1A}\u{7}".utf8), "rar", unpack),
        ([0x02, 0x21, 0x4C, 0x18], "legacy lz4", again),
        ([0x1F, 0x9D], "compress (.Z)", again),
        ([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], "snappy", again),
    ]
}
