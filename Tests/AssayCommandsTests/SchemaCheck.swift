import Foundation

/// Holds a JSON report against a schema of the project, by Debian's python3-jsonschema.
enum SchemaCheck {
    /// Runs the validator; its status is 0 when the report follows the schema.
    ///
    /// - Parameters:
    ///   - schema: The schema's file name without its ending, "corpus-report-1" for example.
    ///   - report: The report's name in the scratch folder.
    static func run(_ schema: String, report: String, in scratch: Scratch) throws -> AssayProcess {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Reporting/Schemas/\(schema).schema.json").path
        return try AssayProcess.run(
            [
                "-c",
                """
                import json, sys, jsonschema
                schema, report = (json.load(open(path)) for path in sys.argv[1:])
                jsonschema.Draft202012Validator.check_schema(schema)
                jsonschema.Draft202012Validator(schema).validate(report)
                """, path, report,
            ], binary: "/usr/bin/python3", directory: scratch.directory)
    }
}
