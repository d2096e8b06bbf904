internal import InformationCapacity

/// The straight line through points by weighted least squares.
struct WeightedLine {
    let slope: Double
    let intercept: Double

    /// Fits the line; nil where the points do not differ in x or weigh nothing.
    init?(x: [Double], y: [Double], weights: [Double]) {
        var total = CompensatedSum()
        var sumX = CompensatedSum()
        var sumY = CompensatedSum()
        for i in x.indices {
            total.add(weights[i])
            sumX.add(weights[i] * x[i])
            sumY.add(weights[i] * y[i])
        }
        let meanX = sumX.value / total.value
        let meanY = sumY.value / total.value
        var squares = CompensatedSum()
        var products = CompensatedSum()
        for i in x.indices {
            squares.add(weights[i] * (x[i] - meanX) * (x[i] - meanX))
            products.add(weights[i] * (x[i] - meanX) * (y[i] - meanY))
        }
        guard squares.value > 0 else { return nil }
        slope = products.value / squares.value
        intercept = meanY - slope * meanX
    }
}
