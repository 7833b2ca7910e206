import Forms
import Incidents
import Tables

/// Which of several mappings reads a table.
enum MappingChoice {
    /// The one that knows most columns of the table; of one that names the form of its identifiers, only where they have it.
    ///
    /// - Parameters:
    ///   - header: the table's.
    ///   - tags: HXL tags of the columns, where the table has them.
    ///   - identifiers: gives the first cells of a column, some fifty.
    /// - Throws: ``ImportError`` as ``CompiledMapping`` does, of the mapping that comes nearest.
    static func best(
        of mappings: [Mapping], header: [String], tags: [String],
        first identifiers: (_ column: Int) throws(ImportError) -> [String]
    ) throws(ImportError) -> CompiledMapping {
        var best: (mapping: CompiledMapping, weight: Int)?
        var nearest: (error: ImportError, known: Int)?
        for mapping in mappings {
            do throws(ImportError) {
                let compiled = try CompiledMapping(mapping, header: header, tags: tags)
                let hasForm = mappings.count == 1 ? nil : try hasForm(compiled, identifiers)
                guard hasForm != false else { continue }
                let weight = compiled.known + (hasForm == true ? 1_000 : 0)
                if weight > best?.weight ?? -1 { best = (compiled, weight) }
            } catch {
                let known = header.count { mapping.headings.contains(headingForm($0)) }
                // Two columns of one meaning are said whatever other mapping there is.
                let weight = error.code == .repeatedColumn ? known + 1 : known
                if weight > nearest?.known ?? -1 { nearest = (error, weight) }
            }
        }
        if let best, best.weight >= (nearest?.error.code == .repeatedColumn ? nearest?.known ?? 0 : 0) {
            return best.mapping
        }
        if let nearest { throw nearest.error }
        throw ImportError(
            .missingColumns,
            "The identifiers of the table have the form of none of the mappings that know its headings.")
    }

    /// The same of a table that is stored.
    static func best(
        of mappings: [Mapping], for table: StoredTable, tags: [String]
    ) throws(ImportError) -> CompiledMapping {
        try best(of: mappings, header: table.header, tags: tags) { column throws(ImportError) in
            try ImportError.wrapping { () throws(TableError) in
                var (reader, row) = (table.reader, TableRow())
                var cells: [String] = []
                for number in 1...min(table.count, mostIdentifiers) {
                    try reader.read(number, into: &row)
                    cells.append(row.text(column))
                }
                return cells
            }
        }
    }

    static let mostIdentifiers = 50

    /// Whether the first identifiers look as the mapping says; nil: it says nothing, or there are none.
    private static func hasForm(
        _ compiled: CompiledMapping, _ identifiers: (Int) throws(ImportError) -> [String]
    ) throws(ImportError) -> Bool? {
        let form = compiled.mapping.row.form
        guard !form.isEmpty, let column = compiled.identifier ?? compiled.incident else { return nil }
        return try identifiers(column).lazy.map(trimmed).first { !$0.isEmpty }.map { IdentifierForm.matches($0, form) }
    }
}

/// The form of identifiers: `9` stands for one digit, `*` at the end for anything, and all else for itself.
enum IdentifierForm {
    static func matches(_ id: String, _ form: String) -> Bool {
        var rest = Array(id.utf8)[...]
        for byte in form.utf8 {
            if byte == UInt8(ascii: "*") { return true }
            guard let next = rest.popFirst(), byte == UInt8(ascii: "9") ? 0x30...0x39 ~= next : next == byte else {
                return false
            }
        }
        return rest.isEmpty
    }
}

/// Holds the columns that a table lacks against those that the mapping does not know.
struct ColumnCheck {
    private let mapping: CompiledMapping
    private let table: StoredTable

    init(_ mapping: CompiledMapping, _ table: StoredTable) {
        self.mapping = mapping
        self.table = table
    }

    /// What a person should know.
    ///
    /// - Parameter accepted: missing columns, or those that resemble them, by their headings.
    /// - Throws: ``ImportError`` `resemblingColumn`: numbers would be lost without a word.
    func notices(accepting accepted: [String]) throws(ImportError) -> [String] {
        let allowed = Set(accepted.map { headingForm($0) })
        for column in mapping.absent
        where column.isCount && allowed.isDisjoint(with: column.headings.map { headingForm($0) }) {
            for index in mapping.unknown {
                let heading = mapping.header[index]
                guard !allowed.contains(headingForm(heading)),
                    column.headings.contains(where: { Resemblance.isNear(headingForm($0), headingForm(heading)) }),
                    try holdsNumbers(index)
                else { continue }
                throw ImportError(
                    .resemblingColumn,
                    "The table has no column \"\(column.headings[0])\", and \"\(heading)\", which nobody knows, looks like it:"
                        + " its numbers would be lost. Rename it, or give its heading in the mapping; where it is something"
                        + " else: --accept-missing \"\(column.headings[0])\".")
            }
        }
        let counts = mapping.absent.filter { $0.isCount && !$0.field.isEmpty }.map { "\"\($0.headings[0])\"" }
        return counts.isEmpty
            ? []
            : [
                "The table has no column \(counts.joined(separator: ", ")): what they would say is not reported; records of"
                    + " which an earlier file said it keep it."
            ]
    }

    private func holdsNumbers(_ column: Int) throws(ImportError) -> Bool {
        try ImportError.wrapping { () throws(TableError) in
            var (reader, row) = (table.reader, TableRow())
            var (numbers, others) = (0, 0)
            for number in 1...min(table.count, 500) {
                try reader.read(number, into: &row)
                let cell = row.bytes(column)
                guard !mapping.nothing.contains(cell) else { continue }
                if readNumber(cell).value != nil { numbers += 1 } else { others += 1 }
            }
            return numbers >= others
        }
    }
}

/// Whether two headings may mean the same.
enum Resemblance {
    /// Words that say nothing of what is counted.
    private static let common: Set<String> = [
        "number", "no", "of", "the", "total", "minimum", "estimated", "count", "and", "person", "people", "reported",
        "in",
        "nr", "num", "a",
    ]

    /// - Parameters: in the form in which headings are compared.
    static func isNear(_ known: String, _ other: String) -> Bool {
        if editDistance(known, other) <= max(1, min(known.count, other.count) / 8) { return true }
        let (left, right) = (words(known), words(other))
        guard !left.isEmpty, right.count <= left.count + 1 else { return false }
        return left.allSatisfy { word in
            right.contains { $0 == word || word.count >= 4 && editDistance(word, $0) <= 1 }
        }
    }

    /// Without their plural.
    private static func words(_ heading: String) -> [String] {
        heading.split { !$0.isLetter && !$0.isNumber }.map { $0.hasSuffix("s") ? String($0.dropLast()) : String($0) }
            .filter { !common.contains($0) }
    }
}
