/// Which column of a file means what.
struct Header: Sendable {
    /// The names as they stand in the file, for reports.
    let names: [String]
    /// The index of each column that the file has.
    let indices: [Column: Int]
    /// The columns that mean nothing to the importer, in the order of the file: their cells are kept as they stand.
    let unknown: [Int]

    /// - Throws: ``ImportError``: `missingColumns`, `repeatedColumn`.
    init(_ names: [String]) throws(ImportError) {
        self.names = names
        var indices: [Column: Int] = [:]
        var unknown: [Int] = []
        for (index, name) in names.enumerated() {
            guard let column = Column.byAlias[normalised(name)] else {
                unknown.append(index)
                continue
            }
            if let earlier = indices.updateValue(index, forKey: column) {
                throw ImportError(
                    .repeatedColumn,
                    "The columns \"\(names[earlier])\" and \"\(name)\" mean the same; remove one of them.")
            }
        }
        self.indices = indices
        self.unknown = unknown
        try requireColumns()
    }

    private func requireColumns() throws(ImportError) {
        var absent = Column.required.filter { indices[$0] == nil }.map { "\"\($0.rawValue)\"" }
        if indices[.date] == nil, indices[.year] == nil {
            absent.append("\"\(Column.date.rawValue)\" or \"\(Column.year.rawValue)\"")
        }
        guard !absent.isEmpty else { return }
        let list = absent.joined(separator: ", ")
        let given = names.prefix(12).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
        throw ImportError(
            .missingColumns,
            "The file is not an export of the Missing Migrants Project: it has no column \(list)."
                + " Its columns are \(given)\(names.count > 12 ? " …" : "").")
    }

    func has(_ column: Column) -> Bool {
        indices[column] != nil
    }

    /// The name of a column as it stands in the file; the usual one where the file does not have it.
    func name(of column: Column) -> String {
        indices[column].map { names[$0] } ?? column.rawValue
    }
}

/// The form in which headers, words of tables and texts for identifiers are compared: lower case, one space for any run
/// of white space, nothing that has no width, no white space at the edges.
func normalised(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace {
            pendingSpace = !result.isEmpty
        } else if !scalar.properties.isDefaultIgnorableCodePoint {
            if pendingSpace { result.append(" ") }
            pendingSpace = false
            result.append(scalar)
        }
    }
    return String(result).lowercased()
}

/// The text without white space and characters of no width at its edges.
func trimmed(_ text: some StringProtocol) -> String {
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isEdge($0) }), let last = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
}
