package import Comparison
package import Forms
import Incidents

/// Published figures beside the ledger's: a line for each, or one in full.
package struct ReconciliationsLayout: AnswerLayout {
    private let results: [Reconciliation]
    private let isWhole: Bool
    private let namesRecords: Bool

    /// - Parameters:
    ///   - isWhole: for people, each figure is laid out in full.
    ///   - namesRecords: programs are told which records account for a difference.
    package init(_ results: [Reconciliation], isWhole: Bool, namesRecords: Bool = true) {
        self.results = results
        self.isWhole = isWhole
        self.namesRecords = namesRecords
    }

    package func text(width: Int?) -> String {
        isWhole ? results.map { card($0, width) }.joined(separator: "\n") : overview(width)
    }

    package var table: TextTable { summary(results) }
    package var json: JSONValue { .array(results.map(object)) }

    private func overview(_ width: Int?) -> String {
        let columns = ["figure", "paragraph", "subject", "published", "unit", "verdict", "because"]
        let table = TextTable(
            columns: columns.map { .init(name: $0) },
            rows: results.map { result in
                [
                    result.record.id, result.figure.paragraph, "\(result.figure.subject), \(result.figure.measure)",
                    result.figure.count.text, result.figure.count.unit, result.verdict.rawValue, result.because,
                ]
            })
        let counted = FigureVerdict.allCases.compactMap { verdict in
            let count = results.count { $0.verdict == verdict }
            return count == 0 ? nil : (field: "\(count) \(verdict.rawValue)", value: verdict.meaning)
        }
        return table.table(width: width) + "\n" + Wording.lines(counted) + "\n`reconcile ID` prints one in full.\n"
    }

    /// A figure a row.
    private func summary(_ results: [Reconciliation]) -> TextTable {
        TextTable(
            columns: [
                "figure", "paragraph", "subject", "measure", "published", "unit", "verdict", "ledger", "held", "scope",
                "against", "ledger_holds", "because", "notices",
            ].map { .init(name: $0) },
            rows: results.map { result in
                [
                    result.record.id, result.figure.paragraph, result.figure.subject, result.figure.measure,
                    result.figure.count.text, result.figure.count.unit, result.verdict.rawValue, result.presentText,
                    result.heldText, result.scope, result.basis, result.ledgerHolds.map { "\($0)" } ?? "",
                    result.because, result.notices.joined(separator: " "),
                ]
            })
    }

    /// One figure in full.
    private func card(_ result: Reconciliation, _ width: Int?) -> String {
        let figure = result.figure
        var text = "\(result.record): \(figure.subject), \(figure.measure): \(figure.count)\n"
        text +=
            "  \(figure.publisher), \(figure.citation)\(figure.paragraph.isEmpty ? "" : ", paragraph \(figure.paragraph)")\n"
        text += "  \(result.scope)\n"
        if !result.basis.isEmpty { text += "  held against \(result.basis)\n" }
        text += result.notices.map { "  \($0)\n" }.joined() + "\n"
        text += "  \(result.verdict.rawValue): \(result.verdict.meaning)\n"
        for statement in result.statements {
            let own = statement.isOwn ? ": its own publisher, or one that quotes the same: no confirmation" : ""
            text += "  \(statement.publisher): \(statement.text), which "
            text += "\(statement.agrees ? "agrees" : "does not agree")\(own)\n"
        }
        if let unjudged = result.unjudged { text += "It cannot be judged: \(unjudged).\n" }
        guard result.isAnswered, result.statements.isEmpty else { return text }
        text += values(result).table(width: width) + "\n"
        text += result.held.isEmpty ? "It never held.\n" : "It held \(result.heldText).\n"
        if let held = result.ledgerHolds { text += "The ledger, with what others say, holds \(held).\n" }
        if let account = result.account { text += accountText(account, result) }
        return text
    }

    /// The values on both axes, each where it changed.
    private func values(_ result: Reconciliation) -> TextTable {
        let days = result.byDay.map { ["known by \($0.start)"] + row($0, result.figure.count) }
        let positions = result.byPosition.map { ["as of position \($0.start)"] + row($0, result.figure.count) }
        return TextTable(
            columns: [
                .init(name: "from"), .init(name: "ledger", isNumber: true), .init(name: "difference", isNumber: true),
                .init(name: "holds"),
            ], rows: days + positions)
    }

    private func row<Start>(_ value: FigureValue<Start>, _ published: Count) -> [String] {
        let difference = value.difference(to: published).map { "\($0)" }
        return ["\(value.value)", difference ?? "", value.holds ? "yes" : "no"]
    }

    private func accountText(_ account: FigureAccount, _ result: Reconciliation) -> String {
        var text = "What changed since \(account.since), the last day on which it is known to have held:\n"
        text += Wording.lines(
            ChangeKind.allCases.compactMap { kind in
                let count = account.records.count { $0.kind == kind }
                guard count > 0 else { return nil }
                return (field: "\(count) \(kind.rawValue)", value: account.sum(of: kind))
            } + [(field: "together", value: account.sum(of: nil))])
        text += "\n"
        text += Wording.lines(
            account.records.map { record in
                (
                    field: "\(record.record) \(record.kind.rawValue)",
                    value:
                        "\(record.effect), position \(record.event.position), known at \(record.event.event.knownAt), "
                        + Wording.by(record.event.event)
                        + (record.event.event.reason.isEmpty ? "" : ", \(record.event.event.reason)")
                )
            })
        return text
    }

    private func object(_ result: Reconciliation) -> JSONValue {
        .members([
            ("figure", .string(result.record.id)), ("published", .string(result.figure.count.notation)),
            ("unit", .string(result.figure.count.unit)), ("scope", .string(result.scope)),
            ("isAnswered", .bool(result.isAnswered)), ("verdict", .string(result.verdict.rawValue)),
            ("because", .string(result.because)), ("unjudged", .optional(result.unjudged)),
            ("against", .string(result.basis)), ("datasets", .texts(result.datasets)),
            ("ledgerHolds", result.ledgerHolds.map { .number(orText: "\($0)") } ?? .null),
            ("notices", .texts(result.notices)),
            ("byDay", .array(result.byDay.map { value($0, "knownBy", .string("\($0.start)")) })),
            ("byPosition", .array(result.byPosition.map { value($0, "asOf", .integer($0.start)) })),
            (
                "held",
                .array(
                    result.held.map {
                        .members([
                            ("from", .string("\($0.first.day)")), ("to", .string("\($0.last.day)")),
                            ("noLongerAt", .optional($0.ended?.day.description)),
                        ])
                    })
            ),
            (
                "statements",
                .array(
                    result.statements.map {
                        .members([
                            ("publisher", .string($0.publisher)), ("text", .string($0.text)),
                            ("agrees", .bool($0.agrees)), ("isOwn", .bool($0.isOwn)),
                        ])
                    })
            ),
            ("account", namesRecords ? result.account.map(object) ?? .null : .null),
        ])
    }

    private func value<Start>(_ value: FigureValue<Start>, _ name: String, _ start: JSONValue) -> JSONValue {
        .members([(name, start), ("value", .number(orText: "\(value.value)")), ("holds", .bool(value.holds))])
    }

    private func object(_ account: FigureAccount) -> JSONValue {
        .members([
            ("since", .string("\(account.since)")), ("total", .number(orText: account.sum(of: nil))),
            (
                "records",
                .array(
                    account.records.map { record in
                        .members([
                            ("kind", .string(record.record.kind.code)), ("id", .string(record.record.id)),
                            ("change", .string(record.kind.rawValue)), ("effect", .number(orText: "\(record.effect)")),
                            ("event", record.event.json),
                        ])
                    })
            ),
        ])
    }
}
