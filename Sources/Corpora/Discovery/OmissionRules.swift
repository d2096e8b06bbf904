/// Which names discovery leaves out below a given root.
///
/// - Hidden: every name that begins with a dot.
/// - Documentation: `README`, `LICENSE`, `LICENCE`, `COPYING`, `NOTICE`, `CHANGELOG`, `CITATION`, `AUTHORS`,
///   `CONTRIBUTING` and `CODE_OF_CONDUCT`, in any case, with no extension or with one of `md`, `markdown`, `rst`,
///   `txt`, `html`, `htm`, `adoc` and `cff` (also `README.fr.md`). `readme.jsonl` is data.
/// - Metadata: the files that datasets, Spark and mirrors write beside the data, checksums and signatures.
enum OmissionRules {
    static func reason(forName name: [UInt8]) -> CorpusOmission.Reason? {
        if name.first == UInt8(ascii: ".") { return .hidden }
        let lowered = String(decoding: name.map(lowercased), as: UTF8.self)
        let components = lowered.split(separator: ".", omittingEmptySubsequences: false)
        let fileExtension = components.count > 1 ? String(components[components.count - 1]) : ""
        if documentationNames.contains(String(components[0])), documentationExtensions.contains(fileExtension) {
            return .documentation
        }
        if metadataNames.contains(lowered) || (components.count > 1 && metadataExtensions.contains(fileExtension)) {
            return .metadata
        }
        return nil
    }

    private static let documentationNames: Set<String> = [
        "readme", "license", "licence", "copying", "notice", "changelog", "citation", "authors", "contributing",
        "code_of_conduct",
    ]
    private static let documentationExtensions: Set<String> = [
        "", "md", "markdown", "rst", "txt", "html", "htm", "adoc", "cff",
    ]
    private static let metadataNames: Set<String> = [
        "dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json", "croissant.json",
        "metadata.json", "dataset-metadata.json", "_success", "_metadata", "_common_metadata", "md5sums", "sha1sums",
        "sha256sums", "sha512sums", "checksums.txt", "thumbs.db", "desktop.ini",
    ]
    private static let metadataExtensions: Set<String> = [
        "crc", "md5", "sha1", "sha256", "sha512", "asc", "sig",
    ]

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
