import Comparison
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Presentation

/// What changed, how figures hold, what is disputed, which lists overlap.
enum ComparisonRoutes {
    static let all = [changes, summary, reconcile, disputes, datasets, duplicates, flags]

    // MARK: Changes

    /// Two moments, and what of the difference is wanted.
    private static let ends: [Parameter] = [
        .query(
            "from", "The first moment: a day (2020-01-08: known by it), a position or an instant.", .bound,
            isRequired: true, example: "2020-01-08"),
        .query("to", "The second moment. Otherwise now.", .bound),
        .query(
            "kind", "Only records of this kind.", .text(oneOf: RecordKind.allCases.map(\.code)), isRepeated: true),
        .query(
            "field", "Only records of which this differs, named as in JSON: dead, place.point.", .said, isRepeated: true
        ),
        .query(
            "as-of", "Of both moments no more than what the ledger held then: a position, a day or an instant.", .bound),
    ]

    private static let changes = Route.reading(
        id: "listChanges", path: "/v1/changes",
        summary: "What changed between two moments, record by record, and what it adds to each year and region.",
        permission: .records, parameters: ends, forms: [.json, .csv, .ndjson], schema: .named("Changes")
    ) { call in
        let asked = try compared(call)
        return { ledger, moment in
            let report = try asked(ledger, moment)
            let layout = ChangesLayout(report)
            let standing = try ledger.standing(at: moment, layout.remarks)
            return LaidAnswer(layout, standing, members: ledger.members(moment, standing))
        }
    }

    private static let summary = Route.reading(
        id: "summarizeChanges", path: "/v1/changes/summary",
        summary: "How much changed between two moments, by kind, field, actor and import, and what it adds; no record.",
        permission: .views, parameters: ends, forms: [.json, .csv], schema: .named("ChangesSummary")
    ) { call in
        let asked = try compared(call)
        return { ledger, moment in
            let layout = try ChangesSummaryLayout(try asked(ledger, moment))
            let standing = try ledger.standing(at: moment, layout.remarks)
            return LaidAnswer(layout, standing, members: ledger.members(moment, standing))
        }
    }

    private static func compared(_ call: Call) throws -> @Sendable (Ledger, Moment) throws -> ChangesReport {
        let query = call.query
        let allowed = MomentText.forms
        let from = try query.value("from", allowed, MomentText.read) ?? .present
        let to = try query.value("to", allowed, MomentText.read) ?? .present
        let kinds = try query.values("kind", RecordKind.allowedCodes) { try RecordKind(code: $0) }
        let selection = ChangeSelection(kinds: Set(kinds), fields: Set(query.texts("field")))
        return { ledger, moment in
            try selection.check()
            return try ledger.changes(
                from: try from.held(by: moment, in: ledger), to: try to.held(by: moment, in: ledger), selection)
        }
    }

    // MARK: Figures

    private static let reconcile = Route.reading(
        id: "reconcile", path: "/v1/reconcile",
        summary:
            "Published figures beside what the ledger says: when each held, and what the ledger says now. Who may read records "
            + "is also told which of them account for the difference.", permission: .views,
        parameters: [
            .query("figure", "Only the figure of this number, with these words or of this identifier.", .said)
        ] + Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("Rows")
    ) { call in
        let figure = call.query.text("figure")
        let mayReadRecords = call.caller.map { $0.role.permissions.contains(.records) } ?? false
        return { ledger, moment in
            let results = try ledger.reconcile(named: figure, at: moment, figuresKnownLater: true)
            let standing = try ledger.standing(at: moment)
            return LaidAnswer(
                ReconciliationsLayout(results, isWhole: false, namesRecords: mayReadRecords), standing,
                members: ledger.members(moment, standing))
        }
    }

    // MARK: Datasets

