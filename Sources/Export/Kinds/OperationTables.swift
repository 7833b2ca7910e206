import Incidents

extension KindTables {
    static let arrests = KindTables(
        .arrests, "Arrests made at one incident or in one operation, of persons in one role.",
        { if case .arrests(let record) = $0 { record } else { nil } },
        columns: [
            .text("incident", "The identifier of the incident.") { $0.incident },
            .text("operation", "The identifier of the operation.") { $0.operation },
            .period("date", "When it occurred.") { $0.occurred }, .place { $0.place },
            .count("count", "Those who were arrested.", unit: "persons", caution: Caution.counted) { $0.count },
            .code("role", "What they are said to have been.") { $0.role },
            .code("phase", "The phase of the operation.") { $0.phase },
            .country("jurisdiction", "Whose law.") { $0.jurisdiction }, .code("stage", "How far it came.") { $0.stage },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [.people("arrests_people", "Some of those who were arrested, of whom more is known.") { $0.people }],
        shared: { record in
            SharedList.rows(of: record.place) + SharedList.rows(of: record.offences, "offences")
                + SharedList.rows(of: record.aggravations, "aggravations")
                + SharedList.rows(of: record.profiles, "profiles") + SharedList.rows(of: record.notes)
        })

    static let operation = KindTables(
        .operation, "A law-enforcement operation.",
        { if case .operation(let record) = $0 { record } else { nil } },
        columns: [
            .text("name", "What it was called.") { $0.name }, .period("date", "When it took place.") { $0.occurred },
            .place { $0.place },
            .count(
                "countries_stated", "How many countries took part, where not all are named.", unit: "countries",
                caution: Caution.stated
            ) {
                $0.countriesStated
            },
            .text("purpose", "What for.") { $0.purpose }, .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [leadBodies, phases, results],
        shared: { record in
            SharedList.rows(of: record.place) + SharedList.rows(of: record.countries, "participant")
                + SharedList.rows(of: record.notes)
        })

    private static let leadBodies = RecordList<Incidents.Operation>(
        name: "operation_lead", description: "A body that led an operation.",
        columns: [ExportColumn("body", .text, "Its name.")]
    ) { $0.leadBodies.map { [ExportCell($0)] } }

    private static let phases = RecordList<Incidents.Operation>(
        name: "operation_phase", description: "When a phase of an operation took place.",
        columns: [
            ExportColumn("phase", .text, "Which.", isRequired: true, codes: OperationPhase.allCases.map(\.code))
        ] + RecordColumns<Period>.period("period", "When.") { $0 }.columns + [
            ExportColumn("description", .text, "What was done.")
        ]
    ) { operation in
        operation.phases.map { phase in
            [.text(phase.phase.code)] + RecordColumns<Incidents.Operation>.cells(of: phase.period)
                + [ExportCell(phase.description)]
        }
    }

    private static let results = RecordList<Incidents.Operation>(
        name: "operation_result",
        description: "What one publisher states as a result of an operation, side by side with what others state.",
        columns: [
            ExportColumn("publisher", .text, "Who states it."), ExportColumn("measure", .text, "What is counted."),
        ]
            + RecordColumns<OperationResult>.count("count", "How many.", unit: nil, caution: Caution.stated) {
                $0.count
            }
            .columns + [
                ExportColumn("unit", .text, "Of the count; empty where the measure fixes it."),
                ExportColumn(
                    "qualifier", .text, "How the count is meant.", isRequired: true,
                    codes: Qualifier.allCases.map(\.code)),
                ExportColumn("phase", .text, "Of the operation.", codes: OperationPhase.allCases.map(\.code)),
                ExportColumn("locator", .text, "An address or a citation, as published."),
                ExportColumn("as_at", .day, "The day to which it refers."), ExportColumn("note", .text, "A remark."),
            ]
    ) { operation in
        operation.results.map { result in
            [ExportCell(result.publisher), ExportCell(result.measure)]
                + RecordColumns<OperationResult>.cells(of: result.count) + [
                    ExportCell(result.count.unit), .text(result.count.qualifier.code), ExportCell(result.phase),
                    ExportCell(result.locator), ExportCell(result.asAt), ExportCell(result.note),
                ]
        }
    }
}
