/// What a file's name says about its content.
enum FileName {
    /// Whether a name such as `a.jsonl`, `a.ndjson.zst` or `a.jsonl.00` has one of the extensions, in any case.
    static func says(_ extensions: Set<String>, _ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return last.split(separator: ".", omittingEmptySubsequences: false).dropFirst().contains {
            extensions.contains($0.lowercased())
        }
    }
}
