/// What the split patterns ask of a character; the numbers are chosen for cheap range tests.
enum CharacterClass {
    /// Everything else: punctuation, symbols, controls, unassigned, and bytes of invalid UTF-8.
    static let other: UInt8 = 0
    /// \p{Lu} and \p{Lt}.
    static let upper: UInt8 = 1
    /// \p{Ll}.
    static let lower: UInt8 = 2
    /// \p{Lm} and \p{Lo}, which have no case.
    static let caseless: UInt8 = 3
    /// \p{M}.
    static let mark: UInt8 = 4
    /// \p{N}.
    static let number: UInt8 = 5
    /// \s (White_Space) but for newlines.
    static let space: UInt8 = 6
    /// Carriage return and line feed.
    static let newline: UInt8 = 7

    /// \p{L}.
    @inline(__always)
    static func isLetter(_ value: UInt8) -> Bool { value &- upper <= caseless - upper }

    /// [^\s\p{L}\p{N}].
    @inline(__always)
    static func isOther(_ value: UInt8) -> Bool { value == other || value == mark }

    /// \s.
    @inline(__always)
    static func isSpace(_ value: UInt8) -> Bool { value >= space }
}

/// The class of every scalar, a byte each, from the general categories that the Swift runtime carries.
@safe
struct CharacterClasses: @unchecked Sendable {
    /// Planes 0 to 2 and the assigned part of plane 3: 208 KiB, built once in a few milliseconds.
    private static let size = 0x34000

    static let shared = CharacterClasses()

    private let table: UnsafePointer<UInt8>

    private init() {
        let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.size)
        for value in 0..<UInt32(Self.size) {
            unsafe classes[Int(value)] = Unicode.Scalar(value).map(Self.classify) ?? CharacterClass.other
        }
        unsafe table = UnsafePointer(classes)
    }

    private static func classify(_ scalar: Unicode.Scalar) -> UInt8 {
        if scalar == "\r" || scalar == "\n" { return CharacterClass.newline }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return CharacterClass.upper
        case .lowercaseLetter: return CharacterClass.lower
        case .modifierLetter, .otherLetter: return CharacterClass.caseless
        case .nonspacingMark, .spacingMark, .enclosingMark: return CharacterClass.mark
        case .decimalNumber, .letterNumber, .otherNumber: return CharacterClass.number
        default: return scalar.properties.isWhitespace ? CharacterClass.space : CharacterClass.other
        }
    }

    /// The class of the character at a position and its length in bytes.
    @inline(__always)
    func classify(_ text: ByteView, at index: Int, end: Int) -> (value: UInt8, length: Int) {
        let first = text[index]
        if first < 0x80 { return (unsafe table[Int(first)], 1) }
        let (scalar, length) = text.longScalar(first, at: index, end: end)
        if scalar < UInt32(Self.size) { return (unsafe table[Int(scalar)], length) }
        return (Self.classifyBeyondTable(scalar), length)
    }

    @inline(never)
    private static func classifyBeyondTable(_ scalar: UInt32) -> UInt8 {
        Unicode.Scalar(scalar).map(classify) ?? CharacterClass.other
    }
}
