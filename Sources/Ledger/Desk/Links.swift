import EventLog
import Incidents

extension Record {
    /// The records that it names, and the field that does.
    var links: [(field: String, record: RecordID)] {
        switch self {
        case .deaths(let deaths): Self.links(incident: deaths.incident)
        case .arrests(let arrests): Self.links(incident: arrests.incident, operation: arrests.operation)
        case .incident(let incident): Self.links(operation: incident.operation)
        case .publishedFigure(let figure): Self.links(operation: figure.operation)
        case .operation, .import, .dataset, .importCells, .link, .settlement: []
        }
    }

    private static func links(incident: String = "", operation: String = "") -> [(field: String, record: RecordID)] {
        [
            (field: "incident", record: RecordID(kind: .incident, id: incident)),
            (field: "operation", record: RecordID(kind: .operation, id: operation)),
        ].filter { !$0.record.id.isEmpty }
    }
}

/// What becomes of the records that name one that is withdrawn.
public enum LinkedRecords: Sendable {
    /// Where there are any, nothing is withdrawn, and they are named.
    case refuse
    /// They are withdrawn with it, and what names them in turn: all of it or nothing.
    case withdraw
    /// They stand, and go on naming it.
    case leave
}

extension LogSnapshot {
    /// The deaths, arrests and incidents that stand by a day and name a record, and those that name them in turn, each once.
    ///
    /// It goes through the entries of the kinds that may, in place.
    func records(hangingOn record: RecordID, knownBy day: Day) throws -> [RecordID] {
        var found: [RecordID] = []
        var open = [record]
        while let target = open.popLast() {
            for other in try records(naming: target, knownBy: day) where other != record && !found.contains(other) {
                found.append(other)
                open.append(other)
            }
        }
        return found
    }

    private func records(naming target: RecordID, knownBy day: Day) throws -> [RecordID] {
        let kinds: [RecordKind] =
            switch target.kind {
            case .incident: [.deaths, .arrests]
            case .operation: [.incident, .arrests]
            default: []
            }
        let vocabulary = Vocabulary()
        let name = vocabulary.term(target.id)
        var naming: [RecordID] = []
        var seen: Set<RecordID> = []
        for kind in kinds {
            for position in try positions(ofKind: UInt8(kind.rawValue)) {
                // What cannot be read cannot be withdrawn either: its state is not known.
                guard let entry = try entry(at: position), let facts = try? Facts(entry: entry, vocabulary: vocabulary),
                    try (target.kind == .incident ? facts.incident : facts.operation) == name
                else { continue }
                let record = RecordID(kind: kind, id: try facts.idText)
                guard seen.insert(record).inserted else { continue }
                let known = try stream(of: record, through: .max).held(knownBy: day)?.state
                if known?.links.contains(where: { $0.record == target }) == true { naming.append(record) }
            }
        }
        return naming
    }
}
