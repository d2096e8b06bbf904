import Estimators
import InformationCapacity
import SharedData
import Testing

@Suite("Redundancy by window")
struct RedundancyCurveTests {
    @Test(
        "Windows go up to the first that holds the text", arguments: [(0, 1), (32_768, 1), (32_769, 2), (600_000, 4)])
    func windows(_ bytes: Int, _ points: Int) throws {
        let curve = try RedundancyCurve(of: sampleText(bytes: bytes, seed: 2).span)
        let windows: [UInt64] = [1 << 15, 1 << 17, 1 << 19, 1 << 21]
        #expect(curve.points.map(\.windowBytes) == Array(windows.prefix(points)))
        #expect(curve.bytes == UInt64(bytes))
    }

    @Test("A repeat shows where the window reaches it", arguments: [20_000, 100_000, 400_000])
    func repeatAtDistance(_ distance: Int) throws {
        let seed: UInt64 = 31
        var random = SplitMix(seed: seed)
        let block = (0..<distance).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = block + block
        let curve = try RedundancyCurve(of: text.span)
        for point in curve.points {
            let once = 8 * Double(distance)
            let expected = point.windowBytes > distance ? once : 2 * once
            #expect(abs(point.codeLength.value / expected - 1) < 0.01, "seed \(seed), window \(point.windowBytes)")
        }
    }

    @Test("Without repeats the curve is flat")
    func flat() throws {
        var random = SplitMix(seed: 8)
        let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let curve = try RedundancyCurve(of: bytes.span)
        for point in curve.points { #expect(abs(point.codeLength.value / 2_400_000 - 1) < 0.001) }
    }
}
