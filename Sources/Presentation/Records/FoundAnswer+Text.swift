import Finding
import Forms
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
        case .csv: CSVText.table(header: records.columns.map(\.name), rows: records.rows.map { $0.map(Self.cell) })
        case .json: provenance(adding: ("rows", .array(records.rows.map(object)))).formatted
        case .ndjson: records.rows.map { object($0).text() + "\n" }.joined()
        case .geojson: geojson
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

    private var geojson: String {
        var features: [String] = []
        for (row, point) in zip(records.rows, records.points) {
            guard let point else { continue }
            let feature = JSONValue.members([
                ("type", .string("Feature")),
                (
                    "geometry",
                    .members([
                        ("type", .string("Point")),
                        ("coordinates", .array([.number(point.longitude), .number(point.latitude)])),
                    ])
                ), ("properties", object(row)),
            ])
            features.append(feature.text())
        }
        let without = records.points.count { $0 == nil }
        // Members that RFC 7946 does not name are allowed (section 6.1), and readers pass them over.
        let head = provenance(adding: ("withoutPoint", .integer(without))).text().dropLast()
        return "{\"type\":\"FeatureCollection\"," + head.dropFirst() + ",\"features\":[\n"
            + features.joined(separator: ",\n") + (features.isEmpty ? "]}\n" : "\n]}\n")
    }

    private func provenance(adding member: (String, JSONValue)? = nil) -> JSONValue {
        let members: [(String, JSONValue)] = [
            ("kind", .string(kind.code)), ("position", .integer(position)),
            ("knownBy", .optional(knownBy?.description)), ("matched", .integer(records.matched)),
            ("shown", .integer(records.rows.count)), ("isComplete", .bool(isComplete)),
            ("notes", .array(notes.map { .string($0) })),
        ]
        return .members(members + (member.map { [$0] } ?? []))
    }

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
