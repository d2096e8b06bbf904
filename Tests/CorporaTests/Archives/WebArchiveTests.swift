import Diagnostics
import Testing

@testable import Corpora

@Suite struct WebArchiveTests {
    @Test func extractedTextIsRead() throws {
        let long = String(decoding: DocumentGridTests.text(bytes: 200_000, lineLength: 50, seed: 3), as: UTF8.self)
        let archive =
            WebArchive.record("warcinfo", contentType: "application/warc-fields", "software: none\r\n")
            + WebArchive.record("conversion", uri: "http://a/", "{\"text\": \"as it is\"}\n")
            + WebArchive.record("conversion", uri: "http://b/\u{1B}", long)
            + WebArchive.record("conversion", uri: "c", "")
        let corpus = try TemporaryCorpus()
        // One member of gzip for each record, as crawls are stored.
        let compressed =
            try pipe(archive.prefix(400), through: "gzip", ["-c"])
            + pipe(archive.dropFirst(400), through: "gzip", ["-c"])
        for bytes in [archive, compressed] {
            let collector = try corpus.read("a.warc.wet.gz", bytes)
            #expect(collector.failures.isEmpty)
            #expect(
                collector.documents.first == Array("{\"text\": \"as it is\"}\n".utf8) && collector.documents.last == [])
            #expect(Array(collector.documents[1...].joined()) == Array(long.utf8))
            #expect(
                collector.positions.first?.member == "http://a/" && collector.positions[1].member == "http://b/\\u{1b}")
        }
        let description = try CorpusReader().describe(corpus.file("a.warc.wet.gz"))
        #expect(description.format == .warc && description.compression == [.gzip])
        var collector = Collector()
        let result = CorpusReader().read(WorkUnit(description: description, range: nil), into: &collector)
        #expect(result.records == 3 && result.omissions == [.metadata: 1])
        #expect(result.decodedBytes == UInt64(archive.count))
    }

    @Test func pagesAreRefusedByName() throws {
        func response(_ header: String, _ body: String) -> [UInt8] {
            WebArchive.record(
                "response", contentType: "application/http; msgtype=response",
                "HTTP/1.1 200 OK\r\n\(header)\r\n\r\n\(body)")
        }
        let archive =
            WebArchive.record("request", contentType: "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
            + response("Content-Type: text/html; charset=utf-8", "<html>")
            + response("content-type:TEXT/PLAIN;charset=utf-8\r\nServer: x", "a text")
            + response("Content-Type: text/plain\r\nContent-Encoding: gzip", "xx")
            + response("Server: x", "???") + WebArchive.record("response", contentType: "application/http", "no header")
            + WebArchive.record("resource", "a resource") + WebArchive.record("resource", contentType: "image/png", "x")
            + WebArchive.record("continuation", "more") + WebArchive.record("revisit", "x")
        let collector = try TemporaryCorpus().read("a.warc", archive)
        #expect(collector.texts == ["a text", "a resource"])
        #expect(collector.codes == Array(repeating: .unsupportedFormat, count: 6))
        #expect(collector.failures[0].message.contains("text/html"))
        #expect(collector.failures[0].location.member == "http://example.com/")
    }

    @Test(arguments: [
        "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n", "no length\r\n\r\n",
        "no end: ",
    ])
    func malformedRecordsEndTheReading(header: String) throws {
        let record = "WARC/1.0\r\n" + header + String(repeating: "x", count: 70_000)
        let archive = WebArchive.record("conversion", "good") + Array(record.utf8)
        let collector = try TemporaryCorpus().read("a.warc", archive)
        #expect(collector.texts == ["good"] && collector.codes == [.corruptInput])
        let foreign = try TemporaryCorpus().read("a.warc", archive.prefix(archive.count - record.utf8.count) + [0x78])
        #expect(foreign.texts == ["good"] && foreign.codes == [.truncatedInput])
    }

    @Test func absurdLengthsAreTruncations() throws {
        for length in ["100", "4611686018427387904"] {
            let archive =
                WebArchive.record("conversion", "good")
                + Array("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: \(length)\r\n\r\nrest".utf8)
            let collector = try TemporaryCorpus().read("a.warc", archive)
            #expect(collector.texts == ["good", "rest"] && collector.codes == [.truncatedInput])
        }
    }
}
