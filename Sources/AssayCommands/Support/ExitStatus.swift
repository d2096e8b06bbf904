/// The exit codes of every verb; they never change.
enum ExitStatus: Int32 {
    /// Done, or passed.
    case done = 0

    /// A check failed.
    case checkFailed = 1

    /// Wrong usage or configuration.
    case usage = 2

    /// The result cannot be trusted: too much could not be read.
    case untrustworthy = 3
}

/// The end of a verb that is not a success: an exit code and, where nothing was said yet, a sentence.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String?
}

/// The end of a run that only warned, with the exit code that was asked for.
struct WarningExit: Error {
    var code: Int32
}
