/// The split of a data set that a file belongs to, by its name and those of the folders above it.
///
/// A name is cut into words at `-`, `.`, `_`, spaces and digits. The words `train` and `training` say train,
/// `validation`, `valid`, `val` and `dev` say validation, `test`, `testing`, `eval` and `evaluation` say test, in any
/// case. The first of these that says anything decides:
///
/// 1. a file name such as `train-00000-of-00042.parquet`, whose first part is the split, whatever its name is,
/// 2. the folders above the file, below the given directory,
/// 3. the file's name.
///
/// A name that says two splits belongs to both. Where nothing below a given directory says a split, all of it is train.
///
/// Source: `data_files.py` of Hugging Face's `datasets` 4, which decides for a whole directory which of the three
/// counts, looks for the first form in `data/` only, and heeds case.
enum SplitRule {
    /// The name of a split for one of its words; other names are their own.
    static func canonicalName(_ name: String) -> String {
        let lowered = name.lowercased()
        return keywords.first { $0.words.contains(lowered) }?.split ?? name
    }

    /// The splits that a path says, in the order of ``keywords``; empty where it says none.
    static func splits(of relativePath: [UInt8]) -> [String] {
        let names = relativePath.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard let file = names.last else { return [] }
        if let split = shardedSplit(file) { return [canonicalName(split)] }
        for candidates in [names.dropLast(), names.suffix(1)] {
            let words = Set(candidates.flatMap(words))
            let found = keywords.filter { !words.isDisjoint(with: $0.words) }.map(\.split)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// What a data set is where nothing says a split.
    static let defaultSplit = "train"

    private static let keywords: [(split: String, words: Set<String>)] = [
        ("train", ["train", "training"]),
        ("validation", ["validation", "valid", "dev", "val"]),
        ("test", ["test", "testing", "eval", "evaluation"]),
    ]

    private static func words(_ name: String) -> [String] {
        name.lowercased().unicodeScalars.split { "-._ 0123456789".unicodeScalars.contains($0) }
            .map { String($0) }
    }

    /// The part before `-00000-of-00042`, where it is one word.
    private static func shardedSplit(_ file: String) -> String? {
        let parts = file.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, isNumber(parts[1]), parts[2].elementsEqual("of".utf8), isNumber(parts[3].prefix(5))
        else { return nil }
        return parts[0].isEmpty ? nil : String(parts[0])
    }

    private static func isNumber(_ digits: Substring.UTF8View) -> Bool {
        digits.count == 5 && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}
