import Comparison
import Evidence
import Forms
import Incidents

extension AuditDocument {
    /// What the log holds, counted.
    func contents(_ sound: Audit.Sound) -> [ReportPart] {
        let contents = sound.contents
        return [kinds(contents), actors(contents), imports(contents), flags(contents)]
    }

    private func kinds(_ contents: LedgerContents) -> ReportPart {
        let numbers = [
            "events", "recorded", "corrected", "withdrawn", "reinstated", "confirmed", "linked",
            "records standing", "records withdrawn",
        ]
        return ReportPart(
            key: "kinds", heading: "Events and records by kind",
            body: .table(
                [.init(name: "kind", style: .term)] + numbers.map { .init(name: $0, style: .number) },
                contents.kinds.map { kind in
                    [.string(kind.kind.code)]
                        + [
                            kind.events, kind.recorded, kind.corrected, kind.withdrawn, kind.reinstated, kind.confirmed,
                            kind.linked, kind.standingRecords, kind.withdrawnRecords,
                        ].map { .integer($0) }
                }))
    }

    private func actors(_ contents: LedgerContents) -> ReportPart {
        ReportPart(
            key: "actors", heading: "Events by actor",
            body: .table(
                [.init(name: "actor"), .init(name: "events", style: .number)],
                contents.actors.map { [.string($0.actor), .integer($0.events)] }))
    }

    private func imports(_ contents: LedgerContents) -> ReportPart {
        ReportPart(
            key: "imports", heading: "Events by import",
            note: "The SHA-256 is that of the imported file. Of an import that is withdrawn it is said what it was.",
            body: .table(
                [
                    .init(name: "import"), .init(name: "as at", style: .term), .init(name: "file"),
                    .init(name: "rows", style: .number), .init(name: "events", style: .number),
                    .init(name: "withdrawn", style: .term), .init(name: "sha256", style: .code),
                ],
                contents.imports.map { made in
                    let record = made.record
                    return [
                        .string(made.id), .optional(record?.asAt.description), .optional(record?.fileName),
                        record.map { .integer($0.summary.rows) } ?? .null, .integer(made.events),
                        .bool(made.isWithdrawn),
                        .optional(record.map { Hex.encode($0.fileDigest) }),
                    ]
                }))
    }

    private func flags(_ contents: LedgerContents) -> ReportPart {
        ReportPart(
            key: "flags", heading: "Flags on standing records",
            note: "What is implausible in a record, and was kept as its source has it. `show` prints a record's own.",
            body: .table(
                [.init(name: "flag"), .init(name: "records", style: .number), .init(name: "first record")],
                contents.flags.map { [.string($0.code), .integer($0.records), .string($0.first.description)] }))
    }

    /// Every withdrawal, who said it and why, and what brought the record back where something did; read from the log while
    /// it is written.
    func withdrawn(_ sound: Audit.Sound) -> ReportPart {
        let (ledger, moment) = (sound.ledger, audit.moment)
        return ReportPart(
            key: "withdrawn", heading: "Withdrawals",
            note: "A record that came back stands: by the event at that position.",
            body: .table(
                [
                    .init(name: "record"), .init(name: "position", style: .number),
                    .init(name: "known at", style: .term),
                    .init(name: "recorded at", style: .term), .init(name: "says"), .init(name: "actor"),
                    .init(name: "reason"), .init(name: "came back", style: .number),
                ]
            ) { row in
                try ledger.withdrawals(at: moment) { withdrawal in
                    let recorded = withdrawal.event
                    let event = recorded.event
                    try row([
                        .string(event.record.description), .integer(recorded.position), .string("\(event.knownAt)"),
                        .string(Instant.text(microseconds: recorded.recordedAt)),
                        .string(event.dataset.isEmpty ? "the desk" : event.dataset), .string(event.actor),
                        .string(event.reason), withdrawal.cameBack.map { .integer($0) } ?? .null,
                    ])
                }
            })
    }

    /// Those that records answer, and those that none does.
    func figures(_ sound: Audit.Sound) -> [ReportPart] {
        let published: [ReportPart.Column] = [
            .init(name: "figure"), .init(name: "subject"), .init(name: "published", style: .phrase),
            .init(name: "unit", style: .phrase),
        ]
        let cells = { (result: Reconciliation) -> [JSONValue] in
            let figure = result.figure
            return [result.record.id, "\(figure.subject), \(figure.measure)", figure.count.text, figure.count.unit]
                .map { .string($0) }
        }
        return [
            ReportPart(
                key: "figures", heading: "Published figures",
                note: FigureVerdict.allCases.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "; ")
                    + ". Each is judged by its qualifier. `reconcile ID` says what changed, and why.",
                body: .table(
                    published + [
                        .init(name: "verdict", style: .term), .init(name: "ledger"),
                        .init(name: "held", style: .phrase), .init(name: "scope"), .init(name: "against"),
                        .init(name: "notices"),
                    ],
                    sound.figures.map { result in
                        cells(result) + [
                            .string(result.verdict.rawValue), .string(result.presentText),
                            .string(result.heldText), .string(result.scope), .string(result.basis),
                            .string(
                                ([result.unjudged.map { "cannot be judged: \($0)." }] + result.notices)
                                    .compactMap { $0 }.joined(separator: " ")),
                        ]
                    }))
        ]
    }
}
