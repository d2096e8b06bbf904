internal import Diagnostics

/// The schema's columns, from its elements in preorder.
enum SchemaTree {
    /// - Parameter elements: The root first.
    static func columns(_ elements: [SchemaElement]) throws(AssayError) -> [ParquetColumn] {
        guard let root = elements.first else { throw .damaged("it has no schema") }
        var columns: [ParquetColumn] = []
        /// The groups that are open, and how many children of each are still to come.
        var path: [ParquetColumn.Node] = []
        var missing = [root.childCount]
        var names = 0
        for element in elements.dropFirst() {
            while missing.last == 0 {
                missing.removeLast()
                if !path.isEmpty { path.removeLast() }
            }
            guard !missing.isEmpty else { throw .damaged("the schema has elements outside its root") }
            missing[missing.count - 1] -= 1
            guard let name = element.name, let repetition = element.repetition else {
                throw .damaged("the schema has an element without a name or repetition")
            }
            let node = ParquetColumn.Node(
                name: name, repetition: repetition, annotation: element.annotation, childCount: element.childCount,
                definitionLevel: (path.last?.definitionLevel ?? 0) + (repetition == .required ? 0 : 1),
                repetitionLevel: (path.last?.repetitionLevel ?? 0) + (repetition == .repeated ? 1 : 0))
            path.append(node)
            guard path.count <= ParquetLimits.schemaDepth else {
                throw AssayError(
                    .unsupportedFormat,
                    "has a schema nested more than \(ParquetLimits.schemaDepth) deep; flatten it")
            }
            if let type = element.physicalType, element.childCount == 0 {
                if type == .fixedLengthByteArray {
                    guard let length = element.typeLength, length > 0 else {
                        throw .damaged("a column of fixed length has no length")
                    }
                }
                names += path.count
                guard names <= ParquetLimits.schemaNames else {
                    throw AssayError(
                        .unsupportedFormat, "has a schema of more than \(ParquetLimits.schemaNames) names; split it")
                }
                columns.append(
                    ParquetColumn(
                        index: columns.count, physicalType: type, typeLength: element.typeLength, nodes: path))
                path.removeLast()
            } else {
                missing.append(element.childCount)
            }
        }
        guard missing.allSatisfy({ $0 == 0 }) else { throw .damaged("the schema lacks elements") }
        return columns
    }
}
