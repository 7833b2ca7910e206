import Incidents

extension KindTables {
    static let indicator = KindTables(
        .indicator, "What a study states of a population: never part of a sum of records.",
        { if case .indicator(let record) = $0 { record } else { nil } },
        columns: [
            .text("publisher", "Who states it.") { $0.publisher }, .text("measure", "As published.") { $0.measure },
            .text("population", "Of whom.") { $0.population },
            .text("geography", "Of what place, as published.") { $0.geography },
            .text("indicator_region", "The region or group of regions that it is, scheme:code.") {
                $0.region?.description ?? ""
            },
            .period("period", "Of what time.") { $0.period },
            .count("value", "What is stated.", unit: nil, caution: Caution.stated) { $0.value },
            .text("unit", "Of the value.") { $0.value.unit }, .text("method", "How it was found.") { $0.method },
            .day("as_at", "The day to which it refers.") { $0.asAt },
            .text("citation", "Where it stands.") { $0.citation }, .text("note", "A remark.") { $0.notes.note },
        ],
        shared: { SharedList.rows(of: $0.notes) })

    static let activity = KindTables(
        .activity, "Something that was done about migrant smuggling, or for those who were smuggled.",
        { if case .activity(let record) = $0 { record } else { nil } },
        columns: [
            .code("type", "What was done.") { $0.type }, .text("title", "As published.") { $0.title },
            .period("date", "When it was done.") { $0.occurred }, .place { $0.place },
            .count("persons", "Those whom it reached.", unit: "persons", caution: Caution.stated) { $0.persons },
            .count("quantity", "What else was counted.", unit: nil, caution: Caution.stated) { $0.quantity },
            .text("unit", "Of the quantity.") { $0.quantity.unit },
            .code("status", "How far it has come.") { $0.status },
            .text("outcome", "As published.") { $0.outcome },
            .text("incident", "The identifier of the incident that it is about.") { $0.incident },
            .text("operation", "The identifier of the operation that it is about.") { $0.operation },
            .text("court_case", "The identifier of the case that it is about.") { $0.caseID },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<Activity>(
                name: "activity_body", description: "A body that did it or asked for it, or for which it was done.",
                columns: [
                    ExportColumn(
                        "part", .text, "What it had to do with it.", isRequired: true, codes: ["body", "addressee"]),
                    ExportColumn("body", .text, "Its name."),
                ]
            ) { activity in
                activity.bodies.map { [.text("body"), ExportCell($0)] }
                    + activity.addressees.map { [.text("addressee"), ExportCell($0)] }
            }
        ],
        shared: { record in
            SharedList.rows(of: record.place) + SharedList.rows(of: record.countries, "participant")
                + SharedList.rows(of: record.notes)
        })
}
