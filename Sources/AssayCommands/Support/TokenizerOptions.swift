public import ArgumentParser
internal import Diagnostics
public import Tokenizers

/// The tokenizer of a corpus of text.
struct TokenizerOptions: ParsableArguments {
    @Option(
        name: .customLong("tokenizer"),
        help: "Makes tokens of text: a .tiktoken rank file or a Hugging Face tokenizer.json.")
    var path: String?

    @Option(help: "The split pattern of a .tiktoken file, when its name does not tell: r50k, cl100k, o200k.")
    var splitPattern: SplitPattern?

    /// Throws where the corpus holds tokens already.
    func validate(for input: InputOptions) throws {
        guard input.vocabularySize == nil || path == nil else {
            throw ValidationError(
                "--tokenizer makes tokens of text; a corpus with --vocabulary-size holds tokens already")
        }
    }

    func load() throws(AssayError) -> BytePairTokenizer? {
        guard let path else { return nil }
        return try TokenizerFile.load(path, pattern: splitPattern)
    }
}

extension SplitPattern: ExpressibleByArgument {}
