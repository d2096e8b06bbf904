import SharedData
import Testing

@testable import Corpora

@Suite struct DocumentGridTests {
    /// The definition, read literally and byte by byte.
    static func naivePieces(_ document: [UInt8]) -> [[UInt8]] {
        let spacing = 65_536
        var cuts: [Int] = []
        for gridPoint in stride(from: spacing, to: document.count, by: spacing) {
            var cut: Int?
            for index in (gridPoint - 1)..<(gridPoint - 1 + spacing / 2)
            where index < document.count && document[index] == 10 {
                cut = index + 1
                break
            }
            if cut == nil {
                var moved = gridPoint
                while moved < document.count && moved < gridPoint + 3 && document[moved] >= 0x80
                    && document[moved] < 0xC0
                {
                    moved += 1
                }
                cut = moved
            }
            cuts.append(cut!)
        }
        var pieces: [[UInt8]] = []
        var start = 0
        for cut in cuts + [document.count] where cut > start || document.isEmpty {
            pieces.append(Array(document[start..<cut]))
            start = cut
        }
        return pieces
    }

    /// Text with lines of about the given length (0 gives none), and scalars of three bytes.
    static func text(bytes count: Int, lineLength: Int, seed: UInt64) -> [UInt8] {
        var generator = SplitMix(seed: seed)
        var text: [UInt8] = []
        text.reserveCapacity(count + 3)
        while text.count < count {
            let number = generator.next()
            if lineLength > 0 && number % UInt64(lineLength) == 0 {
                text.append(10)
            } else if number >> 40 & 3 == 0 {
                text += [0xE2, 0x82, 0xAC]
            } else {
                text.append(UInt8(ascii: "a") + UInt8(number >> 32 & 15))
            }
        }
        return text
    }

    static func pieces(_ document: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        unsafe document.withUnsafeBufferPointer { bytes in
            unsafe DocumentGrid.forEachPiece(of: bytes) { piece, index, offset in
                #expect(index == UInt64(pieces.count) && offset == pieces.reduce(0) { $0 + $1.count })
                unsafe pieces.append(Array(piece))
            }
        }
        return pieces
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 98_303, 98_304, 98_305, 131_072, 300_000], [0, 40, 50_000])
    func piecesEqualTheDefinition(count: Int, lineLength: Int) {
        let document = Self.text(bytes: count, lineLength: lineLength, seed: UInt64(count + lineLength))
        let pieces = Self.pieces(document)
        #expect(pieces == Self.naivePieces(document))
        #expect(Array(pieces.joined()) == document)
        #expect(pieces.allSatisfy { $0.count <= 98_307 && (!$0.isEmpty || document.isEmpty) })
    }

    @Test(arguments: [
        // A line feed that ends exactly at the grid point, at it, at the search's last byte, and one too far.
        (65_535, 65_536), (65_536, 65_537), (98_302, 98_303), (98_303, 65_536),
    ])
    func theCutForOneLineFeed(at index: Int, cut: Int) {
        var document = [UInt8](repeating: 0x61, count: 120_000)
        document[index] = 10
        #expect(Self.pieces(document).first?.count == cut)
    }

    @Test func scalarsAreNotCut() {
        for shift in 0..<4 {
            let document =
                [UInt8](repeating: 0x61, count: 65_533 + shift) + Array("😀".utf8)
                + [UInt8](repeating: 0x61, count: 100)
            let pieces = Self.pieces(document)
            #expect(pieces.count == 2)
            #expect(pieces.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
        }
        // Continuation bytes without end are cut after three.
        #expect(Self.pieces([UInt8](repeating: 0x80, count: 70_000)).first?.count == 65_539)
    }
}
