import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// Sizes as they come in use, with `ASSAY_SOAK=1` and meant for a release build.
@Suite(
    "Estimators at full size", .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1" && SharedData.has("data/corpora")))
struct SoakTests {
    /// 16 MiB of prose, mark-up and chats as documents of 4 KiB.
    static func sample() throws -> (bytes: [UInt8], documents: [DocumentRange]) {
        let files = [
            "prose/complete-angler.txt", "prose/jack-sheppard.txt", "prose/moby-dick.txt",
            "prose/pride-and-prejudice.txt", "prose/shakespeare.txt", "prose/war-and-peace.txt",
            "wiki/enwik-first-4000000.xml", "chat/gsm8k-train.jsonl",
        ]
        var bytes: [UInt8] = []
        for file in files { bytes += [UInt8](try #require(SharedData.data("data/corpora/\(file)"))) }
        bytes += bytes.prefix((16 << 20) - bytes.count)
        return (bytes, Self.documents(bytes.count))
    }

    static func documents(_ count: Int) -> [DocumentRange] {
        stride(from: 0, to: count, by: 4096).map {
            DocumentRange($0..<min(count, $0 + 4096), group: $0 / 4096 % DocumentGroups.count)
        }
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let duration = try clock.measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    static func report(_ entropies: BlockEntropies<some Denominator>, seconds: Double) {
        print("\(entropies.orders.count) orders in \(seconds) s")
        for order in entropies.orders {
            let interval = order.interval.map { "\($0.lowerBound.value) … \($0.upperBound.value)" } ?? "none"
            print(
                "  h_\(order.order) \(order.conditionalEntropy.value) (plug-in \(order.plugInConditionalEntropy.value)),",
                "interval \(interval), \(order.distinct) blocks, singletons \(order.singletonShare), \(order.isUsable)")
        }
    }

    @Test("Block entropies of 16 MiB")
    func blockEntropies() throws {
        let (bytes, documents) = try Self.sample()
        var entropies: BlockEntropies<Byte>?
        let seconds = try Self.seconds { entropies = try BlockEntropies(bytes: bytes.span, documents: documents) }
        let measured = try #require(entropies)
        Self.report(measured, seconds: seconds)
        #expect(seconds < 3 * Double(measured.orders.count))
    }

    @Test("Block entropies of 16 MiB of random bytes, the most blocks there can be")
    func randomBytes() throws {
        var random = SplitMix(seed: 1)
        let bytes = (0..<16 << 20).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var entropies: BlockEntropies<Byte>?
        let seconds = try Self.seconds {
            entropies = try BlockEntropies(bytes: bytes.span, documents: Self.documents(bytes.count))
        }
        let measured = try #require(entropies)
        Self.report(measured, seconds: seconds)
        #expect(seconds < 3 * Double(measured.orders.count))
    }

    @Test("Ten million symbols", arguments: EntropyEstimator.allCases)
    func manySymbols(_ estimator: EntropyEstimator) throws {
        // Zipf's law: the i-th symbol 10⁹/i times.
        let counts = (1...10_000_000).map { UInt64(1_000_000_000) / UInt64($0) }
        var estimate: Nats?
        var grouping = 0.0
        let total = try Self.seconds {
            var grouped: CountOfCounts?
            grouping = try Self.seconds { grouped = try CountOfCounts(counts.span) }
            estimate = try estimator.estimate(#require(grouped))
        }
        print("\(estimator): \(estimate?.value ?? .nan) nats, \(grouping) s grouping, \(total - grouping) s estimating")
        #expect(total < 10)
    }

    @Test("The redundancy curve of 16 MiB")
    func redundancyCurve() throws {
        let (bytes, _) = try Self.sample()
        var curve: RedundancyCurve?
        let seconds = try Self.seconds { curve = try RedundancyCurve(of: bytes.span) }
        print("curve in \(seconds) s")
        for point in try #require(curve).points {
            print("  \(point.windowBytes): \(point.codeLength.value / Double(bytes.count)) bits per byte")
        }
        #expect(seconds < 30)
    }
}
