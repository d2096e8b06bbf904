import Diagnostics
import Foundation
import Testing

@testable import Summaries

@Suite("Files that are there wholly or not at all")
struct AtomicFileTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-atomic-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func `a file takes the place of another, and a body that throws leaves it`() throws {
        try withFolder { folder in
            let path = folder.appending(path: "a").path
            try AtomicFile.write(Array("one".utf8), to: path)
            try AtomicFile.write(Array("two".utf8), to: path)
            #expect(throws: AssayError.self) {
                try AtomicFile.write(to: path) { piece throws(AssayError) in
                    try piece(Array("three".utf8))
                    throw AssayError(.cannotWrite, "planted")
                }
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
        }
    }

    @Test func `a file keeps its permissions, and its place behind a link`() throws {
        try withFolder { folder in
            let (path, link) = (folder.appending(path: "a").path, folder.appending(path: "link").path)
            try AtomicFile.write(Array("one".utf8), to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a")
            try AtomicFile.write(Array("two".utf8), to: link)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }
    }

    /// As `--output /dev/null` does for whoever may write into its folder.
    @Test func `a pipe is written into, and stays a pipe`() throws {
        try withFolder { folder in
            let path = folder.appending(path: "pipe").path
            try #require(unsafe mkfifo(path, 0o600) == 0)
            // Open for both ends, so that neither side waits.
            let reader = unsafe open(path, O_RDWR | O_NONBLOCK)
            defer { close(reader) }
            try AtomicFile.write(Array("through".utf8), to: path)
            var buffer = [UInt8](repeating: 0, count: 16)
            let count = unsafe read(reader, &buffer, buffer.count)
            #expect(String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self) == "through")
            let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            #expect(kind != nil && kind != .typeRegular)
        }
    }

    @Test func `a folder that is not there is an error with the path`() {
        #expect(throws: AssayError.self) { try AtomicFile.write([], to: "/nowhere/at/all") }
    }
}
