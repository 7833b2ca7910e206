import Comparison
import Folding
import Forms
import Incidents

/// One published figure: its life, the day on which it ceased to hold, and the records that did it.
struct FigurePage: Sendable {
    var citation: String
    var published: String
    var scope: String
    var basis: String?
    var fate: String
    var notices: [String]
    var plot: Markup
    var values: Markup
    var statements: Markup
    var held: [String]
    var hasLife: Bool
    var ledgerHolds: String?
    var account: Account?
    /// What accounts for the difference may be seen by those who may see records only.
    var isAccountHidden: Bool
    var list: String
    var pinned: String
    var record: String?

    struct Account: Sendable {
        var since: String
        var sums: [String]
        var table: Markup
    }

    init(_ result: Reconciliation, at moment: PageMoment, namesRecords: Bool) {
        let figure = result.figure
        let place = figure.paragraph.isEmpty ? "" : ", paragraph \(figure.paragraph)"
        citation = "\(figure.publisher), \(figure.citation)\(place)"
        published = "\(figure.measure): \(figure.count)"
        scope = result.scope.hasSuffix(".") ? String(result.scope.dropLast()) : result.scope
        basis = result.basis.isEmpty ? nil : result.basis
        fate = FigureWords.fate(of: result)
        notices = result.notices
        hasLife = !result.byDay.isEmpty
        plot = LifePlot(result, hasWords: true)?.markup("What the ledger says along the known-by days") ?? .nothing
        values = Self.values(result, moment)
        statements = Self.statements(result)
        held = result.held.map { "It held " + $0.description + "." }
        ledgerHolds = result.ledgerHolds.map(FigureText.of)
        account = namesRecords ? result.account.map { Self.account($0, moment) } : nil
        isAccountHidden = !namesRecords && result.account != nil
        list = moment.address("/reconcile")
        pinned = moment.pinned("/v1/reconcile.json", [("figure", result.record.id)])
        record = namesRecords ? moment.address(of: result.record) : nil
    }

    private static func values(_ result: Reconciliation, _ moment: PageMoment) -> Markup {
        guard !result.byDay.isEmpty else { return .nothing }
        return PageTable(
            "What the ledger says from each day on at which it became known",
            [
                .init("Known by"), .init("Ledger", isNumber: true), .init("More than published", isNumber: true),
                .init("Holds"),
            ],
            result.byDay.map { value in
                let difference = value.difference(to: result.figure.count).map {
                    FigureText.signed(Int64(clamping: $0))
                }
                let address = PageMoment.address(
                    "/", [("as-of", moment.asked), ("known-by", value.start.description)])
                return [
                    .init(value.start.description, to: address), .init(FigureText.of(value.value)),
                    .init(difference ?? ""), .init(value.holds ? "yes" : "no"),
                ]
            }
        ).markup
    }

    private static func statements(_ result: Reconciliation) -> Markup {
        guard !result.statements.isEmpty else { return .nothing }
        return PageTable(
            "What is stated of it", [.init("Who"), .init("States"), .init("Agrees")],
            result.statements.map { statement in
                let own = statement.isOwn ? " (its own publisher, or one that quotes the same: no confirmation)" : ""
                return [
                    .init(statement.publisher), .init(statement.text), .init((statement.agrees ? "yes" : "no") + own),
                ]
            }
        ).markup
    }

    /// So many records are listed, those with the largest effects; the answer for programs has all.
    private static let mostListed = 50

    private static func account(_ account: FigureAccount, _ moment: PageMoment) -> Account {
        let kinds = ChangeKind.allCases.compactMap { kind -> String? in
            let count = account.records.count { $0.kind == kind }
            guard count > 0 else { return nil }
            return "\(FigureText.count(count, "record")) \(kind.rawValue), which adds \(account.sum(of: kind))"
        }
        let shown = account.records.sorted { left, right in
            let size = { (sum: Sum) in max(sum.low.magnitude, sum.high.magnitude) }
            let (first, second) = (size(left.effect), size(right.effect))
            return first == second ? left.event.position < right.event.position : first > second
        }.prefix(mostListed)
        let caption =
            shown.count < account.records.count
            ? "The \(shown.count) of \(FigureText.grouped(Int64(account.records.count))) records with the largest effects"
            : "The records that account for it"
        let table = PageTable(
            caption,
            [.init("Record"), .init("Adds", isNumber: true), .init("What happened"), .init("Why")],
            shown.map { record in
                let event = record.event.event
                return [
                    .init(record.record.description, to: moment.address(of: record.record)),
                    .init(FigureText.effect(record.effect)),
                    .init("\(record.kind.rawValue), known at \(event.knownAt)"),
                    .init(RecordStory.grounds(of: event)),
                ]
            })
        return Account(
            since: account.since.description, sums: kinds + ["together \(account.sum(of: nil))"], table: table.markup)
    }
}
