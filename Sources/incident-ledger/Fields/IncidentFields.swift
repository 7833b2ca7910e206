import ArgumentParser
import Forms
import Incidents
import Ledger

/// What happened, and what it is in law.
struct IncidentFields: ParsableArguments {
    @Option(help: ArgumentHelp("\(IncidentKind.allowedCodes).", valueName: "kind"), transform: Reading.code)
    var incidentKind: IncidentKind?

    @Option(help: ArgumentHelp("\(TransportMode.allowedCodes).", valueName: "mode"), transform: Reading.code)
    var mode: TransportMode?

    @Option(
        help: ArgumentHelp("Country of origin, ISO 3166-1 alpha-2; also of deaths. Repeatable.", valueName: "code"),
        transform: ListEdit.init)
    var from: [ListEdit<String>] = []

    @Option(
        help: ArgumentHelp("Country of transit, ISO 3166-1 alpha-2. May be repeated.", valueName: "code"),
        transform: ListEdit.init)
    var via: [ListEdit<String>] = []

    @Option(
        help: ArgumentHelp("Country of destination, ISO 3166-1 alpha-2. May be repeated.", valueName: "code"),
        transform: ListEdit.init)
    var to: [ListEdit<String>] = []

    @Option(
        help: ArgumentHelp(
            "People involved: 64, or group by group as female,child,SY=3. May be repeated.", valueName: "[group=]count"),
        transform: ListEdit.init)
    var people: [ListEdit<PeopleGroup>] = []

    @Option(
        help: ArgumentHelp("\(DocumentFraud.allowedCodes). May be repeated.", valueName: "fraud"),
        transform: ListEdit.init)
    var document: [ListEdit<DocumentFraud>] = []

    @Option(
        help: ArgumentHelp("\(CrimeAgainstMigrants.allowedCodes). May be repeated.", valueName: "crime"),
        transform: ListEdit.init)
    var crime: [ListEdit<CrimeAgainstMigrants>] = []

    @Option(
        help: ArgumentHelp(
            "\(ExemptionGround.allowedCodes), and what came of it: \(ExemptionOutcome.allowedCodes). May be repeated.",
            valueName: "ground[=outcome]"),
        transform: ListEdit.init)
    var exemption: [ListEdit<Exemption>] = []

    @Option(
        help: ArgumentHelp("\(Benefit.allowedCodes): a financial or other material benefit.", valueName: "benefit"),
        transform: Reading.code)
    var benefit: Benefit?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.incident]
        return [
            FieldFlag("incident-kind", incidentKind, kinds), FieldFlag("mode", mode, kinds),
            FieldFlag("from", list: from, [.incident, .deaths]), FieldFlag("via", list: via, kinds),
            FieldFlag("to", list: to, kinds),
            FieldFlag("people", list: people, kinds), FieldFlag("document", list: document, kinds),
            FieldFlag("crime", list: crime, kinds), FieldFlag("exemption", list: exemption, kinds),
            FieldFlag("benefit", benefit, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Incident) throws(LedgerError) -> Incident {
        var state = state
        if let date = shared.date { state.occurred = date }
        try several.apply(to: &state.place, regions: shared.region, of: .incident)
        try shared.apply(to: &state.notes)
        if let route = several.route { state.route = route }
        if let operation = several.operationID { state.operation = operation }
        if let kind = incident.incidentKind { state.kind = kind }
        if let mode = incident.mode { state.mode = mode }
        if let benefit = incident.benefit { state.benefit = benefit }
        try applyLists(to: &state)
        return state
    }

    private func applyLists(to state: inout Incident) throws(LedgerError) {
        state.countriesOfOrigin = try state.countriesOfOrigin.edited(by: incident.from, flag: "--from")
        state.countriesOfTransit = try state.countriesOfTransit.edited(by: incident.via, flag: "--via")
        state.countriesOfDestination = try state.countriesOfDestination.edited(by: incident.to, flag: "--to")
        state.people = try state.people.edited(by: incident.people, flag: "--people")
        state.documentFraud = try state.documentFraud.edited(by: incident.document, flag: "--document")
        state.conduct = try state.conduct.edited(by: arrests.conduct, flag: "--conduct")
        state.aggravations = try state.aggravations.edited(by: arrests.aggravation, flag: "--aggravation")
        state.crimes = try state.crimes.edited(by: incident.crime, flag: "--crime")
        state.exemptions = try state.exemptions.edited(by: incident.exemption, flag: "--exemption")
    }
}
