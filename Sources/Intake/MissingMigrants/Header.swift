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
    if let plain = normalisedASCII(text) { return plain }
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

/// The same without a look at the properties of each scalar, for text of ASCII alone, which most is; nil for other text.
private func normalisedASCII(_ text: some StringProtocol) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var pendingSpace = false
    for byte in text.utf8 {
        switch byte {
        case 0x09...0x0D, 0x20: pendingSpace = !result.isEmpty
        case 0x00..<0x80:
            if pendingSpace { result.append(0x20) }
            pendingSpace = false
            result.append(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte)
        default: return nil
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The text without white space and characters of no width at its edges.
func trimmed(_ text: some StringProtocol) -> String {
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
    let scalars = text.unicodeScalars
    // Most cells begin and end with a visible character of ASCII.
    let visible: ClosedRange<Unicode.Scalar> = "!"..."~"
    if let first = scalars.first, let last = scalars.last, visible ~= first, visible ~= last { return String(text) }
    guard let first = scalars.firstIndex(where: { !isEdge($0) }), let last = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
}
