import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Diagnostics of documents")
struct DocumentDiagnosticsTests {
    /// The losses of an adaptive order-0 learner that begins anew: flat on nothing, falling while it learns.
    private func independentLosses(_ random: inout SplitMix, count: Int) -> [Double] {
        (0..<count).map { _ in random.unit() < 0.5 ? 1 : [2, 3, 3][Int(3 * random.unit())] }
    }

    @Test("A source without memory is flat", arguments: UInt64(0)..<20)
    func flat(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let documents = (0..<60).map { _ in independentLosses(&random, count: 600) }
        let profile = PositionProfile(documents: 60) { documents[$0] }
        let slope = try #require(profile.slope.value)
        let interval = try #require(slope.perDoubling.interval)
        // Twenty intervals of 95 %: this band of 1.5 radii holds zero in all of them.
        let radius = slope.perDoubling.value.value - interval.lowerBound.value
        #expect(abs(slope.perDoubling.value.value) < 1.5 * radius, "seed \(seed)")
        #expect(slope.positions == 31..<511 && slope.documents == 60)
        #expect(profile.bins.last?.positions == 511..<1023)
        #expect(profile.bins[3].documents == 60)
    }

    @Test("A known fall per doubling is found, though short documents are of another kind")
    func falling() throws {
        var random = SplitMix(seed: 5)
        let documents = (0..<80).map { index in
            (0..<(index % 2 == 0 ? 1100 : 200)).map { position in
                (index % 2 == 0 ? 4 : 1) - 0.1 * PortableMath.log2(Double(position + 1)) + 0.1 * random.unit()
            }
        }
        let profile = PositionProfile(documents: 80) { documents[$0] }
        let slope = try #require(profile.slope.value)
        #expect(abs(slope.perDoubling.value.value + 0.1) < 0.002, "\(slope.perDoubling.value.value)")
        #expect(slope.documents == 40 && slope.positions == 31..<1023)
        #expect(profile.bins[0].positions == 0..<1 && profile.bins[0].loss.value.value > 2)
    }

    @Test("Too little: no slope, no interval, and the words for it")
    func degenerateProfile() {
        let short = PositionProfile(documents: 30) { _ in [1, 2, 3] }
        #expect(short.slope.absence == "0 documents have 255 bytes, the slope needs 20")
        #expect(short.bins.count == 2 && short.bins[1].loss.value == Rate(2.5))
        let one = PositionProfile(documents: 1) { _ in [Double](repeating: 1, count: 300) }
        #expect(one.bins[0].loss.intervalAbsence == "no interval: 1 document, at least 20 are needed")
        #expect(PositionProfile(documents: 0) { _ in [] }.bins.isEmpty)
        #expect(PositionProfile(documents: 2) { _ in [] }.bins.isEmpty)
    }

    @Test("The gain is the difference of the rates, absent without a byte")
    func gain() throws {
        let documents = (1...40).map {
            InDocumentGain.Document(
                byteCount: UInt64(100 * $0), adapting: Bits(150 * Double($0)), frozen: Bits(200 * Double($0)))
        }
        let gain = try #require(InDocumentGain.measure(documents).value)
        #expect(gain.value == Rate(0.5))
        let interval = try #require(gain.interval)
        #expect(interval.upperBound.value - interval.lowerBound.value < 1e-9)
        #expect(InDocumentGain.measure([]).value == nil)
        #expect(InDocumentGain.measure([.init(byteCount: 0, adapting: .zero, frozen: .zero)]).value == nil)
        #expect(InDocumentGain.measure(Array(documents.prefix(19))).value?.interval == nil)
    }

    /// The code lengths of the second half of a document alone and after the first, under xz.
    private func halves(_ document: [UInt8]) throws -> BipartiteInformation.Halves {
        var encoder = try CodeLengthEncoder(.xz(preset: 6))
        let middle = document.count / 2
        let second = Array(document[middle...])
        let first = Array(document[..<middle])
        let alone = try encoder.codeLength(of: second.span)
        let before = try encoder.codeLength(of: first.span)
        let both = try encoder.codeLength(of: document.span)
        return BipartiteInformation.Halves(alone: alone, afterFirst: both - before)
    }