    private static let disputes = Route.reading(
        id: "listDisputes", path: "/v1/disputes",
        summary: "The records of which the desk says something else than their publisher.", permission: .records,
        parameters: [
            .query(
                "left-behind",
                "The desk's amendments that are no longer counted, because another dataset has succeeded the record's for its "
                    + "year.", .truthText)
        ] + Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("Rows")
    ) { call in
        let isLeftBehind = try call.query.truth("left-behind")
        return { ledger, moment in
            let layout =
                isLeftBehind
                ? TableLayout(leftBehind: try ledger.amendmentsLeftBehind(at: moment))
                : TableLayout(disputes: try ledger.disputes(at: moment))
            let standing = try ledger.standing(at: moment)
            return LaidAnswer(layout, standing, members: ledger.members(moment, standing))
        }
    }

    private static let datasets = Route.reading(
        id: "listDatasets", path: "/v1/datasets",
        summary: "The bodies of records that the ledger holds, and how they follow each other.", permission: .views,
        parameters: Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("Rows")
    ) { _ in
        { ledger, moment in
            let layout = DatasetsLayout(try ledger.datasets(at: moment))
            let standing = try ledger.standing(at: moment)
            return LaidAnswer(
                layout, standing, members: ledger.members(moment, standing))
        }
    }

    private static let duplicates = Route.reading(
        id: "listDuplicates", path: "/v1/duplicates",
        summary: "Pairs of records that are linked: suspected, or decided to be the same, a part or different.",
        permission: .records,
        parameters: [
            .query(
                "relation", "Only pairs that are linked so.",
                .text(oneOf: LinkRelation.allCases.filter { $0 != .searched }.map(\.code)))
        ] + Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("Rows")
    ) { call in
        let relation = try call.query.value("relation", LinkRelation.allowedCodes) { try LinkRelation(code: $0) }
        return { ledger, moment in
            let standing = try ledger.standing(at: moment)
            return LaidAnswer(
                DuplicatesLayout(try ledger.duplicates(relation, at: moment)), standing,
                members: ledger.members(moment, standing))
        }
    }

    private static let flags = Route.reading(
        id: "listFlags", path: "/v1/flags",
        summary: "What is implausible in records, and whether somebody has looked at it.", permission: .records,
        parameters: [
            .query(
                "state", "Open flags, settled ones, or all. Otherwise open ones.",
                .text(oneOf: ["open", "settled", "all"])),
            .query("kind", "Only of records of this kind.", .text(oneOf: RecordKind.allCases.map(\.code))),
            .query("code", "Only flags with this code.", .said, isRepeated: true),
            .query("field", "Only of this field, for example place.point.", .said),
            .query("import", "Only what this import brought.", .said),
            .query("limit", "At most so many flags.", .integer(from: 0, through: 1_000_000_000)),
        ] + Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("Flags")
    ) { call in
        let query = call.query
        var selection = FlagSelection()
        selection.kind = try query.value("kind", RecordKind.allowedCodes) { try RecordKind(code: $0) }
        (selection.codes, selection.field) = (query.texts("code"), query.text("field"))
        selection.importID = query.text("import")
        let which: FlagsLayout.Which =
            switch query.text("state") {
            case "settled": .settled
            case "all": .all
            default: .open
            }
        let limit = try query.integer("limit", 0...1_000_000_000).map { Int($0) }
        return { [selection] ledger, moment in
            let list = try ledger.flags(selection, at: moment)
            let layout = FlagsLayout(list, which, limit: limit)
            let standing = LaidAnswer.Standing(isComplete: list.parked == 0, notes: layout.remarks)
            return LaidAnswer(layout, standing, members: ledger.members(moment, standing))
        }
    }
}

extension Moment {
    /// The same, with nothing that the ledger did not hold at another moment.
    fileprivate func held(by moment: Moment, in ledger: Ledger) throws -> Moment {
        let last = try ledger.position(of: moment.asOf)
        guard let asOf else { return Moment(asOf: .position(last), knownBy: knownBy) }
        return Moment(asOf: .position(min(try ledger.position(of: asOf), last)), knownBy: knownBy)
    }
}
