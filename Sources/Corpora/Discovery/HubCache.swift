/// The layout in which Hugging Face's tools keep what they download.
///
/// A repository is a folder with `blobs`, `refs` and `snapshots`. The files lie in `blobs` under their hashes; below
/// `snapshots/<revision>` symbolic links with the files' own names lead to them.
///
/// Source: "Understand caching" in the documentation of `huggingface_hub`.
enum HubCache {
    /// Names in a repository's folder that are left out because the snapshots lead to the same files.
    static func storage(among names: [[UInt8]]) -> [[UInt8]] {
        let needed = ["blobs", "refs", "snapshots"].map { Array($0.utf8) }
        return needed.allSatisfy(names.contains) ? Array(needed[..<2]) : []
    }

    /// Whether a file that a link leads to lies in the store of the repository of which the given directory is a
    /// snapshot, or a part of one.
    ///
    /// - Parameters:
    ///   - root: The given directory, resolved: `…/snapshots/<revision>`, or below that.
    ///   - target: The link's target, resolved: `…/blobs/<hash>`.
    static func isStored(_ target: [UInt8], for root: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        let root = root.split(separator: slash)
        let target = target.split(separator: slash)
        guard let snapshots = root.lastIndex(where: { $0.elementsEqual("snapshots".utf8) }) else { return false }
        return root.count > snapshots + 1 && target.count == snapshots + 2
            && target[..<snapshots].elementsEqual(root[..<snapshots], by: { $0.elementsEqual($1) })
            && target[snapshots].elementsEqual("blobs".utf8)
    }
}
