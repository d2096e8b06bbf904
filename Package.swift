// swift-tools-version: 6.2
import PackageDescription

// Bottom up: a target imports only what stands above it in this list.
let package = Package(
    name: "assay",
    products: [
        .library(name: "InformationCapacity", targets: ["InformationCapacity"]),
        .library(name: "Corpora", targets: ["Corpora"]),
        .library(name: "Tokenizers", targets: ["Tokenizers"]),
        .library(name: "Estimators", targets: ["Estimators"]),
    ],
    targets: [
        // System libraries, each behind a thin shim.
        .target(
            name: "CCompressors",
            linkerSettings: [.linkedLibrary("zstd"), .linkedLibrary("lzma")]),
        .target(
            name: "CDecompressors",
            linkerSettings: [
                .linkedLibrary("z"), .linkedLibrary("bz2"), .linkedLibrary("zstd"), .linkedLibrary("lzma"),
            ]),
        .target(name: "CHashing"),
        .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRegularExpressions", linkerSettings: [.linkedLibrary("pcre2-8")]),

        // The library, bottom up.
        .target(name: "Diagnostics"),
        .target(name: "InformationCapacity"),
        .target(name: "Corpora", dependencies: ["CDecompressors", "CHashing", "CJSON", "Diagnostics"]),
        .target(name: "Tokenizers", dependencies: ["CRegularExpressions", "CJSON", "Diagnostics"]),
        .target(name: "Estimators", dependencies: ["CCompressors", "Diagnostics", "InformationCapacity"]),

        // Tests mirror the sources.
        .target(name: "SharedData", path: "Tests/SharedData"),
        .testTarget(name: "InformationCapacityTests", dependencies: ["InformationCapacity", "SharedData"]),
        .testTarget(name: "CorporaTests", dependencies: ["Corpora", "Diagnostics", "SharedData"]),
        .testTarget(name: "TokenizersTests", dependencies: ["Tokenizers", "Diagnostics", "SharedData"]),
        .testTarget(
            name: "EstimatorsTests",
            dependencies: ["Estimators", "CCompressors", "Diagnostics", "InformationCapacity", "SharedData"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where !target.name.hasPrefix("C") || target.name == "Corpora" {
    target.swiftSettings = [
        .strictMemorySafety(),  // SE-0458
        .treatAllWarnings(as: .error),  // SE-0443
        .treatWarning("ExplicitSendable", as: .error),
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    ]
}
