internal import ArgumentParser
internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A part of a plan's units: `3/37`, or `auto` by the variables that schedulers of array jobs set.
enum PlanPart: ExpressibleByArgument, Equatable {
    case part(index: Int, count: Int)
    case automatic

    init?(argument: String) {
        if argument == "auto" {
            self = .automatic
            return
        }
        let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1], (1...1 << 20).contains(count),
            (1...count).contains(number)
        else { return nil }
        self = .part(index: number - 1, count: count)
    }

    /// The part's number, counted from 0, and how many there are.
    func resolved() throws(AssayError) -> (index: Int, count: Int) {
        switch self {
        case .part(let index, let count): return (index, count)
        case .automatic:
            let variables = ArrayVariables.all
            for kind in variables {
                if let part = kind.part({ name in unsafe getenv(name).map { unsafe String(cString: $0) } }) {
                    return part
                }
            }
            throw AssayError(
                AssayError.Code(rawValue: "no-array-job"),
                "--part auto found none of the variables of an array job ("
                    + variables.map { "\($0.index) with \($0.count)" }.joined(separator: ", ")
                    + "); say --part 3/37")
        }
    }
}

/// The variables by which a scheduler tells the tasks of an array job apart.
struct ArrayVariables {
    var index: String
    var count: String
    /// The variable of the first index; nil counts from 0.
    var first: String?

    /// Slurm; Kubernetes' indexed jobs, where the job's own manifest sets JOB_COMPLETIONS; AWS Batch.
    static let all = [
        ArrayVariables(index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: "SLURM_ARRAY_TASK_MIN"),
        ArrayVariables(index: "JOB_COMPLETION_INDEX", count: "JOB_COMPLETIONS"),
        ArrayVariables(index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE"),
    ]

    /// The part that the variables name; nil where they are not set, or make no sense.
    func part(_ variable: (String) -> String?) -> (index: Int, count: Int)? {
        guard let number = variable(index).flatMap({ Int($0) }), let count = variable(count).flatMap({ Int($0) }) else {
            return nil
        }
        let index = number - (first.flatMap(variable).flatMap { Int($0) } ?? 0)
        return (0..<max(count, 0)).contains(index) ? (index, count) : nil
    }
}
