package import Incidents
import Ledger

/// A law-enforcement operation and what its publishers state of it.
extension Operation: EnteredState {
    package static let flags =
        [FieldFlag<Operation>.text("name", "text", "The operation's name.", "name", \.name)]
        + period("occurred", \.occurred) + place(\.place, country: "place-country") + own + publishers + notes(\.notes)

    private static let own: [FieldFlag<Operation>] = [
        .list("lead", "body", "A body that led it. May be repeated.", "leadBodies", \.leadBodies),
        .text("purpose", "text", "What it was for.", "purpose", \.purpose),
        .list(
            "country", "code", "A country that took part, ISO 3166-1 alpha-2. May be repeated.", "countries",
            \.countries),
        .count("countries", "The number of countries, where not all are named.", "countriesStated", \.countriesStated),
        .list(
            "phase-period", "phase[:period[:text]]",
            "When a phase took place and what it was: action:2018-11-27..2018-11-30:\"checks at borders\". Phases: "
                + "\(OperationPhase.allowedCodes). May be repeated.", "phases", \.phases),
    ]

    private static let publishers: [FieldFlag<Operation>] = [
        FieldFlag(
            name: "result", value: "publisher/measure[@phase]=count",
            help: "What a publisher states: INTERPOL/arrests@action=18 or 'INTERPOL/assets=~10000000 USD'. May be "
                + "repeated.", paths: ["results"], isRepeated: true
        ) { state, given, faults in
            guard let edits = given.operationResults(&faults) else { return }
            state.results.edit(edits, flag: "result", &faults)
        }.showing { $0.results.map(\.flagText) },
        .inTurn(
            "result-url", of: "result", "address", "Where it is stated", "results.locator",
            shown: { $0.results.map(\.locator) }),
        .inTurn(
            "result-as-at", of: "result", "YYYY-MM-DD", "The day to which it refers", "results.asAt",
            shown: { $0.results.map { $0.asAt?.description ?? "" } }),
        .inTurn("result-note", of: "result", "text", "A remark", "results.note", shown: { $0.results.map(\.note) }),
    ]

    package static let examples = """
        Example:
          incident-ledger record operation --id andes \\
            --name "Operation Andes" --date 2018-11-27..2018-11-30 \\
            --lead INTERPOL --lead UNODC --source INTERPOL \\
            --result 'INTERPOL/checks=<44000' --result "UN/arrests=49"
        """
}

extension GivenFlags {
    /// The results with what other flags state of them in turn.
    fileprivate func operationResults(_ faults: inout Faults) -> [ListEdit<OperationResult>]? {
        guard let edits: [ListEdit<OperationResult>] = edits("result", &faults) else { return nil }
        let days = all("result-as-at").map { text in
            text.isEmpty ? nil : faults.reading("result-as-at") { try Reading.day(text) }
        }
        var (urlsLeft, daysLeft, notesLeft) = (all("result-url")[...], days[...], all("result-note")[...])
        return edits.map { edit in
            edit.map { result in
                var result = result
                result.locator = urlsLeft.popFirst() ?? ""
                result.asAt = daysLeft.popFirst() ?? nil
                result.note = notesLeft.popFirst() ?? ""
                return result
            }
        }
    }
}
