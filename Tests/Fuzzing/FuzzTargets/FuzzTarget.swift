public import Foundation

/// A decoder, and what must hold for whatever bytes it is given.
public struct FuzzTarget: Sendable {
    /// The name on the command line and of the folder of fixtures.
    public let name: String

    /// The name that an input's file has; a decoder may look at its ending.
    public let fileName: String

    /// Makes the inputs from which others are made.
    public let seeds: @Sendable () async throws -> [[UInt8]]

    /// Words of the format.
    public let dictionary: [[UInt8]]

    /// Gives an input to the decoder.
    ///
    /// - Parameter file: A file with the input, in a folder that holds nothing else.
    /// - Throws: ``FuzzFinding`` where something does not hold that must.
    public let run: @Sendable (_ file: URL) async throws -> Void

    /// Describes a decoder.
    public init(
        _ name: String, fileName: String, seeds: @escaping @Sendable () async throws -> [[UInt8]],
        dictionary: [String] = [], run: @escaping @Sendable (_ file: URL) async throws -> Void
    ) {
        self.name = name
        self.fileName = fileName
        self.seeds = seeds
        self.dictionary = dictionary.map { Array($0.utf8) }
        self.run = run
    }

    /// Writes an input to the target's file in a folder, and runs it.
    ///
    /// The file stays: after a crash it holds the input that crashed.
    public func run(_ input: [UInt8], in folder: URL) async throws {
        let file = folder.appending(path: fileName)
        // Some file systems wait for the disk when a file is written over, and not when it is new.
        try? FileManager.default.removeItem(at: file)
        try Data(input).write(to: file)
        try await run(file)
    }
}

/// Something that does not hold for an input.
public struct FuzzFinding: Error, CustomStringConvertible {
    /// What does not hold.
    public let description: String

    /// Names what does not hold.
    public init(_ description: String) { self.description = description }
}
