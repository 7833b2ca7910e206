import ArgumentParser
import Forms
import Incidents
import Ledger

/// The toll of an incident, in persons.
struct DeathsFields: ParsableArguments {
    @Option(help: ArgumentHelp("Persons.", valueName: "count"), transform: Reading.count)
    var dead: Count?

    @Option(help: ArgumentHelp("Persons.", valueName: "count"), transform: Reading.count)
    var missing: Count?

    @Option(help: ArgumentHelp("Persons.", valueName: "count"), transform: Reading.count)
    var survivors: Count?

    @Option(help: ArgumentHelp("Of the dead and missing.", valueName: "count"), transform: Reading.count)
    var females: Count?

    @Option(help: ArgumentHelp("Of the dead and missing.", valueName: "count"), transform: Reading.count)
    var males: Count?

    @Option(help: ArgumentHelp("Of the dead and missing.", valueName: "count"), transform: Reading.count)
    var children: Count?

    @Option(
        help: ArgumentHelp("Dead and missing, where the source says another than their sum.", valueName: "count"),
        transform: Reading.count)
    var total: Count?

    @Option(help: ArgumentHelp("The cause of death, as published.", valueName: "text"))
    var cause: String?

    @Option(help: ArgumentHelp("\(CauseClass.allowedCodes).", valueName: "class"), transform: Reading.code)
    var causeClass: CauseClass?

    @Option(help: ArgumentHelp("Where the dead came from, as published.", valueName: "text"))
    var origin: String?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.deaths]
        return [
            FieldFlag("dead", dead, kinds), FieldFlag("missing", missing, kinds),
            FieldFlag("survivors", survivors, kinds), FieldFlag("females", females, kinds),
            FieldFlag("males", males, kinds), FieldFlag("children", children, kinds),
            FieldFlag("total", total, kinds),
            FieldFlag("cause", cause, kinds), FieldFlag("cause-class", causeClass, kinds),
            FieldFlag("origin", origin, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Deaths) throws(LedgerError) -> Deaths {
        var state = state
        if let date = shared.date { state.occurred = date }
        try several.apply(to: &state.place, regions: shared.region, of: .deaths)
        try shared.apply(to: &state.notes)
        if let route = several.route { state.route = route }
        if let incident = several.incidentID { state.incident = incident }
        applyToll(to: &state)
        if let count = deaths.survivors { state.survivors = count }
        if let count = deaths.females { state.females = count }
        if let count = deaths.males { state.males = count }
        if let count = deaths.children { state.children = count }
        if let cause = deaths.cause { state.cause = cause }
        if let causeClass = deaths.causeClass { state.causeClass = causeClass }
        if let origin = deaths.origin, origin != state.countryOfOrigin {
            state.countryOfOrigin = origin
            // They are those that the text named.
            if incident.from.isEmpty { state.countriesOfOrigin = [] }
        }
        state.countriesOfOrigin = try state.countriesOfOrigin.edited(by: incident.from, flag: "--from")
        if let quality = shared.quality { state.sourceQuality = quality }
        return state
    }

    /// A total that was stated beside other dead and missing says nothing of those that are stated now.
    private func applyToll(to state: inout Deaths) {
        let parts = (state.dead, state.missing)
        if let count = deaths.dead { state.dead = count }
        if let count = deaths.missing { state.missing = count }
        if let total = deaths.total {
            state.statedTotal = total
        } else if (state.dead, state.missing) != parts {
            state.statedTotal = .notReported
        }
    }
}
