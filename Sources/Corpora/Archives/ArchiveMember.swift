internal import Diagnostics

/// What an archive says about one of its members.
struct ArchiveMember {
    enum Content {
        /// A file of any format.
        case file
        /// Text, whatever it looks like.
        case plainText
        /// Nothing to read.
        case omitted(CorpusOmission.Reason)
        /// Something that cannot be read.
        case refused(AssayError)
    }

    /// The name as the archive has it: any bytes, never used as a path.
    let name: [UInt8]

    /// How many bytes of the archive hold it; 0 where that is known only when it has been read.
    let size: UInt64

    let content: Content
}

extension ArchiveMember {
    /// The most characters of a name that are shown.
    static let maximumShownName = 1024

    /// The name as it may be shown anywhere and told from others: controls, backslashes and what is not UTF-8 escaped.
    var shownName: String { escapedName(name, limit: Self.maximumShownName) }

    /// Why a regular member is left out, by the rules that discovery has for the names of files and directories.
    ///
    /// Components that are empty, `.` or `..` say nothing: names are never used as paths.
    static func omission(forName name: [UInt8]) -> CorpusOmission.Reason? {
        let components = name.split(separator: UInt8(ascii: "/"))
            .filter { !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
        return components.lazy.compactMap { OmissionRules.reason(forName: Array($0)) }.first
    }
}

/// What walks through the members of an archive, in order, reading the archive once.
protocol ArchiveCursor: AnyObject {
    /// Moves on to the next member, past what is left of the present one; nil at the archive's end.
    ///
    /// - Throws: Where the archive is damaged; it cannot be continued then.
    func next() throws(AssayError) -> ArchiveMember?

    /// Reads from the present member's content; 0 at its end.
    ///
    /// - Throws: Where the member or the archive is damaged.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int

    /// Whether an error has left the archive unreadable from here on.
    var isBroken: Bool { get }

    /// How far the (decoded) archive was read, in bytes.
    var archiveOffset: UInt64 { get }

    /// How many stored bytes were read.
    var storedBytesRead: UInt64 { get }
}
