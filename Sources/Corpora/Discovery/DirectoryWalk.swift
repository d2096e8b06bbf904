#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The walk behind discovery: real directories first, links afterwards, duplicates last.
struct DirectoryWalk {
    private struct Root {
        let path: [UInt8]
        let resolved: [UInt8]
        let isDirectory: Bool
        var found = 0
        var chosen = 0
    }

    private struct Candidate {
        let file: CorpusFile
        let isLink: Bool
        let root: Int
    }

    private struct Link {
        let path: [UInt8]
        let relative: [UInt8]
        let root: Int
    }

    private let selection: CorpusSelection
    private var roots: [Root] = []
    private var candidates: [Candidate] = []
    private var links: [Link] = []
    private var visited: Set<FileIdentity> = []
    private var omissions: [(path: [UInt8], reason: CorpusOmission.Reason)] = []
    private var failures: [(path: [UInt8], error: AssayError)] = []

    init(_ selection: CorpusSelection) { self.selection = selection }

    /// Adds a file that is open.
    mutating func addOpenFile(_ descriptor: Int32, _ name: String) {
        let path = Array("/dev/fd/\(descriptor)".utf8)
        guard let status = FileStatus(descriptor: descriptor), status.kind == .regular else {
            return fail(Array(name.utf8), .notARegularFile, "is no regular file; save its data to a file and give that")
        }
        roots.append(Root(path: path, resolved: path, isDirectory: false))
        add(path, relative: Array(name.utf8), status, root: roots.count - 1, throughLink: false, shownName: name)
    }

    /// Adds a path that the user gave, and walks it where it is a directory.
    mutating func addRoot(_ path: [UInt8]) {
        guard let status = FileStatus(path: path, followLinks: true), let resolved = resolvedPath(path) else {
            return fail(path, errno == ENOENT ? .noSuchFile : .unreadableFile, "cannot be found; check the path")
        }
        roots.append(Root(path: path, resolved: resolved, isDirectory: status.kind == .directory))
        switch status.kind {
        case .directory: walk(path, relative: [], identity: status.identity, root: roots.count - 1, throughLink: false)
        case .regular:
            let name = path.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? path
            add(path, relative: name, status, root: roots.count - 1, throughLink: false)
        case .link, .special:
            fail(path, .notARegularFile, "is a pipe, socket or device; save its data to a file and give that")
        }
    }

    /// Follows the links that were met, and those met on the way.
    mutating func followLinks() {
        while !links.isEmpty {
            let batch = links.sorted { $0.path.lexicographicallyPrecedes($1.path) }
            links = []
            for link in batch { follow(link) }
        }
    }

    /// The result, each file once.
    mutating func listing() -> CorpusListing {
        chooseSplit()
        var files: [CorpusFile] = []
        var seen: Set<FileIdentity> = []
        let ordered = candidates.sorted { a, b in
            if a.isLink != b.isLink { return b.isLink }
            if a.file.pathBytes != b.file.pathBytes {
                return a.file.pathBytes.lexicographicallyPrecedes(b.file.pathBytes)
            }
            // The same path below a longer root: the shorter root's name for it holds.
            return a.file.relativePathBytes.count > b.file.relativePathBytes.count
        }
        for candidate in ordered {
            if let identity = candidate.file.identity, seen.insert(identity).inserted {
                files.append(candidate.file)
            } else {
                omissions.append((candidate.file.pathBytes, .duplicate))
            }
        }
        for root in roots where root.isDirectory && root.chosen == 0 {
            let path = String(decoding: root.path, as: UTF8.self)
            let message =
                root.found == 0
                ? "holds no files to read; give a directory with text or JSON Lines files"
                : "holds no files of the selection; check --include, --exclude and --split"
            failures.append((root.path, AssayError(.noFiles, message, at: .init(path: path))))
        }
        files.sort { $0.pathBytes.lexicographicallyPrecedes($1.pathBytes) }
        // What one path leaves out another may have given.
        let read = Set(files.map(\.pathBytes))
        omissions.removeAll { $0.reason != .duplicate && read.contains($0.path) }
        return CorpusListing(
            files: files,
            omissions: omissions.sorted { $0.path.lexicographicallyPrecedes($1.path) }
                .map { CorpusOmission(path: String(decoding: $0.path, as: UTF8.self), reason: $0.reason) },
            failures: failures.sorted { $0.path.lexicographicallyPrecedes($1.path) }.map(\.error))
    }

