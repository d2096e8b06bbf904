#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where temporary files are made.
package enum TemporaryFolder: Sendable {
    /// `TMPDIR` where it is set and not empty, else `/var/tmp`, or `/tmp` on a system that has no such folder.
    package static var path: String {
        if let value = unsafe getenv("TMPDIR"), unsafe value.pointee != 0 { return unsafe String(cString: value) }
        return unsafe access("/var/tmp", F_OK) == 0 ? "/var/tmp" : "/tmp"
    }
}
