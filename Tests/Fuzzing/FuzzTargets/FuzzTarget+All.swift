internal import Corpora

extension FuzzTarget {
    /// Every decoder; a new one is one line.
    public static let all: [FuzzTarget] = [
        corpus(
            "text", "input.txt",
            Seeds.texts(Seeds.prose, "", "\u{FEFF}a\n", "caf\u{E9}\n") + Seeds.encoded,
            ["\u{FEFF}", "\r\n", "\0"]),
        corpus(
            "compression", "input.bin", Seeds.compressed + Seeds.shared("data/hostile/zstd", "data/hostile/xz")),
        corpus("jsonl", "input.jsonl", Seeds.texts(Seeds.records), jsonWords),
        corpus("json", "input.json", Seeds.texts(Seeds.array) + Seeds.shared("data/hostile/json"), jsonWords),
        corpus(
            "csv", "input.csv", Seeds.texts(Seeds.table) + Seeds.shared("data/hostile/csv/csvs"),
            [",", "\"", "\"\"", "\r\n", "\t", ";", "text"]),
        corpus(
            "parquet", "input.parquet",
            Seeds.shared("data/parquet/bad_data", "data/parquet/data", suffix: ".parquet"), ["PAR1"]),
        corpus("tar", "input.tar", [Seeds.tar], ["ustar\0", "././@LongLink", "2 path=a\n"]),
        corpus("zip", "input.zip", [Seeds.zip, Seeds.deflatedZip], ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}"]),
        corpus(
            "warc", "input.warc", Seeds.texts(Seeds.warc),
            ["WARC/1.0\r\n", "WARC-Type: response\r\n", "Content-Length: 99999999999\r\n", "\r\n\r\n"]),
        corpus("arrow", "input.arrow", Seeds.arrow + Seeds.texts("ARROW1\0\0"), ["ARROW1"]),
        corpus(
            "npy", "input.npy", Seeds.npy, ["'shape': (", "'<u4'", "'>u2'", "|i1", "True", "(3, 5)"],
            options: CorpusOptions(tokenIDs: TokenIdOptions(vocabularySize: 300, endOfDocument: 7))),
        corpus("npy-as-text", "input.npy", Seeds.npy, ["'shape': ("]),
        corpus(
            "token-ids", "input.bin", Seeds.rawIDs, ["\u{7}\0", "\0\0", "\u{93}NUMPY"],
            options: CorpusOptions(inputFormat: .ids16, tokenIDs: TokenIdOptions(vocabularySize: 300, endOfDocument: 7))
        ),
        corpus(
            "token-ids-wide", "input.bin", Seeds.rawIDs, ["\0\0\0\0"],
            options: CorpusOptions(inputFormat: .ids32, tokenIDs: TokenIdOptions(vocabularySize: 1 << 20))),
        textField, glob, pathList, tokenizer, rankFile, trainingLog, corpusReport, summaryFile, summaryContent,
        summaryReport, plan, planUnits, policy, policyProposal, historyFile, historyImport,
    ]

    static let jsonWords = [
        "{\"text\":\"", "\"}", "\\u", "\\ud83d\\ude00", "[", "]", "{", "}", ",", "1e999", "null", "\n",
    ]
}
