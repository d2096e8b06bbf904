public import Diagnostics
internal import FoundationEssentials

extension CorpusReport {
    /// Reads a report that `assay scan --format json` wrote.
    ///
    /// - Throws: An error with the path where the file cannot be read, or is no such report.
    public static func read(_ path: String) throws(AssayError) -> Self {
        let bytes = try LogFile.read(path)
        do {
            return try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw AssayError(
                .unreadableReport, "the file is no report of this version; make it with assay scan --format json",
                at: .init(path: path), cause: "\(error)")
        }
    }
}
