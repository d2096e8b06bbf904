// swift-tools-version: 6.2
import PackageDescription

// Bottom up: a target imports only what stands above it in this list.
let package = Package(
    name: "assay",
    products: [
        .executable(name: "assay", targets: ["assay"]),
        .library(name: "Diagnostics", targets: ["Diagnostics"]),
        .library(name: "InformationCapacity", targets: ["InformationCapacity"]),
        .library(name: "Parquet", targets: ["Parquet"]),
        .library(name: "Corpora", targets: ["Corpora"]),
        .library(name: "Tokenizers", targets: ["Tokenizers"]),
        .library(name: "Estimators", targets: ["Estimators"]),
        .library(name: "Summaries", targets: ["Summaries"]),
        .library(name: "Assessment", targets: ["Assessment"]),
        .library(name: "Policies", targets: ["Policies"]),
        .library(name: "History", targets: ["History"]),
        .library(name: "Reporting", targets: ["Reporting"]),
    ],
    // SE-0450. Without it the program has no check and no history, and needs neither all of Foundation nor SQLite.
    traits: [
        .trait(name: "Checks", description: "The verbs check and history: policies in YAML, past runs in SQLite."),
        .default(enabledTraits: ["Checks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Scripts/documentation
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // System libraries, each behind a thin shim.
        .target(
            name: "CCompressors",
            linkerSettings: [.linkedLibrary("zstd"), .linkedLibrary("lzma"), .linkedLibrary("z")]),
        .target(
            name: "CDecompressors",
            linkerSettings: [
                .linkedLibrary("z"), .linkedLibrary("bz2"), .linkedLibrary("zstd"), .linkedLibrary("lzma"),
                .linkedLibrary("lz4"),
            ]),
        .target(
            name: "CCodecs",
            linkerSettings: [
                .linkedLibrary("snappy"), .linkedLibrary("lz4"), .linkedLibrary("brotlidec"), .linkedLibrary("z"),
                .linkedLibrary("zstd"),
            ]),
        .target(name: "CHashing"),
        .target(name: "CPrefetch"),
        .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRegularExpressions", linkerSettings: [.linkedLibrary("pcre2-8")]),

        // The library, bottom up.
        .target(name: "Diagnostics"),
        .target(name: "InformationCapacity"),
        .target(name: "Parquet", dependencies: ["CCodecs", "Diagnostics"]),
        .target(name: "Corpora", dependencies: ["CDecompressors", "CHashing", "CJSON", "Diagnostics", "Parquet"]),
        .target(name: "Tokenizers", dependencies: ["CRegularExpressions", "Diagnostics"]),
        .target(
            name: "Estimators", dependencies: ["CCompressors", "CPrefetch", "Diagnostics", "InformationCapacity"]),

        // Generated from summary.proto by Scripts/generate-summary-format.
        .target(
            name: "SummaryFormat", dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["summary.proto"]),
        .target(
            name: "Summaries",
            dependencies: [
                "CCompressors", "CHashing", "Corpora", "Diagnostics", "SummaryFormat", "Tokenizers",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]),
        .target(
            name: "Assessment",
            dependencies: ["Corpora", "Diagnostics", "Estimators", "InformationCapacity", "Summaries", "Tokenizers"]),
        .target(
            name: "Policies",
            dependencies: ["Assessment", "Diagnostics", .product(name: "Yams", package: "Yams")], exclude: ["Schemas"]),
        .target(
            name: "History",
            dependencies: [
                "Assessment", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(
            name: "Reporting", dependencies: ["Assessment", "Corpora", "Diagnostics", "InformationCapacity"],
            exclude: ["Schemas"]),
        .target(
            name: "AssayCommands",
            dependencies: [
                "Assessment", "CCodecs", "CCompressors", "CDecompressors", "CHashing", "CJSON", "CRegularExpressions",
                "Corpora", "Diagnostics", "InformationCapacity", "Reporting", "Summaries", "Tokenizers",
                .target(name: "History", condition: .when(traits: ["Checks"])),
                .target(name: "Policies", condition: .when(traits: ["Checks"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "assay", dependencies: ["AssayCommands"]),

        // What Scripts/bench runs.
        .executableTarget(
            name: "assay-bench",
            dependencies: [
                "Assessment", "Corpora", "Diagnostics", "Estimators", "InformationCapacity", "Parquet", "Reporting",
                "Summaries", "Tokenizers", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Decoders under changed inputs: the loop for Scripts/soak --fuzz, and the replay of what it found.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Assessment", "Corpora", "Diagnostics", "History", "InformationCapacity", "Policies", "Reporting",
                "SharedData", "Summaries", "Tokenizers",
            ],
            path: "Tests/Fuzzing/FuzzTargets"),
        .executableTarget(name: "assay-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/assay-fuzz"),
        .testTarget(
            name: "FuzzTargetsTests", dependencies: ["Assessment", "FuzzTargets"],
            path: "Tests/Fuzzing/FuzzTargetsTests"),

        // Tests mirror the sources.
        .target(name: "SharedData", path: "Tests/SharedData"),
        .testTarget(name: "InformationCapacityTests", dependencies: ["InformationCapacity", "SharedData"]),
        .testTarget(name: "ParquetTests", dependencies: ["Parquet", "Diagnostics", "SharedData"]),
        .testTarget(name: "CorporaTests", dependencies: ["Corpora", "Diagnostics", "Parquet", "SharedData"]),
        .testTarget(name: "TokenizersTests", dependencies: ["Tokenizers", "Diagnostics", "SharedData"]),
        .testTarget(
            name: "EstimatorsTests",
            dependencies: ["Estimators", "CCompressors", "Diagnostics", "InformationCapacity", "SharedData"]),
        .testTarget(
            name: "AssessmentTests",
            dependencies: ["Assessment", "Corpora", "Estimators", "InformationCapacity", "Summaries", "SharedData"]),
        .testTarget(
            name: "PoliciesTests", dependencies: ["Policies", "Assessment", "Corpora", "Summaries"]),
        .testTarget(
            name: "HistoryTests",
            dependencies: ["History", "Assessment", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "ReportingTests", dependencies: ["Assessment", "Reporting"]),
        .testTarget(
            name: "AssayCommandsTests",
            dependencies: ["AssayCommands", "Assessment", "Reporting", "SharedData", "assay"]),
        .testTarget(
            name: "SummariesTests", dependencies: ["Summaries", "Corpora", "Diagnostics", "SharedData"]),
    ],
    swiftLanguageModes: [.v6]
)

let shims: Set = ["CCodecs", "CCompressors", "CDecompressors", "CHashing", "CJSON", "CPrefetch", "CRegularExpressions"]
let generated: Set = ["SummaryFormat"]
for target in package.targets where !shims.union(generated).contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),  // SE-0458
        .treatAllWarnings(as: .error),  // SE-0443
        .treatWarning("ExplicitSendable", as: .error),
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    ]
}
