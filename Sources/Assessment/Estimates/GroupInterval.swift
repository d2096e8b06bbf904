internal import Estimators

/// Confidence intervals from groups of documents, and the words for where there are none.
enum GroupInterval {
    /// How a report describes the interval of a code length.
    private static let ratioMethod = "between groups of documents, Student t"

    /// How a report describes the interval of a statistic of counts.
    private static let jackknifeMethod = "leaving out one group of documents in turn, Student t"

    /// Why there is no interval.
    static func absence(documents: Int) -> String {
        documents < DocumentGroups.count
            ? "no interval: \(documents) distinct document\(documents == 1 ? "" : "s"), at least "
                + "\(DocumentGroups.count) are needed"
            : "no interval: the documents fall into too few groups"
    }

    /// The interval of Σ totals / Σ sizes over groups; nil where there are too few.
    static func ofRatio(around point: Double, totals: [Double], sizes: [Double]) -> Figure.Interval? {
        DocumentGroups.ratioRadius(totals: totals, sizes: sizes).map {
            interval(around: point, radius: $0, method: ratioMethod)
        }
    }

    /// The interval of a statistic from its values with one group left out; nil where there are too few.
    static func ofJackknife(around point: Double, replicates: [Double]) -> Figure.Interval? {
        DocumentGroups.jackknifeRadius(replicates).map {
            interval(around: point, radius: $0, method: jackknifeMethod)
        }
    }

    /// An interval that an estimator made by leaving out groups.
    static func ofJackknife(lower: Double, upper: Double) -> Figure.Interval {
        Figure.Interval(lower: lower, upper: upper, method: jackknifeMethod)
    }

    private static func interval(around point: Double, radius: Double, method: String) -> Figure.Interval {
        Figure.Interval(lower: point - radius, upper: point + radius, method: method)
    }
}
