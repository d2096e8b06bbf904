public import Foundation

/// Real corpora, tokenizers and published figures that lie beside a checkout, where they are present.
public enum SharedData: Sendable {
    /// The folder: `ASSAY_SHARED_DATA`, or `../shared` beside the package.
    public static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["ASSAY_SHARED_DATA"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    }()

    /// The path of a file below the folder, or nil where it is absent.
    public static func path(_ relative: String) -> String? {
        let path = directory.appending(path: relative).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The bytes of a file below the folder, or nil where it is absent.
    public static func data(_ relative: String) -> Data? {
        path(relative).flatMap { FileManager.default.contents(atPath: $0) }
    }

    /// Whether a file or folder is present; for `.enabled(if:)`.
    public static func has(_ relative: String) -> Bool { path(relative) != nil }
}
