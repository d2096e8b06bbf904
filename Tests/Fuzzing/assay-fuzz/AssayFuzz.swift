internal import Foundation
internal import FuzzTargets

/// Runs decoders on changed inputs until the time is over or something does not hold.
@main
enum AssayFuzz {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["--list"] { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
        if arguments.count == 3, arguments[0] == "--replay" {
            let input = try Data(contentsOf: URL(filePath: arguments[2]))
            return try await target(arguments[1]).run(Array(input), in: try folder("replay"))
        }
        guard arguments.count >= 2, let seconds = Double(arguments[0]), let seed = UInt64(arguments[1]) else {
            print("usage: assay-fuzz SECONDS SEED [TARGET…] | --replay TARGET FILE | --list")
            exit(2)
        }
        let targets = arguments.count > 2 ? arguments[2...].map(target) : FuzzTarget.all
        for target in targets { try await fuzz(target, seconds: seconds, seed: seed) }
    }

    private static func target(_ name: String) -> FuzzTarget {
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            print("no target \(name); the targets are " + FuzzTarget.all.map(\.name).joined(separator: " "))
            exit(2)
        }
        return target
    }

    private static func folder(_ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-fuzz/\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Ends the process when half a minute of processor time, or ten minutes, have gone by; 0 takes both alarms away.
    ///
    /// Beside other work an input that takes a moment can wait for half a minute.
    private static func watch(_ seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = seconds
        _ = unsafe setitimer(Int32(ITIMER_PROF.rawValue), &timer, nil)
        alarm(UInt32(seconds) * 20)
    }

    /// After a crash, or when an alarm ends the process, the file holds the input.
    private static func fuzz(_ target: FuzzTarget, seconds: Double, seed: UInt64) async throws {
        let folder = try folder(target.name)
        print("\(target.name): each input is in \(folder.appending(path: target.fileName).path) while it runs")
        fflush(nil)
        let mutator = try await Mutator(target, seed: seed)
        let clock = ContinuousClock()
        let start = clock.now
        var iteration = 0
        var slowest: (duration: Duration, iteration: Int) = (.zero, 0)
        while clock.now - start < .seconds(seconds) {
            watch(30)
            let input = mutator.input(iteration)
            let began = clock.now
            do {
                try await target.run(input, in: folder)
            } catch {
                print("\(target.name), seed \(seed), iteration \(iteration): \(error)")
                exit(1)
            }
            slowest = max(slowest, (clock.now - began, iteration), by: { $0.duration < $1.duration })
            iteration += 1
        }
        watch(0)
        print(
            "\(target.name): \(iteration) inputs, the slowest took \(slowest.duration) (iteration \(slowest.iteration))"
        )
    }

    private static func max<T>(_ a: T, _ b: T, by precedes: (T, T) -> Bool) -> T { precedes(a, b) ? b : a }
}
