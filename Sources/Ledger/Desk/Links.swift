import EventLog
import Incidents

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
    /// The records that stand by a day and are nothing without a record: the deaths, arrests and incidents that name it, the
    /// proceedings of a case and the appeals from them, the provisions of a law; and what hangs on them in turn, each once.
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
            case .courtCase, .proceeding: [.proceeding]
            case .law: [.provision]
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
                    try Self.owner(of: facts, like: target.kind) == name
                else { continue }
                let record = RecordID(kind: kind, id: try facts.idText)
                guard seen.insert(record).inserted else { continue }
                let known = try stream(of: record, through: .max).held(knownBy: day)?.state
                if known?.links.contains(where: { $0.record == target }) == true { naming.append(record) }
            }
        }
        return naming
    }

    /// What an entry says that it belongs to, of a kind.
    private static func owner(of facts: borrowing Facts, like kind: RecordKind) throws(FactsError) -> Term {
        switch kind {
        case .incident: try facts.incident
        case .operation: try facts.operation
        // Of a proceeding its case and what it was appealed from; of a provision its law.
        case .courtCase: try facts.recordText(2)
        case .proceeding: try facts.recordText(6)
        default: try facts.recordText(1)
        }
    }
}
