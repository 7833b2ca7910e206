import Finding
package import Forms
import Incidents
package import Ledger

/// How records that were found are written.
package enum FindFormat: String, CaseIterable, Sendable {
    /// For people.
    case table
    /// For spreadsheets and statistics: of each count also its lowest and highest value, as numbers.
    case csv
    /// One object, with what is to be said of the answer.
    case json
    /// An object a line.
    case ndjson
    /// RFC 7946, for maps: the records that have a point.
    case geojson
}

extension FoundAnswer {
    /// The answer in a form. Beside CSV and lines of objects there is no room for its notes.
    ///
    /// - Parameter width: of the terminal, for a table; nil: as wide as it is.
    package func text(in format: FindFormat, width: Int? = nil) -> String {
        switch format {
        case .table: table(width)
        case .csv: csv.text
        case .json: provenance(adding: ("rows", .array(records.rows.map(object)))).formatted
        case .ndjson: records.rows.map { object($0).text() + "\n" }.joined()
        case .geojson: geojson().text
        }
    }

    /// How many records there are, and no record.
    package func count(in format: FindFormat) -> String {
        switch format {
        case .table, .csv: "\(records.matched)\n"
        case .json, .geojson: provenance().formatted
        case .ndjson: provenance().text() + "\n"
        }
    }

    private func table(_ width: Int?) -> String {
        // A count is printed once; its bounds are for programs.
        let shown = records.columns.indices.filter { !records.columns[$0].isBound }
        let table = TextTable(
            columns: shown.map { .init(name: records.columns[$0].name, isNumber: records.columns[$0].isNumber) },
            rows: records.rows.map { row in shown.map { Self.cell(row[$0]) } })
        let rows = records.rows.isEmpty ? "" : table.table(width: width) + "\n"
        return rows + ([summary] + notes).map { $0 + "\n" }.joined()
    }

    /// The records as rows, of each count also its bounds.
    package var csv: AnswerPieces {
        let rows = records.rows
        return AnswerPieces(
            count: rows.count, head: CSVText.table(header: records.columns.map(\.name), rows: [])
        ) { range in
            range.map { CSVText.table(row: rows[$0].map(Self.cell)) }.joined()
        }
    }

    /// A record a line, and the line that ends them.
    package var lines: AnswerPieces { .lines(records.rows.count) { object(records.rows[$0]) } }

    /// One object.
    ///
    /// - Parameter members: that stand before those of the answer.
    package func object(with members: [(String, JSONValue)]) -> AnswerPieces {
        .object(members + provenanceMembers, "rows", records.rows.count) { object(records.rows[$0]) }
    }

    /// The records that have a point, as RFC 7946 has it.
    ///
    /// - Parameter members: that stand before those of the answer.
    package func geojson(with members: [(String, JSONValue)] = []) -> AnswerPieces {
        let places = records.points.indices.filter { records.points[$0] != nil }
        // Members that RFC 7946 does not name are allowed (section 6.1), and readers pass them over.
        let all: [(String, JSONValue)] =
            [("type", .string("FeatureCollection"))] + members + provenanceMembers
            + [("withoutPoint", .integer(records.points.count - places.count))]
        return .object(all, "features", places.count) { feature(places[$0]) }
    }

    private func feature(_ place: Int) -> JSONValue {
        let coordinates = records.points[place].map { [JSONValue.number($0.longitude), .number($0.latitude)] } ?? []
        return .members([
            ("type", .string("Feature")),
            ("geometry", .members([("type", .string("Point")), ("coordinates", .array(coordinates))])),
            ("properties", object(records.rows[place])),
        ])
    }

    /// Of what kind and moment it is, how many there are, and what is to be said of it.
    package var provenanceMembers: [(String, JSONValue)] { provenanceMembers(shown: records.rows.count) }

    /// The same where only some of the rows are shown.
    func provenanceMembers(shown: Int) -> [(String, JSONValue)] {
        [
            ("kind", .string(kind.code)), ("position", .integer(position)),
            ("knownBy", .optional(knownBy?.description)), ("matched", .integer(records.matched)),
            ("shown", .integer(shown)), ("isComplete", .bool(isComplete)), ("notes", .texts(notes)),
        ]
    }

    private func provenance(adding member: (String, JSONValue)? = nil) -> JSONValue {
        .members(provenanceMembers + (member.map { [$0] } ?? []))
    }

    /// A record as cells.
    func cells(_ row: Int) -> [String] { records.rows[row].map(Self.cell) }

    func object(_ row: Int) -> JSONValue { object(records.rows[row]) }

    private func object(_ row: [JSONValue]) -> JSONValue {
        .members(
            zip(records.columns, row).map { column, value in
                // What people print of a count may be a number or a range.
                let isPrinted = column.field.form == .count && !column.isBound
                if isPrinted, case .string(let text) = value {
                    return (column.name.lowerCamelCased, .number(orText: text))
                }
                return (column.name.lowerCamelCased, value)
            })
    }

    /// As it stands, so that no text is changed on the way into a file.
    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .null: ""
        default: value.text()
        }
    }
}
