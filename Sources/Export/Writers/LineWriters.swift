import Forms
import Foundation
import Incidents

/// One JSON object a line for each record: its kind and identifier, its state as `record KIND --json` reads it, and where it
/// comes from.
final class JSONLinesWriter: ExportWriter {
    private let file: HashedFile

    init(_ name: String, in folder: URL) throws {
        file = try HashedFile(name, in: folder)
    }

    func add(_ record: ExportedRecord) throws {
        let provenance = record.provenance
        let event = provenance.event
        let json = JSONValue.members([
            ("kind", .string(record.record.kind.code)), ("id", .string(record.record.id)),
            ("record", record.state.map(RecordJSON.value(of:)) ?? .null),
            (
                "provenance",
                .members([
                    ("counted", .string(provenance.part.counted.rawValue)),
                    ("countedWhy", .string(provenance.part.why)),
                    ("disputed", .bool(provenance.isDisputed)),
                    (
                        "disputes",
                        .array(
                            record.disputes.map {
                                .members([
                                    ("field", .string($0.field)), ("desk", .string($0.desk)),
                                    ("dataset", .string($0.dataset)),
                                ])
                            })
                    ),
                    (
                        "links",
                        .array(
                            record.links.map {
                                .members([
                                    ("link", .string($0.link)), ("part", .string($0.part.code)),
                                    ("beside", .string($0.beside)),
                                ])
                            })
                    ),
                    ("dataset", .string(provenance.dataset)), ("position", .integer(event.position)),
                    ("version", .integer(event.version)), ("type", .string(event.event.type.code)),
                    ("recordedAt", .string(Instant.text(microseconds: event.recordedAt))),
                    ("knownAt", .string(event.event.knownAt.description)), ("actor", .string(event.event.actor)),
                    ("importId", .string(event.event.importID)), ("reason", .string(event.event.reason)),
                ])
            ),
        ])
        try file.write(json.text() + "\n")
    }

    func finish(_ account: ExportAccount) throws -> [ExportFile] { [try file.finish()] }
}

/// A feature for each record that has a place (RFC 7946): its properties are the cells of its kind's table.
final class MapWriter: ExportWriter {
    private let head: ExportHead
    private let schema: ExportSchema
    private let file: HashedFile
    private var isEmpty = true

    /// The kinds that have a place.
    static let kinds: Set<RecordKind> = [.incident, .deaths, .arrests, .operation]

    init(_ head: ExportHead, _ schema: ExportSchema, _ name: String, in folder: URL) throws {
        self.head = head
        self.schema = schema
        file = try HashedFile(name, in: folder)
        try file.write("{\"type\":\"FeatureCollection\",\"features\":[")
    }

    func add(_ record: ExportedRecord) throws {
        guard let (kind, cells) = schema.mainCells(of: record, head.context), let place = record.state?.place else {
            return
        }
        // Longitude comes first.
        let geometry = place.point.map { point in
            JSONValue.members([
                ("type", .string("Point")),
                (
                    "coordinates",
                    .array([.number(Double(point.longitudeE7) / 1e7), .number(Double(point.latitudeE7) / 1e7)])
                ),
            ])
        }
        let properties = zip(kind.main.columns, cells).map { ($0.name, $1.json) }
        let feature = JSONValue.members([
            ("type", .string("Feature")), ("id", .string(record.record.description)), ("geometry", geometry ?? .null),
            ("properties", .members([("kind", .string(kind.kind.code))] + properties)),
        ])
        try file.write((isEmpty ? "\n" : ",\n") + feature.text())
        isEmpty = false
    }

    func finish(_ account: ExportAccount) throws -> [ExportFile] {
        try file.write("\n],\"provenance\":" + head.json(account).text() + "}\n")
        return [try file.finish()]
    }
}

extension ExportCell {
    var json: JSONValue {
        switch self {
        case .nothing: .null
        case .integer(let number): .integer(number)
        case .real(let number): .number(number)
        case .truth(let isTrue): .bool(isTrue)
        case .text, .day, .instant: .string(text)
        }
    }
}
