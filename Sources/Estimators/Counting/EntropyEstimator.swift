public import InformationCapacity

/// An estimator of Shannon's entropy of a distribution from the counts of a sample of it.
///
/// The estimates are *diagnostics*, never bounds: a sample that does not hold the rare symbols cannot tell how many
/// there are, and every estimator here fails where most symbols were seen once. For counts that follow Zipf's law the
/// default is ``chaoWangJost``.
public enum EntropyEstimator: String, Sendable, Hashable, CaseIterable {
    /// The entropy of the sample itself (maximum likelihood); too small by about (symbols − 1) / 2n nats.
    case plugIn = "plug-in"

    /// The plug-in with its first-order bias added (Miller 1955).
    case millerMadow = "miller-madow"

    /// The plug-in with the logarithm replaced by a function that takes out the bias of each count (Grassberger 2003).
    ///
    /// One symbol alone has a small positive estimate.
    case grassberger = "grassberger"

    /// The part of the entropy that has an unbiased estimate (Zhang 2012).
    case zhang = "zhang"

    /// Coverage-adjusted probabilities with inclusion weights (Chao & Shen 2003).
    case chaoShen = "chao-shen"

    /// The slope of the species accumulation curve, extrapolated (Chao, Wang & Jost 2013).
    case chaoWangJost = "chao-wang-jost"

    /// The plug-in with each observation left out in turn (Zahl 1977).
    case jackknife = "jackknife"

    /// The plug-in of probabilities shrunk towards the uniform distribution (Hausser & Strimmer 2009).
    case jamesStein = "james-stein"

    /// The Bayesian mean under a prior that is nearly flat in the entropy (Nemenman, Shafee & Bialek 2002).
    case nemenmanShafeeBialek = "nemenman-shafee-bialek"

    /// The name as it is printed in reports.
    public var name: String {
        switch self {
        case .plugIn: "plug-in (maximum likelihood)"
        case .millerMadow: "Miller-Madow"
        case .grassberger: "Grassberger 2003"
        case .zhang: "Zhang"
        case .chaoShen: "Chao-Shen"
        case .chaoWangJost: "Chao-Wang-Jost"
        case .jackknife: "jackknife"
        case .jamesStein: "James-Stein shrinkage"
        case .nemenmanShafeeBialek: "Nemenman-Shafee-Bialek"
        }
    }

    /// Where the formula was published.
    public var reference: String {
        switch self {
        case .plugIn: "Shannon, A mathematical theory of communication (1948)"
        case .millerMadow: "Miller, Note on the bias of information estimates (1955)"
        case .grassberger: "Grassberger, Entropy estimates from insufficient samplings (2003), arXiv:physics/0307138"
        case .zhang: "Zhang, Entropy estimation in Turing's perspective (2012)"
        case .chaoShen: "Chao & Shen, Nonparametric estimation of Shannon's index of diversity (2003)"
        case .chaoWangJost: "Chao, Wang & Jost, Entropy and the species accumulation curve (2013)"
        case .jackknife: "Zahl, Jackknifing an index of diversity (1977)"
        case .jamesStein: "Hausser & Strimmer, Entropy inference and the James-Stein estimator (2009), arXiv:0811.3579"
        case .nemenmanShafeeBialek:
            "Nemenman, Shafee & Bialek, Entropy and inference, revisited (2002), arXiv:physics/0108025"
        }
    }

    /// Whether the estimate depends on how many symbols there are, seen and unseen.
    public var usesAlphabetSize: Bool { self == .jamesStein || self == .nemenmanShafeeBialek }

    /// Estimates the entropy per observation.
    ///
    /// - Parameters:
    ///   - counts: the sample.
    ///   - alphabetSize: K, how many symbols there are, seen and unseen; nil takes those that were seen. Estimators
    ///     without ``usesAlphabetSize`` ignore it.
    /// - Returns: nats per observation; nil without observations, and where more symbols were seen than there are.
    /// - Complexity: O(distinct counts), a few hundred times that for ``nemenmanShafeeBialek``.
    public func estimate(_ counts: CountOfCounts, alphabetSize: UInt64? = nil) -> Nats? {
        let alphabetSize = alphabetSize ?? counts.observedSymbols
        guard counts.total > 0, !usesAlphabetSize || alphabetSize >= counts.observedSymbols else { return nil }
        return switch self {
        case .plugIn: Nats(Self.plugIn(counts))
        case .millerMadow: Nats(Self.millerMadow(counts))
        case .grassberger: Nats(Self.grassberger(counts))
        case .zhang: Nats(Self.zhang(counts))
        case .chaoShen: Nats(Self.chaoShen(counts))
        case .chaoWangJost: Nats(Self.chaoWangJost(counts))
        case .jackknife: Nats(Self.jackknife(counts))
        case .jamesStein: Nats(Self.jamesStein(counts, alphabetSize: Double(alphabetSize)))
        case .nemenmanShafeeBialek:
            Nats(NemenmanShafeeBialek(counts, alphabetSize: Double(alphabetSize)).posteriorMean)
        }
    }
}
