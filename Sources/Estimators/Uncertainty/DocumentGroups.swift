internal import InformationCapacity

/// Uncertainty from groups of documents: how much a figure differs between groups tells how much it would differ
/// between samples.
///
/// Bytes of a text are not independent draws, documents nearly are. So documents are dealt into groups, and intervals use
/// Student's t with one degree of freedom fewer than there are groups.
public enum DocumentGroups: Sendable {
    /// How many groups there are at most.
    public static let count = 20

    /// The fewest groups with content from which an interval is made.
    public static let minimum = 10

    /// Half the width of the 95 % interval of a statistic by the delete-a-group jackknife.
    ///
    /// The variance is (g − 1)/g Σ (θ₋ − mean)² (Kott 2001).
    ///
    /// - Parameter replicates: The statistic with one group left out, for each group that holds anything.
    /// - Returns: nil with fewer than 10 or more than 20 replicates.
    public static func jackknifeRadius(_ replicates: [Double]) -> Double? {
        guard let quantile = studentQuantile(groups: replicates.count) else { return nil }
        let count = Double(replicates.count)
        var sum = CompensatedSum()
        for value in replicates { sum.add(value) }
        let mean = sum.value / count
        var squares = CompensatedSum()
        for value in replicates { squares.add((value - mean) * (value - mean)) }
        return quantile * ((count - 1) / count * squares.value).squareRoot()
    }

    /// Half the width of the 95 % interval of Σ totals / Σ sizes, as a ratio estimate (Cochran 1977, section 6.3).
    ///
    /// - Parameters:
    ///   - totals: The total of each group.
    ///   - sizes: The size of each group, as many as totals; groups of size 0 carry no weight.
    /// - Returns: nil when fewer than 10 groups, or more than 20, hold anything.
    public static func ratioRadius(totals: [Double], sizes: [Double]) -> Double? {
        let used = sizes.count { $0 > 0 }
        guard let quantile = studentQuantile(groups: used) else { return nil }
        var size = CompensatedSum()
        var total = CompensatedSum()
        for index in sizes.indices {
            size.add(sizes[index])
            total.add(totals[index])
        }
        let rate = total.value / size.value
        var squares = CompensatedSum()
        for index in sizes.indices {
            let residual = totals[index] - rate * sizes[index]
            squares.add(residual * residual)
        }
        return quantile * (squares.value * Double(used) / Double(used - 1)).squareRoot() / size.value
    }

    /// The 0.975 quantile of Student's t with one degree of freedom fewer than groups; nil outside 10…20 groups.
    private static func studentQuantile(groups: Int) -> Double? {
        guard (minimum...count).contains(groups) else { return nil }
        return StudentQuantile.twoSided95(degreesOfFreedom: groups - 1)
    }
}
