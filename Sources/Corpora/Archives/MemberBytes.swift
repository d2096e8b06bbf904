internal import Diagnostics

/// The content of an archive's present member, which can be read from its beginning again while it is described.
///
/// What is read meanwhile is kept, up to a limit at which the content seems to end.
final class MemberBytes {
    private let cursor: any ArchiveCursor
    private var recorded: [UInt8] = []
    private var replayed = 0
    private var isRecording = true
    private var goneOn = false
    /// How many bytes of the member the cursor delivered.
    private var delivered: UInt64 = 0
    /// What ended the reading of the member, where it was damage.
    private(set) var failure: AssayError?

    /// How much of a member's beginning decides about its format.
    static let recordLimit = 4 << 20

    init(_ cursor: any ArchiveCursor) { self.cursor = cursor }

    /// How many stored bytes of the archive were read.
    var storedBytesRead: UInt64 { cursor.storedBytesRead }

    /// How many bytes of the member were read since it was opened.
    var position: UInt64 { replayed < recorded.count ? UInt64(replayed) : delivered }

    /// Begins with the cursor's present member.
    func begin() {
        recorded.removeAll(keepingCapacity: true)
        replayed = 0
        isRecording = true
        goneOn = false
        delivered = 0
        failure = nil
    }

    /// Keeps no more than what was recorded: the member is opened once more and read to its end.
    func stopRecording() { isRecording = false }

    /// Begins to read the member from its beginning.
    func open() throws(AssayError) {
        guard !goneOn else {
            throw AssayError(
                .unsupportedFormat, "is of a format that cannot be read inside an archive; unpack the archive")
        }
        replayed = 0
    }

    /// Reads up to the buffer's size; 0 at the member's end.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        if replayed < recorded.count {
            let count = min(buffer.count, recorded.count - replayed)
            _ = unsafe buffer.update(fromContentsOf: recorded[replayed..<(replayed + count)])
            replayed += count
            return count
        }
        if let failure { throw failure }
        let room = isRecording ? min(buffer.count, Self.recordLimit - recorded.count) : buffer.count
        guard room > 0 else { return 0 }
        do throws(AssayError) {
            let count = try unsafe cursor.read(into: .init(rebasing: buffer[..<room]))
            if isRecording {
                unsafe recorded.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
                replayed += count
            } else if count > 0 {
                goneOn = true
            }
            delivered += UInt64(count)
            return count
        } catch {
            var located = error
            located.location.byte = delivered
            located.message += " (at byte \(cursor.archiveOffset) of the archive)"
            failure = located
            throw located
        }
    }
}
