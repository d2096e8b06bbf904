internal import Foundation
internal import SharedData

/// Inputs that fuzzing begins with: small ones made here, and the hostile files beside a checkout.
enum Seeds {
    /// The files of folders of the shared data, where they are present; large ones are left out.
    static func shared(_ folders: String..., suffix: String = "") -> [[UInt8]] {
        folders.flatMap { folder -> [[UInt8]] in
            guard let path = SharedData.path(folder) else { return [] }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { name in
                SharedData.data(folder + "/" + name).flatMap { $0.count <= Mutator.maximumLength ? Array($0) : nil }
            }
        }
    }

    static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    /// Bytes from hexadecimal digits.
    static func hexadecimal(_ digits: String) -> [UInt8] {
        let values = digits.compactMap(\.hexDigitValue)
        return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    static let records = #"""
        {"id": 1, "text": "first line\nsecond \"line\" é \ud83d\ude00", "meta": {"a": [1, 2.5e3, null, true]}}
        {"text": "", "n": -0}

        {"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": [{"type": "text"}]}]}
        {"title": "no text", "body": "body"}
        [1, 2, 3]
        {"text": 5}

        """#

    static let prose = String(repeating: "The quick brown fox jumps over the lazy dog. Füchse 狐\r\n\n", count: 60)

    /// The records in each compression format, made by its own program.
    static let compressed: [[UInt8]] = compressedRecords.map(hexadecimal)

    /// A tar archive of one text file: POSIX.1-1988 ustar.
    static let tar: [UInt8] = {
        let text = Array("a text in an archive\n".utf8)
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ field: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + field.utf8.count, with: field.utf8)
        }
        for (field, offset) in [
            ("a/one.txt", 0), ("0000644", 100), ("0000000", 108), ("0000000", 116), ("00000000025", 124),
            ("00000000000", 136), ("        ", 148), ("0", 156), ("ustar", 257), ("00", 263),
        ] { put(field, at: offset) }
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", at: 148)
        return header + text + [UInt8](repeating: 0, count: 512 - text.count + 1024)
    }()

    static let warc =
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n\r\n\r\n"

    /// Some ids of 16 bits, a few of which end documents.
    private static let ids: [UInt8] = (0..<6000).flatMap { index -> [UInt8] in
        let id = index % 97 == 0 ? 7 : (index &* 40_503 >> 5) % 299
        return [UInt8(id & 0xFF), UInt8(id >> 8)]
    }

    /// The ids without a header; a few, many, and none.
    static let rawIDs: [[UInt8]] = [Array(ids[..<200]), ids, []]

    /// Ids in the format of numpy.save, versions 1.0 and 2.0, of one dimension and two.
    static let npy: [[UInt8]] = [
        array("(4,)", Array(ids[..<8]), version: 1), array("(6000,)", ids, version: 1),
        array("(60, 100)", ids, version: 2), array("(0,)", [], version: 3),
    ]

    private static func array(_ shape: String, _ data: [UInt8], version: UInt8) -> [UInt8] {
        let start = version == 1 ? 10 : 12
        let header = "{'descr': '<u2', 'fortran_order': False, 'shape': \(shape), }"
        let padded = header + String(repeating: " ", count: 127 - start - header.utf8.count) + "\n"
        let length = [UInt8(padded.utf8.count), 0] + (version == 1 ? [] : [0, 0])
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(padded.utf8) + data
    }

    static let array = #"[{"id": 1, "text": "one [\"}\n"}, {"text": "two", "meta": [{"a": []}]}, {"text": null}]"#

    static let table = "id,text,lang\r\n1,\"a \"\"quoted\"\" text,\nin two lines\",en\r\n2,plain,fr\r\n3,,de\r\n"

    /// A stored zip archive of one empty file: local header, central directory, end record (PKWARE's APPNOTE).
    static let zip = hexadecimal(
        "504b03041400000000000000210000000000000000000000000005000000612e747874"
            + "504b01021400140000000000000021000000000000000000000000000500000000000000000000000000000000"
            + "00612e747874504b0506000000000100010033000000230000000000")

    /// A zip archive of one deflated file, as Info-ZIP writes it.
    static let deflatedZip = hexadecimal(
        "504b0304140000000800169e7e5d3204dd87190000002900000005000000752e747874cbcf4b55284a4dce2f4ae14acccb2fc9482d82721550"
            + "b95c00504b01021e03140000000800169e7e5d3204dd871900000029000000050000000000000001000000a48100000000752e7478"
            + "74504b05060000000001000100330000003c0000000000")

    /// Text in UTF-16 and UTF-32 of both byte orders, with marks, and in Windows-1252.
    static let encoded: [[UInt8]] = {
        let text = "\u{FEFF}first line, Füchse 狐 \u{1F600}\nsecond\n"
        let units = Array(text.utf16)
        let scalars = text.unicodeScalars.map(\.value)
        return [
            units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
            scalars.flatMap { scalar in (0..<4).map { UInt8(truncatingIfNeeded: scalar >> (8 * $0)) } },
            scalars.flatMap { scalar in (0..<4).reversed().map { UInt8(truncatingIfNeeded: scalar >> (8 * $0)) } },
            Array("caf".utf8) + [0xE9, 0x20, 0x93, 0x94, 0x80, 0x0A],
        ]
    }()

    /// Every byte as a rank, and two merges.
    static let ranks: [UInt8] = {
        let tokens = (0...255).map { [UInt8($0)] } + [Array("th".utf8), Array("the".utf8)]
        return Array(tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined().utf8)
    }()

    static let tokenizer = #"""
        {"version": "1.0", "added_tokens": [{"id": 5, "content": "<s>", "special": true}], "normalizer": null,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "\\p{L}+|\\s"},
        "behavior": "Isolated", "invert": false}, {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]},
        "decoder": {"type": "ByteLevel"}, "post_processor": null, "model": {"type": "BPE", "dropout": null,
        "unk_token": null, "byte_fallback": false, "vocab": {"t": 0, "h": 1, "e": 2, "th": 3, "the": 4},
        "merges": ["t h", "th e"]}}
        """#

    static let logs: [[UInt8]] = {
        let losses = (1...12).map { (step: $0, loss: 4 + 4 / Double($0)) }
        let csv = "step,tokens,loss\n" + losses.map { "\($0.step),\($0.step * 1000),\($0.loss)\n" }.joined()
        let lines = losses.map { "{\"step\": \($0.step), \"loss\": \($0.loss), \"note\": \"\\\"\"}\n" }.joined()
        let state = "{\"log_history\": [" + lines.replacing("}\n{", with: "},{") + "], \"epoch\": 1}"
        return texts(csv, lines, state, csv.replacing(",", with: "\t"))
    }()
}
