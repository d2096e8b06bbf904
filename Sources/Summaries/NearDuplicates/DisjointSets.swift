/// Numbers in sets that are joined; a set is called by its least number.
struct DisjointSets {
    private var parents: [Int]

    /// The numbers from 0 on, each in a set of its own.
    init(count: Int) { parents = Array(0..<count) }

    /// The least number of the set that a number is in.
    ///
    /// - Complexity: amortised O(log numbers): paths are halved on the way.
    mutating func root(_ number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }

    /// Makes the sets of two numbers one.
    mutating func join(_ a: Int, _ b: Int) {
        let (first, second) = (root(a), root(b))
        parents[max(first, second)] = min(first, second)
    }

    /// The set of each number.
    consuming func roots() -> [Int] { parents.indices.map { root($0) } }
}
