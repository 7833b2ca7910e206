import Incidents

extension Record {
    /// The records that it names, and the field that does.
    var links: [(field: String, record: RecordID)] {
        switch self {
        case .deaths(let deaths): Self.links(incident: deaths.incident)
        case .arrests(let arrests): Self.links(incident: arrests.incident, operation: arrests.operation)
        case .incident(let incident): Self.links(operation: incident.operation)
        case .publishedFigure(let figure): Self.links(operation: figure.operation)
        case .operation, .import, .dataset, .importCells: []
        }
    }

    private static func links(incident: String = "", operation: String = "") -> [(field: String, record: RecordID)] {
        [
            (field: "incident", record: RecordID(kind: .incident, id: incident)),
            (field: "operation", record: RecordID(kind: .operation, id: operation)),
        ].filter { !$0.record.id.isEmpty }
    }
}
