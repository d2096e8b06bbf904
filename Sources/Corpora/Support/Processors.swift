#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The machine's processors.
public enum Processors: Sendable {
    /// How many this process may use; at least 1.
    public static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
