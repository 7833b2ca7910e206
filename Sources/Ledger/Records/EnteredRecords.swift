package import Forms
package import Incidents

extension RecordKind {
    /// The kinds that people enter; imports are recorded by `import`, links by `duplicates`.
    package static let byHand: [RecordKind] = [
        .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .law, .provision, .publishedFigure,
        .indicator,
        .activity, .dataset,
    ]

    /// The kind that is meant by a word.
    ///
    /// - Throws: `LedgerError` with `usage`, and the kinds that there are.
    package static func byHand(_ text: String) throws(LedgerError) -> RecordKind {
        let kind = try? RecordKind(code: text)
        if let kind, byHand.contains(kind) { return kind }
        let codes = byHand.map(\.code)
        let sentence =
            switch kind {
            case .import?, .importCells?:
                "An import is recorded by `incident-ledger import`. What it was is not corrected: import the file that is right."
            case .settlement?:
                "Flags are settled with `incident-ledger flags settle`."
            case .link?:
                "How two records belong together is decided with `incident-ledger duplicates decide`."
            default:
                "\"\(text)\" is no kind of record that is entered; the kinds are \(codes.joined(separator: ", "))."
                    + question(text, among: codes)
            }
        throw LedgerError(.usage, sentence)
    }
}

extension Record {
    /// A record that belongs to an incident, with what it does not state itself as the incident states it: when and where it
    /// was, by which route, and who said so.
    package func completed(from incident: Incident) -> Record {
        switch self {
        case .deaths(var deaths):
            deaths.occurred = deaths.occurred ?? incident.occurred
            if deaths.place == Place() { deaths.place = incident.place }
            if deaths.route.isEmpty { deaths.route = incident.route }
            if deaths.notes.sources.isEmpty { deaths.notes.sources = incident.notes.sources }
            return .deaths(deaths)
        case .arrests(var arrests):
            arrests.occurred = arrests.occurred ?? incident.occurred
            if arrests.place == Place() { arrests.place = incident.place }
            if arrests.operation.isEmpty { arrests.operation = incident.operation }
            if arrests.notes.sources.isEmpty { arrests.notes.sources = incident.notes.sources }
            return .arrests(arrests)
        default: return self
        }
    }

    /// The same of a record that belongs to any other; to a case or a law with the jurisdiction of that.
    package func completed(from owner: Record) -> Record {
        switch (self, owner) {
        case (_, .incident(let incident)): return completed(from: incident)
        case (.proceeding(var own), .courtCase(let owner)) where own.jurisdiction.isEmpty:
            own.jurisdiction = owner.jurisdiction
            return .proceeding(own)
        case (.provision(var own), .law(let owner)) where own.jurisdiction.isEmpty:
            own.jurisdiction = owner.jurisdiction
            return .provision(own)
        default: return self
        }
    }

    /// The identifier of the incident that it belongs to; nil where its kind belongs to none.
    package var incidentID: String? {
        get {
            switch self {
            case .deaths(let deaths): deaths.incident
            case .arrests(let arrests): arrests.incident
            default: nil
            }
        }
        set {
            guard let newValue else { return }
            if case .deaths(var deaths) = self {
                deaths.incident = newValue
                self = .deaths(deaths)
            } else if case .arrests(var arrests) = self {
                arrests.incident = newValue
                self = .arrests(arrests)
            }
        }
    }
}
