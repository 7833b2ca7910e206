import ArgumentParser
import Incidents

/// What happened, and what it is in law.
struct IncidentFields: ParsableArguments {
    @Option(help: ArgumentHelp("\(IncidentKind.allowedCodes).", valueName: "kind"), transform: Reading.code)
    var incidentKind: IncidentKind?

    @Option(help: ArgumentHelp("\(TransportMode.allowedCodes).", valueName: "mode"), transform: Reading.code)
    var mode: TransportMode?

    @Option(help: ArgumentHelp("Country of origin, ISO 3166-1 alpha-2. May be repeated.", valueName: "code"))
    var from: [String] = []

    @Option(help: ArgumentHelp("Country of destination, ISO 3166-1 alpha-2. May be repeated.", valueName: "code"))
    var to: [String] = []

    @Option(help: ArgumentHelp("People involved.", valueName: "count"), transform: Reading.count)
    var people: Count?

    @Option(
        help: ArgumentHelp("\(CrimeAgainstMigrants.allowedCodes). May be repeated.", valueName: "crime"),
        transform: Reading.code)
    var crime: [CrimeAgainstMigrants] = []

    @Option(
        help: ArgumentHelp("\(Benefit.allowedCodes): a financial or other material benefit.", valueName: "benefit"),
        transform: Reading.code)
    var benefit: Benefit?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.incident]
        return [
            FieldFlag("incident-kind", incidentKind, kinds), FieldFlag("mode", mode, kinds),
            FieldFlag("from", list: from, kinds), FieldFlag("to", list: to, kinds),
            FieldFlag("people", people, kinds), FieldFlag("crime", list: crime, kinds),
            FieldFlag("benefit", benefit, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Incident) -> Incident {
        var state = state
        if let date = shared.date { state.occurred = date }
        several.apply(to: &state.place, regions: shared.region)
        shared.apply(to: &state.notes)
        if let route = several.route { state.route = route }
        if let operation = several.operationID { state.operation = operation }
        if let kind = incident.incidentKind { state.kind = kind }
        if let mode = incident.mode { state.mode = mode }
        if !incident.from.isEmpty { state.countriesOfOrigin = incident.from }
        if !incident.to.isEmpty { state.countriesOfDestination = incident.to }
        if let people = incident.people { state.people = [PeopleGroup(count: people)] }
        if !incident.crime.isEmpty { state.crimes = incident.crime }
        if let benefit = incident.benefit { state.benefit = benefit }
        if !arrests.conduct.isEmpty { state.conduct = arrests.conduct }
        if !arrests.aggravation.isEmpty { state.aggravations = arrests.aggravation }
        return state
    }
}