    private mutating func walk(
        _ path: [UInt8], relative: [UInt8], identity: FileIdentity, root: Int, throughLink: Bool
    ) {
        var pending = [(path: path, relative: relative, identity: identity)]
        while let directory = pending.popLast() {
            guard visited.insert(directory.identity).inserted else {
                // What it holds counts for this root too: it is not empty.
                roots[root].found += 1
                roots[root].chosen += 1
                omissions.append((directory.path, .duplicate))
                continue
            }
            guard let names = directoryEntries(directory.path) else {
                fail(directory.path, .unreadableDirectory, "cannot be listed; check its permissions")
                continue
            }
            let storage = HubCache.storage(among: names)
            for name in names {
                let path = joined(directory.path, name)
                if let reason = storage.contains(name) ? .cacheStorage : OmissionRules.reason(forName: name) {
                    omissions.append((path, reason))
                    // No link leads to the hashes either.
                    if reason == .cacheStorage, let status = FileStatus(path: path, followLinks: false) {
                        visited.insert(status.identity)
                    }
                    continue
                }
                let relative = directory.relative.isEmpty ? name : joined(directory.relative, name)
                guard let status = FileStatus(path: path, followLinks: false) else {
                    fail(path, .unreadableFile, "cannot be examined; check its permissions")
                    continue
                }
                switch status.kind {
                case .directory:
                    if isChosen(path, relative: relative, isDirectory: true, root: root) {
                        pending.append((path, relative, status.identity))
                    }
                case .regular: add(path, relative: relative, status, root: root, throughLink: throughLink)
                case .link: links.append(Link(path: path, relative: relative, root: root))
                case .special: omissions.append((path, .specialFile))
                }
            }
        }
    }

    private mutating func follow(_ link: Link) {
        guard let target = FileStatus(path: link.path, followLinks: true), let resolved = resolvedPath(link.path) else {
            return omissions.append((link.path, .brokenLink))
        }
        let root = roots[link.root].resolved
        let isInside = resolved == root || resolved.starts(with: joined(root, []))
        guard isInside || (target.kind == .regular && HubCache.isStored(resolved, for: root)) else {
            return omissions.append((link.path, .linkOutsideRoot))
        }
        switch target.kind {
        case .directory:
            if isChosen(link.path, relative: link.relative, isDirectory: true, root: link.root) {
                walk(link.path, relative: link.relative, identity: target.identity, root: link.root, throughLink: true)
            }
        case .regular: add(link.path, relative: link.relative, target, root: link.root, throughLink: true)
        case .link, .special: omissions.append((link.path, .specialFile))
        }
    }

    private mutating func add(
        _ path: [UInt8], relative: [UInt8], _ status: FileStatus, root: Int, throughLink: Bool,
        shownName: String? = nil
    ) {
        guard isChosen(path, relative: relative, isDirectory: false, root: root) else { return }
        roots[root].chosen += 1
        guard unsafe withCPath(path, { unsafe access($0, R_OK) }) == 0 else {
            return fail(path, .unreadableFile, "cannot be read; check its permissions")
        }
        let file = CorpusFile(
            size: status.size, pathBytes: path, relativePathBytes: relative, identity: status.identity,
            modified: shownName == nil ? status.modified : nil,
            shownName: shownName)
        candidates.append(Candidate(file: file, isLink: throughLink, root: root))
    }

    /// Whether the selection's patterns leave a path in.
    private mutating func isChosen(_ path: [UInt8], relative: [UInt8], isDirectory: Bool, root: Int) -> Bool {
        if !isDirectory { roots[root].found += 1 }
        guard let reason = selection.reason(relative, isDirectory: isDirectory) else { return true }
        roots[root].found += isDirectory ? 1 : 0
        omissions.append((path, reason))
        return false
    }

    /// Leaves out what belongs to other splits; the files that were given themselves are one data set.
    private mutating func chooseSplit() {
        guard let split = selection.split.map(SplitRule.canonicalName) else { return }
        let splits = candidates.map { SplitRule.splits(of: $0.file.relativePathBytes) }
        let dataSets = candidates.map { roots[$0.root].isDirectory ? $0.root : -1 }
        let divided = Set(zip(dataSets, splits).filter { !$0.1.isEmpty }.map(\.0))
        var kept: [Candidate] = []
        for (index, candidate) in candidates.enumerated() {
            let isWanted =
                divided.contains(dataSets[index])
                ? splits[index].contains(split) : split == SplitRule.defaultSplit
            if isWanted {
                kept.append(candidate)
            } else {
                roots[candidate.root].chosen -= 1
                omissions.append((candidate.file.pathBytes, .otherSplit))
            }
        }
        candidates = kept
    }

    private mutating func fail(_ path: [UInt8], _ code: AssayError.Code, _ message: String) {
        let location = AssayError.Location(path: String(decoding: path, as: UTF8.self))
        let cause = code == .notARegularFile ? nil : systemMessage()
        failures.append((path, AssayError(code, message, at: location, cause: cause)))
    }

    /// A path and a name with one slash between them.
    private func joined(_ path: [UInt8], _ name: [UInt8]) -> [UInt8] {
        path.last == UInt8(ascii: "/") ? path + name : path + [UInt8(ascii: "/")] + name
    }
}
