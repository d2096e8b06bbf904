internal import SharedData

/// Makes inputs from seeds: the same for the same seed number and iteration, whatever ran before.
public struct Mutator: Sendable {
    private let seeds: [[UInt8]]
    private let dictionary: [[UInt8]]
    private let seed: UInt64

    /// The longest input in bytes.
    public static let maximumLength = 1 << 17

    /// Creates a mutator for a target, whose seeds are made here.
    public init(_ target: FuzzTarget, seed: UInt64) async throws {
        let made = try await target.seeds()
        seeds = made.isEmpty ? [[]] : made.map { Array($0.prefix(Self.maximumLength)) }
        dictionary = target.dictionary
        self.seed = seed
    }

    /// The input of an iteration; the first ones are the seeds as they are.
    public func input(_ iteration: Int) -> [UInt8] {
        if iteration < seeds.count { return seeds[iteration] }
        var generator = SplitMix(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(iteration))
        var bytes = seeds.randomElement(using: &generator) ?? []
        // Few changes reach deep, many find what few do not.
        for _ in 0..<(1 << Int.random(in: 0...4, using: &generator)) { change(&bytes, &generator) }
        return Array(bytes.prefix(Self.maximumLength))
    }

    private func change(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
        let position = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, position + (1 << Int.random(in: 0...9, using: &generator)))
        switch Int.random(in: 0..<10, using: &generator) {
        case 0 where position < bytes.count: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 2 where position < bytes.count:
            bytes[position] = [0, 0x0A, 0x22, 0x5C, 0x7F, 0x80, 0xFF, 0x7B].randomElement(using: &generator) ?? 0
        case 3: overwrite(&bytes, at: position, &generator)
        case 4: bytes.removeSubrange(position..<end)
        case 5: bytes.insert(contentsOf: bytes[position..<end], at: position)
        case 6: bytes.removeSubrange(position...)
        case 7:
            let other = seeds.randomElement(using: &generator) ?? []
            let from = Int.random(in: 0...other.count, using: &generator)
            bytes.replaceSubrange(position..., with: other[from...])
        case 8: bytes.insert(contentsOf: dictionary.randomElement(using: &generator) ?? [], at: position)
        default:
            let count = 1 << Int.random(in: 0...5, using: &generator)
            let byte = UInt8.random(in: 0...255, using: &generator)
            bytes.insert(contentsOf: repeatElement(byte, count: count), at: position)
        }
    }

    /// Puts a number where a length or an offset may stand.
    private func overwrite(_ bytes: inout [UInt8], at position: Int, _ generator: inout SplitMix) {
        let values: [UInt64] = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, .max >> 1, .max]
        let value = values.randomElement(using: &generator) ?? 0
        let width = 1 << Int.random(in: 0...3, using: &generator)
        let isBigEndian = Bool.random(using: &generator)
        for index in 0..<width where position + index < bytes.count {
            let shift = 8 * (isBigEndian ? width - 1 - index : index)
            bytes[position + index] = UInt8(truncatingIfNeeded: value >> UInt64(shift))
        }
    }
}
