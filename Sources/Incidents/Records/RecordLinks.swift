extension Record {
    /// Goes through the identifiers of the records that it names, each with its field in JSON: what `map` makes of one stands
    /// in its place.
    package mutating func mapLinks(_ map: (_ field: String, RecordID) -> String) {
        func one(_ kind: RecordKind, _ field: String, _ id: inout String) {
            if !id.isEmpty { id = map(field, RecordID(kind: kind, id: id)) }
        }
        func each(_ kind: RecordKind, _ field: String, _ ids: inout [String]) {
            for index in ids.indices { one(kind, "\(field)[\(index)]", &ids[index]) }
        }
        switch self {
        case .incident(var state):
            one(.operation, "operation", &state.operation)
            self = .incident(state)
        case .deaths(var state):
            one(.incident, "incident", &state.incident)
            self = .deaths(state)
        case .arrests(var state):
            one(.incident, "incident", &state.incident)
            one(.operation, "operation", &state.operation)
            self = .arrests(state)
        case .publishedFigure(var state):
            one(.operation, "operation", &state.operation)
            self = .publishedFigure(state)
        case .courtCase(var state):
            each(.incident, "incidents", &state.incidents)
            each(.operation, "operations", &state.operations)
            each(.arrests, "arrests", &state.arrests)
            self = .courtCase(state)
        case .proceeding(var state):
            one(.courtCase, "case", &state.caseID)
            one(.proceeding, "appealFrom", &state.appealFrom)
            for index in state.charges.indices {
                one(.provision, "charges[\(index)].provision", &state.charges[index].provision)
            }
            self = .proceeding(state)
        case .law(var state):
            each(.law, "amends", &state.amends)
            each(.law, "repeals", &state.repeals)
            self = .law(state)
        case .provision(var state):
            one(.law, "law", &state.law)
            self = .provision(state)
        case .activity(var state):
            one(.incident, "incident", &state.incident)
            one(.operation, "operation", &state.operation)
            one(.courtCase, "case", &state.caseID)
            self = .activity(state)
        case .operation, .import, .dataset, .importCells, .link, .settlement, .indicator: break
        }
    }

    /// The records that it names, and the field that does.
    package var links: [(field: String, record: RecordID)] {
        var links: [(field: String, record: RecordID)] = []
        var copy = self
        copy.mapLinks { field, record in
            links.append((field, record))
            return record.id
        }
        return links
    }
}
