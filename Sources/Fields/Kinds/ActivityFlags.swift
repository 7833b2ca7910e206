package import Incidents

/// What a study or an observatory states of a population.
extension Indicator: EnteredState {
    package static let flags = own + period("period", \.period) + found + notes(\.notes)

    private static let own: [FieldFlag<Indicator>] = [
        .text("publisher", "text", "Who states it.", "publisher", \.publisher),
        .text("measure", "text", "What is stated, as published.", "measure", \.measure),
        .text("population", "text", "Of whom: victims assisted, those asked in a survey.", "population", \.population),
        .quantity("value", "value", "What it says.", \.value),
        .text("unit", "unit", "Of the value: persons, percent …", "value.unit", \.value.unit),
        .text("geography", "text", "As published.", "geography", \.geography),
        .one(
            "region", "scheme:code", "A region, or a named group of regions, for example mmp-2014:Americas.",
            "region", \.region, read: Reading.region, text: \.flagText),
    ]

    private static let found: [FieldFlag<Indicator>] = [
        .text("method", "text", "How it was found: a survey, a model, files of authorities.", "method", \.method),
        .one(
            "as-at", "YYYY-MM-DD", "The day to which it refers.", "asAt", \.asAt, read: Reading.day,
            text: \.description),
        .text("citation", "text", "The document.", "citation", \.citation),
    ]

    package static let examples = """
        Example:
          incident-ledger record indicator --publisher "IOM Counter-Trafficking Data Collaborative" \\
            --measure "victims assisted" --value '>90000' --unit persons \\
            --citation "E/CN.15/2020, discussion guide, paragraph 20"
        """
}

extension FieldFlag {
    /// A count whose unit another flag states: another number is of the same unit.
    static func quantity(
        _ name: String, _ field: String, _ help: String, _ path: any WritableKeyPath<State, Count> & Sendable
    ) -> FieldFlag {
        FieldFlag(name: name, value: "count", help: help, paths: [field]) { state, given, faults in
            guard let text = given.one(name, &faults) else { return }
            let unit = state[keyPath: path].unit
            if let count = faults.reading(name, { try Count(text == "=" ? "" : text, unit: unit) }) {
                state[keyPath: path] = count
            }
        }.showing { $0[keyPath: path].isReported ? [$0[keyPath: path].notation] : [] }
    }
}

/// A training, a campaign, a protection action, a request for cooperation, and the like.
extension Activity: EnteredState {
    package static let flags =
        [
            FieldFlag<Activity>.code("type", "type", "", "type", \.type),
            .text("title", "text", "As published.", "title", \.title),
        ] + period("occurred", \.occurred) + place(\.place, country: "place-country") + own + about + notes(\.notes)

    private static let own: [FieldFlag<Activity>] = [
        .list("by", "body", "A body that did it or asked for it. May be repeated.", "bodies", \.bodies),
        .list("for", "body", "A body for or of which it was. May be repeated.", "addressees", \.addressees),
        .list(
            "country", "code", "A country that took part, ISO 3166-1 alpha-2. May be repeated.", "countries",
            \.countries),
        .count("persons", "Persons whom it reached.", "persons", \.persons),
        .quantity("quantity", "quantity", "What else was counted.", \.quantity),
        .text("unit", "unit", "Of the quantity: trainings, requests …", "quantity.unit", \.quantity.unit),
        .code("status", "status", "", "status", \.status),
        .text("outcome", "text", "What came of it, as published.", "outcome", \.outcome),
    ]

    private static let about: [FieldFlag<Activity>] = [
        .text("incident", "id", "The incident that it is about.", "incident", \.incident),
        .text("operation", "id", "The operation that it is about.", "operation", \.operation),
        .text("case", "id", "The case that it is about.", "case", \.caseID),
    ]

    package static let examples = """
        Examples:
          incident-ledger record activity --type training --title "Training of border guards" \\
            --date 2019-05-13..2019-05-17 --by UNODC --country CO --persons 24 \\
            --status completed --source UNODC
          incident-ledger record activity --type cooperation-request --case boat-case \\
            --by "Prosecutor's office" --country LY --date 2020-03 --status refused --source "Prosecutor's office"
        """
}
