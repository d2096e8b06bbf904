import Diagnostics
import Foundation
import Parquet
import SharedData
import Testing

/// Files of other writers, where they are present; Scripts/compare parquet compares their values with pyarrow's.
@Suite struct SharedFilesTests {
    private static func names(in folder: String) -> [String] {
        guard let path = SharedData.path(folder) else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.contains(".parquet") && !$0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
    }

    /// The codes of all columns of byte strings, or of opening the file.
    private func codes(_ path: String) -> Set<AssayError.Code> {
        do {
            let file = try ParquetFile(path: path)
            return Set(file.columns.filter(\.isReadable).compactMap { entries(path, column: $0.index).failure?.code })
        } catch {
            return [error.code]
        }
    }

    @Test(.enabled(if: SharedData.has("data/parquet/data")), arguments: names(in: "data/parquet/data"))
    func good(name: String) throws {
        let path = try #require(SharedData.path(name))
        var expected: Set<AssayError.Code> = []
        if name.hasSuffix(".encrypted") && !name.contains("plaintext_footer") { expected = [.encryptedInput] }
        if name.contains("rle-dict-uncompressed-corrupt-checksum") { expected = [.corruptInput] }
        if name.contains("large_string_map") { expected = [.pageTooLarge] }
        #expect(codes(path) == expected)
    }

    /// Those whose damage lies in columns of numbers are read; all others are refused.
    @Test(.enabled(if: SharedData.has("data/parquet/bad_data")), arguments: names(in: "data/parquet/bad_data"))
    func bad(name: String) throws {
        let path = try #require(SharedData.path(name))
        let found = codes(path)
        let inNumbers = ["ARROW-GH-41317", "ARROW-GH-43605", "ARROW-GH-45185", "ARROW-RS-GH-6229-LEVELS"]
        #expect(found == (inNumbers.contains { name.contains($0) } ? [] : [.corruptInput]))
    }

    @Test(.enabled(if: SharedData.has("data/parquet/data")))
    func nestedValues() throws {
        let path = try #require(SharedData.path("data/parquet/data/nested_lists.snappy.parquet"))
        let texts = entries(path).entries.map { $0.value.map { String(decoding: $0, as: UTF8.self) } }
        // The first row is [[[a, b], [c]], [null, [d]]].
        #expect(texts.prefix(5) == ["a", "b", "c", nil, "d"])
        #expect(entries(path).entries.prefix(5).map(\.repetition) == [0, 3, 2, 1, 2])
    }
}
