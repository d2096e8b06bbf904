internal import ArgumentParser
internal import InformationCapacity

/// Information per token on the command line, with its unit: "10.98nat", "3.2bit".
///
/// A bare number is refused.
struct InformationRate: ExpressibleByArgument, Equatable {
    var rate: Rate<Bits, Token>

    init?(argument: String) {
        let units: [(String, (Double) -> Bits)] = [
            ("bits", { Bits($0) }), ("bit", { Bits($0) }),
            ("nats", { Bits(converting: Nats($0)) }), ("nat", { Bits(converting: Nats($0)) }),
        ]
        for (name, convert) in units where argument.lowercased().hasSuffix(name) {
            guard let value = Double(argument.dropLast(name.count).trimmingSpaces()), value.isFinite, value >= 0 else {
                return nil
            }
            rate = Rate(convert(value))
            return
        }
        return nil
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
