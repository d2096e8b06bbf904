/// Exact counts of the keys whose hash lies below a threshold; the threshold halves when the sketch is full.
///
/// Which keys are kept depends on the keys alone, never on the order in which they came: the sketch of a union is the
/// merge of the sketches, and a kept key's count is exact. Dividing by `samplingRate` gives the unbiased
/// Horvitz–Thompson estimate of any sum over distinct keys. While `level` is 0 nothing was sampled.
public struct ThresholdSketch: Sendable {
    /// The number of distinct keys above which the threshold halves.
    public let capacity: Int

    /// How often the threshold was halved: keys below 2⁶⁴ / 2^level are kept.
    public private(set) var level: Int

    /// The number of kept distinct keys.
    public private(set) var count: Int

    private var slots: [Slot]
    private var limit: UInt64

    /// One kept key.
    public struct Slot: Sendable, Hashable {
        /// The hash of the thing counted; 0 marks an empty slot.
        public var key: UInt64

        /// How often the key was met.
        public var multiplicity: UInt64

        /// The size in bytes of the thing counted, once.
        public var bytes: UInt64
    }

    /// Creates an empty sketch that keeps at most `capacity` distinct keys (at least 16).
    public init(capacity: Int) {
        self.capacity = max(capacity, 16)
        self.level = 0
        self.count = 0
        self.limit = .max
        self.slots = Self.emptyTable(for: 16)
    }

    /// The share of distinct keys that is kept: 2^−level.
    public var samplingRate: Double { Double(sign: .plus, exponent: -level, significand: 1) }

    /// Counts a key that stands for `bytes` bytes.
    @inline(__always)
    mutating func insert(_ hash: UInt64, bytes: Int) {
        if hash <= limit { insertKept(hash, multiplicity: 1, bytes: UInt64(bytes)) }
    }

    @inline(never)
    private mutating func insertKept(_ hash: UInt64, multiplicity: UInt64, bytes: UInt64) {
        let key = max(hash, 1)
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: key) & mask
        while slots[index].key != 0 {
            if slots[index].key == key {
                slots[index].multiplicity += multiplicity
                return
            }
            index = (index + 1) & mask
        }
        slots[index] = Slot(key: key, multiplicity: multiplicity, bytes: bytes)
        count += 1
        if count > capacity {
            raiseLevel(to: level + 1)
        } else if count * 2 > slots.count {
            rebuild(slots: slots.count * 2)
        }
    }

    private mutating func raiseLevel(to newLevel: Int) {
        level = newLevel
        limit = Self.limit(ofLevel: level)
        rebuild(slots: slots.count)
        if count > capacity { raiseLevel(to: level + 1) }
    }

    private mutating func rebuild(slots newCount: Int) {
        let old = slots
        slots = [Slot](repeating: Slot(key: 0, multiplicity: 0, bytes: 0), count: newCount)
        count = 0
        let mask = newCount - 1
        for slot in old where slot.key != 0 && slot.key <= limit {
            var index = Int(truncatingIfNeeded: slot.key) & mask
            while slots[index].key != 0 { index = (index + 1) & mask }
            slots[index] = slot
            count += 1
        }
    }

    /// The sketch of what is left when a part is taken away, whose keys are known up to a level; its level is the higher.
    func removing(_ part: [Slot], level partLevel: Int) -> ThresholdSketch {
        var rest = ThresholdSketch(capacity: capacity)
        rest.restore(level: max(level, partLevel))
        let taken = Dictionary(part.map { ($0.key, $0.multiplicity) }, uniquingKeysWith: +)
        for slot in slots where slot.key != 0 && slot.key <= rest.limit {
            let left = slot.multiplicity - min(slot.multiplicity, taken[slot.key] ?? 0)
            if left > 0 { rest.insertKept(slot.key, multiplicity: left, bytes: slot.bytes) }
        }
        return rest
    }

    /// Puts back the level of a sketch that was written down; the sketch must be empty.
    mutating func restore(level: Int) { raiseLevel(to: level) }

    /// Puts back a key; false where it lies beyond the threshold.
    mutating func restore(_ key: UInt64, multiplicity: UInt64, bytes: UInt64) -> Bool {
        guard key <= limit else { return false }
        insertKept(key, multiplicity: multiplicity, bytes: bytes)
        return true
    }

    private static func emptyTable(for keys: Int) -> [Slot] {
        var size = 32
        while size < keys * 2 { size *= 2 }
        return [Slot](repeating: Slot(key: 0, multiplicity: 0, bytes: 0), count: size)
    }

    /// The kept keys in ascending order of key.
    public var keptKeys: [Slot] {
        slots.filter { $0.key != 0 }.sorted { $0.key < $1.key }
    }

    /// Adds the counts of another sketch of the same capacity: the sketch of the union of both inputs.
    ///
    /// - Complexity: O(kept keys of both).
    public mutating func merge(_ other: ThresholdSketch) {
        precondition(capacity == other.capacity, "sketches of different capacity do not merge")
        if other.level > level { raiseLevel(to: other.level) }
        for slot in other.slots where slot.key != 0 && slot.key <= limit {
            insertKept(slot.key, multiplicity: slot.multiplicity, bytes: slot.bytes)
        }
    }
}

extension ThresholdSketch: Equatable {
    /// Two sketches are equal when they keep the same keys with the same counts.
    public static func == (a: Self, b: Self) -> Bool {
        a.capacity == b.capacity && a.level == b.level && a.keptKeys == b.keptKeys
    }
}
