// swift-tools-version: 6.2
import PackageDescription

// A package that uses the library as any other would: by its products.
let package = Package(
    name: "corpus-facts",
    dependencies: [.package(name: "assay", path: "../..")],
    targets: [
        .executableTarget(
            name: "CorpusFacts",
            dependencies: [
                .product(name: "Assessment", package: "assay"),
                .product(name: "Diagnostics", package: "assay"),
                .product(name: "InformationCapacity", package: "assay"),
                .product(name: "Summaries", package: "assay"),
            ])
    ]
)
