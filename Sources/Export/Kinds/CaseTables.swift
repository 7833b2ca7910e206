import Incidents

extension KindTables {
    static let courtCase = KindTables(
        .courtCase, "A case of migrant smuggling before courts.",
        { if case .courtCase(let record) = $0 { record } else { nil } },
        columns: [
            .text("title", "As published.") { $0.title }, .country("jurisdiction", "Whose courts.") { $0.jurisdiction },
            .period("opened", "When it was opened.") { $0.opened },
            .code("mode", "How the migrants travelled.") { $0.mode },
            .code("organized_group", "Whether an organised criminal group was shown.") { $0.organizedGroup },
            .code("transnational", "Whether it crossed borders.") { $0.transnational },
            .code("benefit", "A financial or other material benefit.") { $0.benefit },
            .code("outcome", "What it came to, of all defendants.") { $0.outcome },
            persons("migrant_count", "Those who were smuggled.") { $0.migrantCount },
            persons("defendant_count", "Those who were charged.") { $0.defendantCount },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            .people("court_case_migrants", "Some of those who were smuggled.") { $0.migrants }, defendants, caseLinks,
        ],
        shared: { record in
            SharedList.rows(of: record.countriesOfOrigin, "origin")
                + SharedList.rows(of: record.countriesOfTransit, "transit")
                + SharedList.rows(of: record.countriesOfDestination, "destination")
                + SharedList.rows(of: record.countriesInvolved, "participant")
                + SharedList.rows(of: record.conduct, "conduct")
                + SharedList.rows(of: record.aggravations, "aggravations") + SharedList.rows(of: record.notes)
        })

    private static func persons<Root>(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> Count
    ) -> RecordColumns<Root> {
        .count(name, description, unit: "persons", caution: Caution.counted, get)
    }

    private static let defendants: RecordList<CourtCase> = {
        let people = RecordList<CourtCase>.people("court_case_defendants", "Some of those who were charged.") {
            $0.defendants.map(\.people)
        }
        let role = ExportColumn(
            "role", .text, "What they are said to have been.", codes: OffenderRole.allCases.map(\.code))
        return RecordList(name: people.name, description: people.description, columns: people.columns + [role]) {
            record in
            zip(people.rows(record), record.defendants).map { $0 + [ExportCell($1.role)] }
        }
    }()

    private static let caseLinks = RecordList<CourtCase>(
        name: "court_case_link", description: "A record that a case is about.",
        columns: [
            ExportColumn(
                "of_kind", .text, "The kind of the record.", isRequired: true,
                codes: ["incident", "operation", "arrests"]),
            ExportColumn("record", .text, "Its identifier.", isRequired: true),
        ]
    ) { record in
        record.incidents.map { [.text("incident"), .text($0)] }
            + record.operations.map { [.text("operation"), .text($0)] }
            + record.arrests.map { [.text("arrests"), .text($0)] }
    }

    static let proceeding = KindTables(
        .proceeding,
        "What one court decided in a case. An appeal is a row of its own: its persons are those of the decision before it.",
        { if case .proceeding(let record) = $0 { record } else { nil } },
        columns: [
            .text("court_case", "The identifier of the case.") { $0.caseID },
            .country("jurisdiction", "Whose court.") { $0.jurisdiction },
            .code("stage", "Before which court.") { $0.stage }, .text("court", "As published.") { $0.court },
            .period("decided", "When it was decided.") { $0.decided },
            .text("appeal_from", "The identifier of the proceeding whose decision was appealed.") { $0.appealFrom },
            .code("status", "Whether the decision stands.") { $0.status },
            ofOneStage("defendants", "Those before the court.") { $0.defendants },
            ofOneStage("convicted", "Those of them convicted of a charge at least.") { $0.convicted },
            ofOneStage("acquitted", "Those of them acquitted of every charge.") { $0.acquitted },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [charges], shared: { SharedList.rows(of: $0.notes) })

    private static func ofOneStage(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Proceeding) -> Count
    ) -> RecordColumns<Proceeding> {
        .count(
            name, description, unit: "persons",
            caution: Caution.counted
                + " Never add up over stages: an appeal has the persons of the decision before it.",
            get)
    }

    private static let charges = RecordList<Proceeding>(
        name: "proceeding_charge",
        description:
            "What was charged and what came of it. Charges are not persons: who is convicted of two is one person.",
        columns: [
            ExportColumn("provision", .text, "The identifier of the provision."),
            ExportColumn("provision_text", .text, "The provision, as published."),
            ExportColumn("conduct", .text, "The article of the Protocol.", codes: Conduct.allCases.map(\.code)),
            ExportColumn("verdict", .text, "What came of it.", codes: Verdict.allCases.map(\.code)),
        ] + amount("imprisonment", "Imprisonment.", unit: "months")
            + amount("fine", "The fine.", unit: nil) + [
                ExportColumn("fine_currency", .text, "ISO 4217; the unit of fine.")
            ]
            + amount("confiscation", "Money that was confiscated.", unit: nil) + [
                ExportColumn("confiscation_currency", .text, "ISO 4217; the unit of confiscation."),
                ExportColumn("confiscated", .text, "What else was confiscated, as published."),
            ]
    ) { record in
        record.charges.map { charge in
            [
                ExportCell(charge.provision), ExportCell(charge.provisionText), ExportCell(charge.conduct),
                ExportCell(charge.verdict),
            ] + RecordColumns<Charge>.cells(of: charge.imprisonment) + cells(of: charge.fine)
                + cells(of: charge.confiscation) + [ExportCell(charge.confiscated)]
        }
    }

    static func amount(_ name: String, _ description: String, unit: String?) -> [ExportColumn] {
        RecordColumns<Charge>.count(name, description, unit: unit, caution: Caution.stated) { $0.imprisonment }.columns
    }

    static func cells(of money: Money?) -> [ExportCell] {
        RecordColumns<Charge>.cells(of: money?.amount ?? .notReported) + [ExportCell(money?.currency ?? "")]
    }
}
