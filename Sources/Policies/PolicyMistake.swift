internal import Diagnostics

/// What is wrong with a policy, and where.
public struct PolicyMistake: Sendable, Hashable, CustomStringConvertible {
    /// The line, counted from 1.
    public var line: Int

    /// The column, counted from 1.
    public var column: Int

    /// What is wrong, and what to write instead.
    public var message: String

    /// Line, column and message.
    public var description: String { "\(line):\(column): \(message.showable)" }
}

/// A policy that cannot be used: all of its mistakes, in the order of the file.
public struct InvalidPolicy: Error, Sendable, Hashable, CustomStringConvertible {
    /// The policy's path.
    public var path: String

    /// The mistakes, at least one.
    public var mistakes: [PolicyMistake]

    /// Creates the one mistake of a policy that cannot be read at all.
    public init(path: String, message: String) {
        self.path = path
        mistakes = [PolicyMistake(line: 1, column: 1, message: message)]
    }

    init(path: String, mistakes: [PolicyMistake]) {
        self.path = path
        self.mistakes = mistakes
    }

    /// A line for each mistake, as compilers print them.
    public var description: String { mistakes.map { "\(path.showable):\($0)" }.joined(separator: "\n") }
}
