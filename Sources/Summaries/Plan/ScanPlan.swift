public import Corpora
public import Diagnostics

/// A corpus cut into work units, each with a name that says what it is about, and what looking for the corpus came to.
///
/// The same corpus, options and unit size give the same plan, whoever makes it. The first unit is about no file: its
/// summary holds what was left out and what could not be found, so that this, too, is counted once.
public struct ScanPlan: Sendable {
    /// One unit of a plan.
    public struct Unit: Sendable, Hashable {
        /// Its name.
        public let key: UnitKey

        /// What it is about; nil is the outcome of looking for the corpus.
        public let work: ScanUnit?

        /// How many units before it are alike, as those of a copied tree are: names differ by it.
        let occurrence: Int
    }

    /// What the summaries of the units keep.
    public let parameters: SummaryParameters

    /// What the summary of a part says of the whole plan.
    public let identity: Coverage.Plan

    /// The units at hand: all, or those of one part.
    public let units: [Unit]

    /// What was left out.
    public let omissions: OmittedPaths

    /// What could not be found, listed or opened.
    public let failures: [AssayError]

    /// The size above which a unit is cut, in stored bytes, when nothing else is said.
    public static let unitSize = 256 << 20

    /// Plans the scan of what discovery found.
    ///
    /// - Parameters:
    ///   - listing: What discovery found.
    ///   - name: What the corpus is called.
    ///   - options: How the corpus is read.
    ///   - parameters: What the summaries keep; they name the options.
    ///   - unitSize: The size of a unit in stored bytes, positive (see `CorpusListing`).
    ///   - mostFiles: The most files that share a unit; 1 gives each file units of its own.
    public init(
        _ listing: CorpusListing, name: String, options: CorpusOptions, parameters: SummaryParameters,
        unitSize: Int = ScanPlan.unitSize, mostFiles: Int = CorpusListing.mostFiles
    ) {
        var omissions = OmittedPaths()
        for omission in listing.omissions { omissions.add(omission.reason, count: 1, examples: [omission.path]) }
        let fingerprint = parameters.fingerprint
        var units: [Unit] = []
        var met: [UnitKey: Int] = [:]
        for work in listing.units(size: unitSize, options: options, mostFiles: mostFiles) {
            func key(_ occurrence: Int) -> UnitKey {
                Unit.key(work, occurrence: occurrence, fingerprint: fingerprint)
            }
            let occurrence = met[key(0), default: 0]
            met[key(0)] = occurrence + 1
            units.append(Unit(key: key(occurrence), work: work, occurrence: occurrence))
        }
        let outcome = Unit.Outcome(omissions: omissions, failures: listing.failures)
        let identity = Self.identity(of: units, outcome, name: name)
        let outcomeKey = Unit.key(outcome, of: identity, fingerprint: fingerprint)
        units.insert(Unit(key: outcomeKey, work: nil, occurrence: 0), at: 0)
        self.init(
            parameters: parameters, identity: identity, units: units, omissions: omissions, failures: listing.failures)
    }

    init(
        parameters: SummaryParameters, identity: Coverage.Plan, units: [Unit], omissions: OmittedPaths,
        failures: [AssayError]
    ) {
        self.parameters = parameters
        self.identity = identity
        self.units = units
        self.omissions = omissions
        self.failures = failures
    }

    /// The names of the units at hand.
    public var keys: Set<UnitKey> { Set(units.map(\.key)) }

    /// The summary of what looking for the corpus came to, with an empty coverage.
    public var outcome: Summary {
        var summary = Summary(parameters: parameters)
        summary.omissions = omissions
        summary.input.undiscoverable = UInt64(failures.count)
        for failure in failures { summary.record(failure) }
        return summary
    }

    /// The number of the first unit whose name is not that of its content; nil where there is none.
    var firstMisnamedUnit: Int? {
        let fingerprint = parameters.fingerprint
        let outcome = Unit.Outcome(omissions: omissions, failures: failures)
        return units.firstIndex { unit in
            guard let work = unit.work else {
                return unit.key != Unit.key(outcome, of: identity, fingerprint: fingerprint)
            }
            return unit.key != Unit.key(work, occurrence: unit.occurrence, fingerprint: fingerprint)
        }
    }

    /// - Parameter units: All that are about files.
    private static func identity(of units: [Unit], _ outcome: Unit.Outcome, name: String) -> Coverage.Plan {
        var writer = CanonicalWriter()
        for unit in units { writer.write(unit.key) }
        outcome.write(to: &writer)
        return Coverage.Plan(
            name: name, digest: ContentHash(of: writer.bytes), units: units.count + 1,
            storedBytes: units.reduce(0) { $0 + ($1.work?.storedBytes ?? 0) })
    }
}
