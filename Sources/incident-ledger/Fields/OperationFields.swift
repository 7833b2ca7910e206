import ArgumentParser
import Incidents

/// A law-enforcement operation and what its publishers state of it.
struct OperationFields: ParsableArguments {
    @Option(help: ArgumentHelp("The operation's name.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("A body that led it. May be repeated.", valueName: "body"))
    var lead: [String] = []

    @Option(help: ArgumentHelp("What it was for.", valueName: "text"))
    var purpose: String?

    @Option(
        help: ArgumentHelp(
            "What a publisher states, for example INTERPOL/arrests@action=18 or 'INTERPOL/assets=~10000000 USD'. Repeatable.",
            valueName: "publisher/measure[@phase]=count"), transform: Reading.result)
    var result: [OperationResult] = []

    @Option(
        help: ArgumentHelp("The number of countries, where not all are named.", valueName: "count"),
        transform: Reading.count)
    var countries: Count?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.operation]
        return [
            FieldFlag("name", name, kinds), FieldFlag("lead", list: lead, kinds), FieldFlag("purpose", purpose, kinds),
            FieldFlag("result", list: result, kinds), FieldFlag("countries", countries, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Operation) -> Operation {
        var state = state
        if let date = shared.date { state.occurred = date }
        if let place = several.place { state.place.description = place }
        if let point = several.point { state.place.point = point }
        if !shared.region.isEmpty { state.place.regions = shared.region }
        shared.apply(to: &state.notes)
        if !several.country.isEmpty { state.countries = several.country }
        if let name = operation.name { state.name = name }
        if !operation.lead.isEmpty { state.leadBodies = operation.lead }
        if let purpose = operation.purpose { state.purpose = purpose }
        if !operation.result.isEmpty { state.results = operation.result }
        if let countries = operation.countries { state.countriesStated = countries }
        return state
    }
}
