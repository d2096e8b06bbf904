internal import InformationCapacity

/// Resamples of documents and of orders that are the same for every corpus: what differences between corpora are read from.
///
/// The weight of a document in a resample follows from its content and the resample's number alone, exponentially distributed
/// (Rubin's Bayesian bootstrap, 1981). So a document that two corpora share weighs the same in both: differences are paired
/// as far as the corpora share anything, and between corpora that share nothing they are independent. Orders of
/// learning are drawn as Student's t with as many degrees of freedom as there are orders but one, from contrasts between
/// orders that all corpora share. Nothing depends on which other corpora there are, nor on their order.
public struct JointResamples: Sendable {
    /// How many resamples there are.
    public static let count = 2000

    /// The contrasts of each resample, one for each order.
    private let contrasts: [[Double]]

    /// Prepares resamples of a number of orders; with one order there is no spread over orders.
    public init(orders: Int) {
        contrasts = (0..<Self.count).map { Self.contrast(orders: orders, resample: $0) }
    }

    /// The weight of each document, positive, 1 in the mean.
    ///
    /// - Parameters:
    ///   - keys: Hashes of the documents' content.
    ///   - resample: The resample's number, from 0.
    public static func weights(_ keys: [UInt64], resample: Int) -> [Double] {
        keys.map { key in
            var generator = SeededGenerator(seed: key ^ (UInt64(resample) &+ 1) &* 0xD6E8_FEB8_6659_FD93)
            return -PortableMath.log(generator.unit())
        }
    }

    /// The resampled means over orders of a statistic.
    ///
    /// Deviations between documents are widened by √((m + 1)/(m − 1)), for m weighted documents vary less than m drawn ones.
    ///
    /// - Parameters:
    ///   - points: The statistic of each order, all documents counted once.
    ///   - documents: m.
    ///   - statistic: The statistic of each order in a resample with this number.
    public func means(
        of points: [Double], documents: Int, _ statistic: (Int) -> [Double]
    ) -> [Double] {
        let centre = DocumentBootstrap.mean(points)
        let widening = documents > 1 ? (Double(documents + 1) / Double(documents - 1)).squareRoot() : 1
        return contrasts.indices.map { resample in
            var value = centre + widening * (DocumentBootstrap.mean(statistic(resample)) - centre)
            for (contrast, point) in zip(contrasts[resample], points) { value += contrast * (point - centre) }
            return value
        }
    }

    /// Weights of the orders' deviations: Σ contrast·(x − x̄) is Student's t times the standard error of x̄.
    private static func contrast(orders: Int, resample: Int) -> [Double] {
        guard orders > 1 else { return [Double](repeating: 0, count: max(0, orders)) }
        var generator = SeededGenerator(seed: 0x6F72_6465_7273 &+ UInt64(resample) &* 0x9E37_79B9_7F4A_7C15)
        var normals = NormalDeviates()
        let freedom = orders - 1
        var squares = 0.0
        for _ in 0..<freedom {
            let deviate = normals.next(&generator)
            squares += deviate * deviate
        }
        let scale = (Double(freedom) / (squares * Double(orders) * Double(orders - 1))).squareRoot()
        return (0..<orders).map { _ in normals.next(&generator) * scale }
    }
}

/// Normal deviates by Marsaglia's polar method (1964), the same on every machine.
struct NormalDeviates {
    private var spare: Double?

    mutating func next(_ generator: inout SeededGenerator) -> Double {
        if let deviate = spare {
            spare = nil
            return deviate
        }
        while true {
            let (a, b) = (2 * generator.unit() - 1, 2 * generator.unit() - 1)
            let square = a * a + b * b
            guard square > 0, square < 1 else { continue }
            let factor = (-2 * PortableMath.log(square) / square).squareRoot()
            spare = b * factor
            return a * factor
        }
    }
}
