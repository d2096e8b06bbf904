/// Finds the files of a corpus.
public enum CorpusDiscovery: Sendable {
    /// Lists the files at and below the given paths.
    ///
    /// The result does not depend on the order of the paths. Every file is read once, whatever links, hard links and
    /// overlapping paths lead to it: its own path is preferred to a link, then the path that sorts first. A path that
    /// is given is followed and read even when it is hidden, documentation or a link; below it, hidden files,
    /// documentation, metadata, special files and links that lead out are left out, and the listing says so. No paths
    /// give an empty listing.
    ///
    /// - Parameter paths: Files and directories, absolute or relative to the current directory.
    public static func discover(paths: [String]) -> CorpusListing {
        var walk = DirectoryWalk()
        let roots = Set(paths.map { trimmed(Array($0.utf8)) }).sorted { $0.lexicographicallyPrecedes($1) }
        for root in roots { walk.addRoot(root) }
        walk.followLinks()
        return walk.listing()
    }

    /// The path without the slashes at its end.
    private static func trimmed(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }
}
