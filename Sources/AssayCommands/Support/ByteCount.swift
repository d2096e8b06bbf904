internal import ArgumentParser

/// A number of bytes on the command line: "65536", "64KiB", "16MiB", "1GiB"; also "16MB" for powers of ten.
struct ByteCount: ExpressibleByArgument, Equatable {
    var bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        let factor: Int
        switch argument.dropFirst(digits.count).lowercased() {
        case "", "b": factor = 1
        case "kib", "k": factor = 1 << 10
        case "mib", "m": factor = 1 << 20
        case "gib", "g": factor = 1 << 30
        case "kb": factor = 1000
        case "mb": factor = 1_000_000
        case "gb": factor = 1_000_000_000
        default: return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        bytes = product
    }

    var defaultValueDescription: String {
        if bytes > 0 && bytes % (1 << 30) == 0 { return "\(bytes >> 30)GiB" }
        return bytes % (1 << 20) == 0 ? "\(bytes >> 20)MiB" : "\(bytes)"
    }
}

/// How much the learned predictor learns from: a number of bytes, or all that there is.
enum LearningBudget: ExpressibleByArgument, Equatable {
    case bytes(Int)
    case all

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let count = ByteCount(argument: argument), count.bytes > 0 {
            self = .bytes(count.bytes)
        } else {
            return nil
        }
    }

    /// The number of bytes at most.
    var bytes: Int {
        switch self {
        case .bytes(let count): count
        case .all: .max / 2
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .bytes(let count): ByteCount(bytes: count).defaultValueDescription
        case .all: "all"
        }
    }
}