    @Test("One fixed copy across the middle is worth its bits within 5 %; without it there is nothing")
    func copy() throws {
        var random = SplitMix(seed: 6)
        var copied: [BipartiteInformation.Halves] = []
        var independent: [BipartiteInformation.Halves] = []
        for _ in 0..<20 {
            var document = (0..<8192).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            independent.append(try halves(document))
            document.replaceSubrange(6000..<8000, with: document[1000..<3000])
            copied.append(try halves(document))
        }
        let with = try #require(BipartiteInformation([8192: copied]).points.first)
        #expect(abs(with.information.value.value / (8 * 2000) - 1) < 0.05, "\(with.information.value.value)")
        let without = try #require(BipartiteInformation([8192: independent]).points.first)
        // What remains is the container of xz, which the second half does not pay twice: 60 bytes.
        #expect(abs(without.information.value.value) <= 8 * 60, "\(without.information.value.value)")
    }

    @Test(
        "The halves of a source without memory share nothing, to a learner that knows the source",
        arguments: UInt64(0)..<20)
    func memoryless(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let law = [0.5, 0.25, 0.125, 0.125]
        let sampler = Sampler(law)
        func codeLength(_ symbols: ArraySlice<Int>, counts: inout [Double]) -> Bits {
            var bits = 0.0
            for symbol in symbols {
                bits -= PortableMath.log2(counts[symbol] / counts.reduce(0, +))
                counts[symbol] += 1
            }
            return Bits(bits)
        }
        let documents = (0..<60).map { _ in
            let document = (0..<400).map { _ in sampler.draw(&random) }
            var fresh = law.map { 1e5 * $0 }
            let alone = codeLength(document[200...], counts: &fresh)
            var read = law.map { 1e5 * $0 }
            _ = codeLength(document[..<200], counts: &read)
            return BipartiteInformation.Halves(alone: alone, afterFirst: codeLength(document[200...], counts: &read))
        }
        let information = try #require(BipartiteInformation([400: documents]).points.first).information
        let interval = try #require(information.interval)
        let radius = interval.upperBound.value - information.value.value
        // Twenty intervals of 95 %: 1.5 radii hold zero in all of them.
        #expect(abs(information.value.value) < 1.5 * radius, "seed \(seed): \(information.value.value)")
    }

    @Test("A power law has its exponent; no information has none")
    func exponent() throws {
        var random = SplitMix(seed: 7)
        var documents: [UInt64: [BipartiteInformation.Halves]] = [:]
        var nothing: [UInt64: [BipartiteInformation.Halves]] = [:]
        for k in 8...14 {
            let information = 3 * PortableMath.pow(Double(1 << k), 0.6)
            documents[1 << k] = (0..<60).map { _ in
                .init(alone: Bits(1e4 + information * (0.5 + random.unit())), afterFirst: Bits(1e4))
            }
            nothing[1 << k] = (0..<60).map { _ in .init(alone: Bits(100 + random.unit()), afterFirst: Bits(100.5)) }
        }
        let found = BipartiteInformation(documents)
        let exponent = try #require(found.exponent.value)
        #expect(abs(exponent.value - 0.6) < 0.05)
        #expect(exponent.interval?.contains(0.6) == true)
        #expect(found.points.map(\.byteCount) == (8...14).map { 1 << $0 })
        let none = BipartiteInformation(nothing)
        #expect(none.exponent.absence?.hasPrefix("not identified") == true)
        for point in none.points {
            let radius = try #require(point.information.interval).upperBound.value - point.information.value.value
            #expect(abs(point.information.value.value) < 2 * radius)
        }
        #expect(BipartiteInformation([:]).points.isEmpty)
        #expect(BipartiteInformation([4: []]).points.isEmpty)
    }
}
