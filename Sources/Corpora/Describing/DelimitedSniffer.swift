internal import Diagnostics

/// Decides whether a file is a table of delimited values, and which of its columns are the text.
enum DelimitedSniffer {
    private static let extensions: Set<String> = ["csv", "tsv", "tab", "psv"]

    /// The layout of a table; nil where the file is plain text.
    ///
    /// A file whose name says so is a table where nine in ten of its first rows have the same number of fields, at least
    /// two; one column is enough where the header names it as text or a field is in quotes. Any other file is one where
    /// it has at least four rows that all have the same number of fields, at least two, and its first row has the name
    /// of a text field: prose and listings with commas stay plain text. So does a table in which every column is numbers.
    ///
    /// - Throws: ``AssayError/Code/missingTextField`` where the table lacks the column that is asked for.
    static func layout(
        _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, name: String, textField: TextFieldRule?
    ) throws(AssayError) -> DelimitedLayout? {
        let isNamed = FileName.says(extensions, name)
        let delimiters: [Character] =
            FileName.says(["tsv", "tab"], name) ? ["\t"] : isNamed ? [",", ";", "\t", "|"] : [",", "\t"]
        let tables = delimiters.map { delimiter in
            unsafe DelimitedHead(head, isWhole: isWhole, delimiter: delimiter.asciiValue!)
        }
        // Of several the first has precedence, so that a semicolon in a sentence decides nothing.
        guard
            let table = tables.first(where: { $0.fieldCount > 1 && (isNamed ? $0.isRegular : $0.isStrict) })
                ?? (isNamed ? tables.first(where: { $0.isColumn }) : nil)
        else { return nil }
        let asked = try textField.map { (rule) throws(AssayError) in try table.columns(rule) }
        let known = table.knownColumns
        guard isNamed || asked?.isByName == true || known != nil else { return nil }
        if let asked {
            guard !asked.columns.isEmpty else {
                if !isNamed { return nil }
                let names = table.rows[0].prefix(8).map { quoted(String(decoding: $0, as: UTF8.self)) }
                throw AssayError(
                    .missingTextField,
                    "the table has no column '\(textField!)', its first row is \(names.joined(separator: ", ")); "
                        + "name a column or give its number from 1 with the text field option")
            }
            return table.layout(asked.columns, hasHeader: asked.isByName || known != nil || table.looksNamed)
        }
        if let known { return table.layout(known, hasHeader: true) }
        let hasHeader = table.looksNamed
        return table.longestColumn(hasHeader: hasHeader).map { table.layout([$0], hasHeader: hasHeader) }
    }
}
