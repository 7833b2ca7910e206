import Incidents
package import Tables

/// A mapping that is proposed for a table, from its headings and a look at its cells.
public struct MappingSuggestion: Sendable {
    /// The file that it would be: a mapping that ``MappingReading`` reads without a fault.
    public let text: String
    /// What a person must decide, in sentences.
    public private(set) var remarks: [String]

    /// Rows that are looked at.
    private static let reach = 5_000

    /// - Throws: ``ImportError`` `badTable`.
    package init(path: String, _ request: TableRequest = TableRequest()) throws(ImportError) {
        let known = BuiltInMappings.missingMigrants.reduce(into: Set<String>()) { $0.formUnion($1.headings) }
        let file = try ImportError.wrapping { () throws(TableError) in
            try TableFile(path, request) { known.contains(headingForm($0)) }
        }
        let name = path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? "table"
        try self.init(file, name: name)
    }

    /// Proposes one for what is in memory.
    package init(_ bytes: [UInt8], name: String) throws(ImportError) {
        let file = try ImportError.wrapping { () throws(TableError) in try TableFile(bytes, name: name) }
        try self.init(file, name: name)
    }

    private init(_ file: TableFile, name: String) throws(ImportError) {
        var looks = file.header.map { ColumnLook($0) }
        var count = 0
        try ImportError.wrapping { () throws(TableError) in
            var rows = try file.rows()
            var row = TableRow()
            while count < Self.reach, try rows.next(&row) {
                count += 1
                for index in looks.indices where index < row.count { looks[index].add(row.bytes(index), row: count) }
            }
        }
        remarks = file.description.sentences.map { "file: \($0)" }
        if let built = BuiltInMappings.missingMigrants.first(where: {
            (try? CompiledMapping($0, header: file.header, tags: file.tags)) != nil
        }) {
            remarks.append(
                "\(built.name), which comes with the program, knows these headings: try --mapping \(built.name).")
        }
        var proposal = MappingProposal(looks.filter { !$0.heading.isEmpty }, rows: count)
        proposal.propose()
        text = proposal.text(name: Self.identifier(name))
        remarks += proposal.unsure.map { "unsure: \($0)" }
    }

    /// Small letters, digits and hyphens.
    private static func identifier(_ name: String) -> String {
        let bytes = name.lowercased().utf8.map { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 ? $0 : 0x2D }
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "-").joined(separator: "-")
        return text.isEmpty ? "table" : String(text.prefix(24))
    }
}
