import Foundation
import SharedData
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Disks that fill up, reads that fail, permissions that are gone, readers that go away, signals, too little memory: the exit
/// code says so, a sentence names the file, what was there stays, and nothing half-written is left.
@Suite("Faults", .enabled(if: FaultShim.library != nil, "there is no C compiler"))
struct FaultTests {
    private func assay(
        _ arguments: [String], _ scene: FaultScene, _ environment: [String: String] = [:]
    ) throws -> AssayProcess {
        try AssayProcess.run(arguments, environment: environment, directory: scene.scratch.directory)
    }

    // MARK: Writing

    @Test(
        arguments: FaultScene.writers.map { ($0, "write", ENOSPC) }
            + FaultScene.writers.suffix(6).flatMap { [($0, "sync", EIO), ($0, "rename", EACCES)] })
    func `a file that cannot be written leaves what was there`(
        writer: FaultScene.Writer, kind: String, code: Int32
    ) throws {
        let scene = try FaultScene()
        try scene.prepare(for: writer.arguments)
        let run = try assay(
            writer.arguments + ["out/old"], scene,
            try FaultShim.environment(kind, of: kind == "rename" ? "out/old" : "/out/", code: code))
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.errors.contains("out/old: cannot be written"), "\(run.errors)")
        let words = unsafe String(cString: strerror(code))
        #expect(run.errors.contains(words))
        #expect(!writer.showsReport || run.output.count > 100, "the report is lost")
        try scene.expectUntouched()
    }

    @Test(arguments: FaultScene.writers.prefix(13))
    func `standard output on a full disk is no success`(writer: FaultScene.Writer) throws {
        let scene = try FaultScene()
        try scene.prepare(for: writer.arguments)
        let arguments = writer.arguments.dropLast().map { "'\($0)'" }.joined(separator: " ")
        // What merge writes is a file in any case.
        guard writer.arguments[0] != "merge" else { return }
        let run = try AssayProcess.run(
            ["-c", "'\(AssayProcess.binary)' \(arguments) > /dev/full"], binary: "/bin/sh",
            directory: scene.scratch.directory)
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.errors.contains("standard output cannot be written") && run.errors.contains("No space left"))
    }

    @Test func `a file beyond what the process may write is an error, not a death`() throws {
        let scene = try FaultScene()
        let run = try AssayProcess.run(
            ["-c", "ulimit -f 1; exec '\(AssayProcess.binary)' scan c --quick --html out/old"], binary: "/bin/sh",
            directory: scene.scratch.directory)
        #expect(run.status == 2 && run.errors.contains("File too large"), "\(run.errors)")
        try scene.expectUntouched()
    }

    @Test func `files of checks are written whatever becomes of the others`() throws {
        let scene = try FaultScene()
        let run = try assay(
            [
                "check", "c", "--quick", "--no-history", "--policy", "policy.yaml", "--junit", "no/where.xml",
                "--sarif",
                "s.json", "--metrics", "m.prom",
            ], scene)
        #expect(run.status == 2 && run.errors.contains("no/where.xml: cannot be written"), "\(run.errors)")
        for name in ["s.json", "m.prom"] {
            #expect(FileManager.default.fileExists(atPath: scene.scratch.url(name).path), "\(name)")
        }
        #expect(run.output.contains("passed"))
    }

    @Test(.enabled(if: getuid() == 0, "only root can become nobody"))
    func `a folder without permission is an error with the file's path`() throws {
        let scene = try FaultScene()
        let binary = scene.scratch.url("assay-copy").path
        try FileManager.default.copyItem(atPath: AssayProcess.binary, toPath: binary)
        for (path, mode) in [
            (binary, 0o755), (scene.scratch.directory.path, 0o755), (scene.scratch.url("out").path, 0o555),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        let run = try AssayProcess.run(
            ["--reuid=65534", "--clear-groups", binary, "plan", "c", "--output", "out/old"],
            binary: "/usr/bin/setpriv", directory: scene.scratch.directory)
        #expect(run.status == 2 && run.errors.contains("out/old: cannot be written"), "\(run.errors)")
        try scene.expectUntouched()
    }

    @Test func `a plan's finished units survive a disk that fills up, and the scan goes on where it was`() throws {
        let scene = try FaultScene()
        for index in 0..<6 {
            try scene.scratch.write("many/\(index).txt", GeneratedText.words(4000, seed: UInt64(index + 9)).utf8)
        }
        #expect(try assay(["plan", "many", "--unit-size", "64KiB", "-o", "p.jsonl"], scene).status == 0)
        let scan = ["scan", "--plan", "p.jsonl", "--output", "units"]
        let full = try assay(
            scan + ["--threads", "1"], scene, try FaultShim.environment("write", of: "/units/", number: 3, code: ENOSPC)
        )
        #expect(full.status == 2 && full.errors.contains("units/"), "\(full.errors)")
        let finished = try FileManager.default.contentsOfDirectory(atPath: scene.scratch.url("units").path)
        #expect(finished.count == 2 && finished.allSatisfy { $0.hasSuffix(".assay") }, "\(finished)")
        let rest = try assay(scan, scene)
        #expect(rest.status == 0 && rest.errors.contains("2 were finished before"), "\(rest.errors)")
        let whole = try assay(["scan", "many", "--quick", "--format", "json"], scene).output
        #expect(
            try assay(["report", "units", "--plan", "p.jsonl", "--quick", "--format", "json"], scene).output == whole)
    }

    @Test(arguments: [("write", ENOSPC), ("sync", EIO), ("write", EROFS)])
    func `a history that cannot be written keeps its runs, and the verdict is shown`(
        fault: (kind: String, code: Int32)
    ) throws {
        let scene = try FaultScene()
        let check = ["check", "c", "--quick", "--policy", "policy.yaml", "--history", "h.sqlite", "--at"]
        #expect(try assay(check + ["2026-01-01"], scene).status == 0)
        let before = try assay(["history", "export", "--history", "h.sqlite"], scene).output
        let run = try assay(
            check + ["2026-01-02"], scene, try FaultShim.environment(fault.kind, of: "h.sqlite-wal", code: fault.code))
        #expect(run.status == 2 && run.errors.contains("h.sqlite"), "\(run.errors)")
        #expect(run.output.contains("passed"), "the verdict is lost")
        #expect(try assay(["history", "export", "--history", "h.sqlite"], scene).output == before)
        #expect(try assay(check + ["2026-01-02"], scene).status == 0)
    }

    @Test(arguments: [("scan", ["-"]), ("ngrams", ["c", "--memory", "1MiB", "--order", "5"])])
    func `temporary space that runs out is an error, and nothing is left there`(verb: String, arguments: [String])
        throws
    {
        let scene = try FaultScene()
        try FileManager.default.createDirectory(at: scene.scratch.url("tmp"), withIntermediateDirectories: true)
        let more = try scene.scratch.write("c/more.txt", GeneratedText.words(60_000, seed: 3).utf8)
        let run = try AssayProcess.run(
            [
                "-c",
                "ulimit -f 64; cat '\(more)' | TMPDIR=$PWD/tmp '\(AssayProcess.binary)' \(verb) \(arguments.joined(separator: " "))",
            ], binary: "/bin/sh", directory: scene.scratch.directory)
        #expect(
            run.status == 2 && run.errors.contains("TMPDIR") && run.errors.contains("File too large"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.scratch.url("tmp").path).isEmpty)
    }

    // MARK: Reading

    @Test(arguments: [
        ["scan", "c", "--quick"], ["score", "c"], ["ngrams", "c", "--order", "2", "--test", "c/good.txt"],
        ["inspect", "c"],
        ["check", "c", "--quick", "--no-history", "--policy", "policy.yaml"], ["rank", "c/good.txt", "c/sick.txt"],
        ["compare", "c/good.txt", "c/sick.txt", "--quick"],
    ])
    func `a file that cannot be read is named, the rest is read, and the exit code is 3`(arguments: [String]) throws {
        let scene = try FaultScene()
        let run = try assay(arguments, scene, try FaultShim.environment("read", of: "sick.txt", code: EIO))
        #expect(run.status == 3, "\(run.errors)")
        #expect((run.output + run.errors).contains("sick.txt"), "\(run.output) \(run.errors)")
        #expect(run.output.contains("good.txt") || run.output.count > 500, "the rest is lost")
    }

    @Test(arguments: ["a.txt", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.tar", "a.csv", "a.parquet"], [1, 3])
    func `a read that fails anywhere in a file of any format is an error of that file`(name: String, number: Int) throws
    {
        let scene = try FaultScene()
        let folder = scene.scratch.url("d")
        let records = GeneratedText.records(3000, seed: 4).joined(separator: "\n")
        let plain = try scene.scratch.write("d/plain", records.utf8)
        let target = folder.appending(path: name).path
        switch name {
        case "a.jsonl.gz": try shell("gzip -c '\(plain)' > '\(target)'")
        case "a.jsonl.zst": try shell("zstd -qc '\(plain)' > '\(target)'")
        case "a.tar": try shell("cd '\(folder.path)' && mv plain x.jsonl && tar cf a.tar x.jsonl && mv x.jsonl plain")
        case "a.csv": try shell("(echo text; sed 's/.*\"text\": //; s/}$//' '\(plain)') > '\(target)'")
        case "a.parquet":
            guard let table = SharedData.path("data/parquet/data/delta_byte_array.parquet") else {
                return print("there is no Parquet file: skipped")
            }
            try FileManager.default.copyItem(atPath: table, toPath: target)
        default: try FileManager.default.copyItem(atPath: plain, toPath: target)
        }
        try FileManager.default.removeItem(atPath: plain)
        let mark = scene.scratch.url("mark")
        let run = try assay(
            ["scan", "d", "c/good.txt", "--quick"], scene,
            try FaultShim.environment("read", of: name, number: number, code: EIO, mark: mark))
        guard FileManager.default.fileExists(atPath: mark.path) else {
            // The file takes fewer reads.
            return #expect(number > 1, "\(run.errors)")
        }
        #expect(run.status == 3, "\(run.errors)")
        #expect(
            run.output.contains(name) && run.output.contains("Input/output error")
                || run.output.contains("cannot be read"))
        #expect(run.output.contains("Entropy per byte"), "the rest is lost")
    }

    private func shell(_ command: String) throws {
        let run = try AssayProcess.run(["-c", command], binary: "/bin/sh")
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: [
        (["report", "s.assay", "--quick"], "s.assay"), (["merge", "s.assay", "-o", "out/old"], "s.assay"),
        (["history", "list", "--history", "h.sqlite"], "h.sqlite"),
        (["check", "c", "--quick", "--no-history", "--policy", "policy.yaml"], "policy.yaml"),
        (["scan", "--plan", "policy.yaml", "--output", "units"], "policy.yaml"),
        (["curve", "policy.yaml", "--loss-unit", "nats"], "policy.yaml"),
        (["scan", "c", "--quick", "--tokenizer", "policy.yaml"], "policy.yaml"),
    ])
    func `other files that cannot be read are named, and the exit code is 2`(arguments: [String], name: String) throws {
        let scene = try FaultScene()
        try scene.prepare(for: arguments)
        let run = try assay(arguments, scene, try FaultShim.environment("read", of: name, code: EIO))
        #expect([2, 3].contains(run.status), "\(run.errors)")
        #expect(run.errors.contains(name), "\(run.errors)")
        #expect(run.output.isEmpty)
        try scene.expectUntouched()
    }

    // MARK: Ends

    @Test(
        arguments: [
            (["scan", "c", "--quick", "--summary", "out/old"], "write", "/out/"),
            (["scan", "c", "--quick", "--output", "out/old"], "sync", "/out/"),
            (["score", "c", "--output", "out/old"], "write", "/out/"),
            (["ngrams", "c", "--arpa", "out/old"], "write", "/out/"),
            (["scan", "c", "--quick", "--html", "out/old"], "read", "c/sick.txt"),
        ], [SIGINT, SIGTERM, SIGKILL])
    func `an interrupted run leaves what was there, and nothing else`(
        fault: (arguments: [String], kind: String, name: String), signal: Int32
    ) throws {
        let scene = try FaultScene()
        let mark = scene.scratch.url("mark")
        let process = Process()
        process.executableURL = URL(filePath: AssayProcess.binary)
        process.arguments = fault.arguments
        process.currentDirectoryURL = scene.scratch.directory
        process.environment = ProcessInfo.processInfo.environment.merging(
            try FaultShim.environment(fault.kind, of: fault.name, code: nil, mark: mark)
        ) { $1 }
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        let end = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: mark.path), ContinuousClock.now < end { usleep(5000) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
        try scene.expectUntouched()
    }

    @Test(
        arguments: [
            ["scan", "c", "--quick", "--html", "page.html"], ["score", "c"], ["inspect", "c"], ["plan", "c"],
            ["history", "export", "--history", "h.sqlite"],
            ["check", "c", "--quick", "--policy", "policy.yaml", "--history", "new.sqlite"],
        ], [false, true])
    func `a reader that has gone away ends the program in silence`(arguments: [String], isIgnored: Bool) throws {
        let scene = try FaultScene()
        try scene.prepare(for: arguments)
        let errors = scene.scratch.url("errors")
        try Data().write(to: errors)
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", (isIgnored ? "trap '' PIPE; " : "") + "exec \"$@\"", "sh", AssayProcess.binary] + arguments
        process.currentDirectoryURL = scene.scratch.directory
        process.standardOutput = pipe.fileHandleForWriting
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGPIPE)
        #expect(try Data(contentsOf: errors).isEmpty)
        // What goes elsewhere is there all the same.
        for name in ["page.html", "new.sqlite"] where arguments.contains(name) {
            #expect(FileManager.default.fileExists(atPath: scene.scratch.url(name).path), "\(name)")
        }
    }

    // Below that the system's threads cannot begin, and wait for better times.
    @Test(arguments: [200, 300, 500])
    func `too little memory is a failure, or makes no difference`(mebibytes: Int) throws {
        let scene = try FaultScene()
        let run = try AssayProcess.run(
            [
                "-c", "ulimit -v \(mebibytes * 1024); exec \"$@\"", "sh", AssayProcess.binary, "scan", "c", "--quick",
                "--format", "json", "--output", "out/old",
            ],
            binary: "/bin/sh", directory: scene.scratch.directory)
        guard run.status == 0 else { return try scene.expectUntouched("\(run.errors)") }
        let whole = try assay(["scan", "c", "--quick", "--format", "json"], scene)
        #expect(try String(contentsOf: scene.scratch.url("out/old"), encoding: .utf8) == whole.output)
    }
}
