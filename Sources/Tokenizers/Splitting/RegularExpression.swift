internal import CRegularExpressions
internal import Diagnostics

/// A compiled PCRE2 pattern, shared by threads; for the split patterns that are not written by hand.
///
/// Known differences from Oniguruma, which Hugging Face uses: `\s` also matches U+180E, the character properties are
/// those of PCRE2's Unicode version, and bytes of invalid UTF-8 match nothing, so they stay between the matches.
@safe
final class RegularExpression: @unchecked Sendable {
    private let pattern: OpaquePointer

    /// Compiles a pattern.
    ///
    /// - Throws: `unsupported-tokenizer` with the reason and the place in the pattern.
    init(_ source: [UInt8]) throws(AssayError) {
        var message = [CChar](repeating: 0, count: 256)
        var offset = 0
        let compiled = unsafe source.withUnsafeBufferPointer { source in
            unsafe message.withUnsafeMutableBufferPointer { message in
                unsafe cre_compile(source.baseAddress, source.count, message.baseAddress, message.count, &offset)
            }
        }
        guard let compiled = unsafe compiled else {
            let words = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw AssayError(
                .unsupportedTokenizer,
                "The pre-tokenizer's pattern does not compile at its byte \(offset); check the pattern, or convert "
                    + "the tokenizer to one whose pattern PCRE2 understands.",
                cause: String(decoding: words, as: UTF8.self))
        }
        unsafe pattern = compiled
    }

    deinit { unsafe cre_free(pattern) }

    /// Calls `body` with every match that is not empty in a range, from left to right.
    ///
    /// Nothing outside the range is seen. Where PCRE2 meets one of its limits, the rest has no match.
    func forEachMatch(in text: ByteView, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        guard let match = unsafe cre_match_create(pattern) else { return }
        defer { unsafe cre_match_free(match) }
        var cursor = 0
        var start = 0
        var end = 0
        while cursor < range.count,
            unsafe cre_find(pattern, match, text.base + range.lowerBound, range.count, cursor, &start, &end) == 1
        {
            body((range.lowerBound + start)..<(range.lowerBound + end))
            cursor = end
        }
    }
}
