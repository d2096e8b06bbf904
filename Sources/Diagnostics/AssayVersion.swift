/// The version of this package, which every report names: figures of different versions are not compared blindly.
public enum AssayVersion: Sendable {
    /// The version, as in `assay --version`.
    public static let current = "0.1.0"
}
