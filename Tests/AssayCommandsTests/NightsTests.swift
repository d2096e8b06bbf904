import Foundation
import SharedData
import Testing

/// The short version of Scripts/soak --nights.
@Suite("Simulated nights")
struct NightsTests {
    @Test(
        .enabled(if: SharedData.has("corpora/chat/gsm8k-train.jsonl"), "needs the shared corpora"),
        .enabled(
            if: AssayProcess.releaseBinary != nil, "the predictor needs a release build: Scripts/test"))
    func `clean nights pass the proposed policy, and every bad shard is named first`() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Scripts/sweeps/nights.py").path
        let data = try #require(SharedData.path("corpora"))
        let run = try AssayProcess.run(
            [
                script, "--bin", AssayProcess.binary, "--data", data, "--pool", "chat", "--nights", "3",
                "--repeats",
                "1", "--documents", "1500",
            ], binary: "/usr/bin/python3")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("3 clean nights, 0 with an alarm"))
        #expect(
            run.output.split(separator: "\n").count { $0.contains("caught 1 of 1, right shard first") }
                == 6)
    }
}
