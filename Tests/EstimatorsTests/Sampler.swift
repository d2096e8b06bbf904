import SharedData

/// Draws from a fixed distribution by bisection of its cumulative sums.
struct Sampler {
    private var cumulative: [Double] = []

    init(_ weights: [Double]) {
        var sum = 0.0
        for weight in weights {
            sum += weight
            cumulative.append(sum)
        }
    }

    func draw(_ random: inout SplitMix) -> Int {
        let target = random.unit() * (cumulative.last ?? 0)
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
