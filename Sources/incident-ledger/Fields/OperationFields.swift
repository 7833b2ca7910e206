import ArgumentParser
import Forms
import Incidents
import Ledger

/// A law-enforcement operation and what its publishers state of it.
struct OperationFields: ParsableArguments {
    @Option(help: ArgumentHelp("The operation's name.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("A body that led it. May be repeated.", valueName: "body"), transform: ListEdit.init)
    var lead: [ListEdit<String>] = []

    @Option(help: ArgumentHelp("What it was for.", valueName: "text"))
    var purpose: String?

    @Option(
        help: ArgumentHelp(
            "What a publisher states, for example INTERPOL/arrests@action=18 or 'INTERPOL/assets=~10000000 USD'. Repeatable.",
            valueName: "publisher/measure[@phase]=count"), transform: ListEdit.init)
    var result: [ListEdit<OperationResult>] = []

    @Option(
        help: ArgumentHelp(
            "When a phase took place, for example action=2018-11-27..2018-11-30. Repeatable.",
            valueName: "phase[=period]"), transform: ListEdit.init)
    var phasePeriod: [ListEdit<OperationPhasePeriod>] = []

    @Option(
        help: ArgumentHelp("The number of countries, where not all are named.", valueName: "count"),
        transform: Reading.count)
    var countries: Count?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.operation]
        return [
            FieldFlag("name", name, kinds), FieldFlag("lead", list: lead, kinds), FieldFlag("purpose", purpose, kinds),
            FieldFlag("result", list: result, kinds), FieldFlag("phase-period", list: phasePeriod, kinds),
            FieldFlag("countries", countries, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Operation) throws(LedgerError) -> Operation {
        var state = state
        if let date = shared.date { state.occurred = date }
        try several.apply(to: &state.place, regions: shared.region, of: .operation)
        try shared.apply(to: &state.notes)
        state.countries = try state.countries.edited(by: several.country, flag: "--country")
        if let name = operation.name { state.name = name }
        state.leadBodies = try state.leadBodies.edited(by: operation.lead, flag: "--lead")
        state.phases = try state.phases.edited(by: operation.phasePeriod, flag: "--phase-period")
        if let purpose = operation.purpose { state.purpose = purpose }
        state.results = try state.results.edited(by: operation.result, flag: "--result")
        if let countries = operation.countries { state.countriesStated = countries }
        return state
    }
}
