import ArgumentParser
import Forms
import Incidents
import Ledger

/// Who was arrested, for what, and how far it came. Nobody is an offender for having been smuggled (Protocol, art. 5).
struct ArrestsFields: ParsableArguments {
    @Option(help: ArgumentHelp("\(OffenderRole.allowedCodes).", valueName: "role"), transform: Reading.code)
    var role: OffenderRole?

    @Option(
        help: ArgumentHelp("ISO 3166-1 alpha-2. May be repeated.", valueName: "code"), transform: ListEdit.init)
    var nationality: [ListEdit<String>] = []

    @Option(
        help: ArgumentHelp("Of the operation: \(OperationPhase.allowedCodes).", valueName: "phase"),
        transform: Reading.code)
    var phase: OperationPhase?

    @Option(help: ArgumentHelp("\(ArrestStage.allowedCodes).", valueName: "stage"), transform: Reading.code)
    var stage: ArrestStage?

    @Option(help: ArgumentHelp("ISO 3166-1 alpha-2.", valueName: "code"))
    var jurisdiction: String?

    @Option(
        help: ArgumentHelp(
            "The offence by article of the Protocol: \(Conduct.allowedCodes). Also of an incident. May be repeated.",
            valueName: "article"), transform: ListEdit.init)
    var conduct: [ListEdit<Conduct>] = []

    @Option(
        help: ArgumentHelp("\(Aggravation.allowedCodes). Also of an incident. May be repeated.", valueName: "article"),
        transform: ListEdit.init)
    var aggravation: [ListEdit<Aggravation>] = []

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.arrests]
        return [
            FieldFlag("role", role, kinds), FieldFlag("nationality", list: nationality, kinds),
            FieldFlag("phase", phase, kinds), FieldFlag("stage", stage, kinds),
            FieldFlag("jurisdiction", jurisdiction, kinds),
            FieldFlag("conduct", list: conduct, [.arrests, .incident]),
            FieldFlag("aggravation", list: aggravation, [.arrests, .incident]),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Arrests) throws(LedgerError) -> Arrests {
        var state = state
        if let date = shared.date { state.occurred = date }
        try several.apply(to: &state.place, regions: shared.region, of: .arrests)
        try shared.apply(to: &state.notes)
        if let incident = several.incidentID { state.incident = incident }
        if let operation = several.operationID { state.operation = operation }
        if let count = several.count { state.count = count }
        if let role = arrests.role { state.role = role }
        state.nationalities = try state.nationalities.edited(by: arrests.nationality, flag: "--nationality")
        if let phase = arrests.phase { state.phase = phase }
        if let stage = arrests.stage { state.stage = stage }
        if let jurisdiction = arrests.jurisdiction { state.jurisdiction = jurisdiction }
        state.offences = try state.offences.edited(by: arrests.conduct, flag: "--conduct")
        state.aggravations = try state.aggravations.edited(by: arrests.aggravation, flag: "--aggravation")
        return state
    }
}
