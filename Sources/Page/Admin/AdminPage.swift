import Forms
package import Incidents
package import Ledger

/// Who may use the ledger, what it holds of whom, and how the service does.
package struct AdminPage {
    /// A token, without its text.
    package struct Token: Sendable {
        var id: String
        var name: String
        var role: String
        var datasets: [String]
        var created: Day
        var expires: Day?
        var revoked: Day?

        package init(
            id: String, name: String, role: String, datasets: [String], created: Day, expires: Day?, revoked: Day?
        ) {
            (self.id, self.name, self.role, self.datasets) = (id, name, role, datasets)
            (self.created, self.expires, self.revoked) = (created, expires, revoked)
        }
    }

    /// What somebody may be.
    package struct Role: Sendable {
        var name: String
        var summary: String

        package init(name: String, summary: String) { (self.name, self.summary) = (name, summary) }
    }

    /// What came of a form.
    package struct Outcome: Sendable {
        /// A new token's text: it is shown once.
        var made: (name: String, text: String)?
        var problem: String?
        /// As it was filled in.
        var name: String
        var role: String
        var datasets: String
        var expires: String

        package init(
            made: (name: String, text: String)? = nil, problem: String? = nil, name: String = "",
            role: String = "analyst", datasets: String = "", expires: String = ""
        ) {
            (self.made, self.problem, self.name) = (made, problem, name)
            (self.role, self.datasets, self.expires) = (role, datasets, expires)
        }
    }

    private struct Model {
        struct Choice {
            var name: String
            var summary: String
            var isChosen: Bool
        }
        struct Made {
            var name: String
            var text: String
        }

        var made: Made?
        var problem: String?
        var tokens: Markup
        var roles: [Choice]
        var name: String
        var datasets: String
        var expires: String
        var held: Markup
        var hasDatasets: Bool
        var isWorking: Bool
        var views: Markup
        var remarks: [String]
    }

    private let ledger: Ledger

    package init(_ ledger: Ledger) { self.ledger = ledger }

    /// - Parameters:
    ///   - isWorking: the service keeps the views itself.
    ///   - isOwn: whether a token is the reader's own, which they do not revoke by mistake.
    /// - Throws: `LedgerError`.
    package func content(
        _ tokens: [Token], _ roles: [Role], isWorking: Bool, isOwn: (String) -> Bool, _ outcome: Outcome = Outcome()
    ) throws -> PageContent {
        let datasets = try ledger.datasets()
        let model = Model(
            made: outcome.made.map { .init(name: $0.name, text: $0.text) }, problem: outcome.problem,
            tokens: Self.table(of: tokens, isOwn).markup,
            roles: roles.map { .init(name: $0.name, summary: $0.summary, isChosen: $0.name == outcome.role) },
            name: outcome.name, datasets: outcome.datasets, expires: outcome.expires,
            held: Self.table(of: datasets).markup, hasDatasets: !datasets.isEmpty, isWorking: isWorking,
            views: ViewsTable.table(of: try ledger.viewStates().filter(\.isLive)).markup,
            remarks: try ledger.readerRemarks())
        return PageContent("Administration", "admin", model)
    }

    private static func table(of tokens: [Token], _ isOwn: (String) -> Bool) -> PageTable {
        PageTable(
            "Tokens; their texts are kept nowhere",
            [
                .init("name"), .init("role"), .init("writes for"), .init("made on"), .init("good until"),
                .init("identifier"), .init("what can be done"),
            ],
            tokens.map { token in
                let end = token.revoked.map { "revoked on \($0)" } ?? token.expires?.description ?? "it is revoked"
                return [
                    .init(token.name), .init(token.role), .init(token.datasets.joined(separator: ", ")),
                    .init(token.created.description), .init(end), .init(.element("code", [:], token.id)),
                    token.revoked != nil
                        ? .init("") : isOwn(token.id) ? .init("your own") : .init(revocation(of: token)),
                ]
            })
    }

    private static func revocation(of token: Token) -> Markup {
        .element(
            "form", ["method": "post", "action": "/admin"],
            [
                .void("input", ["type": "hidden", "name": "token", "value": token.id]),
                .element(
                    "button",
                    [
                        "type": "submit", "name": "step", "value": "revoke",
                        "aria-label": "Revoke the token \(token.name)",
                    ],
                    "Revoke"),
            ])
    }

    private static func table(of datasets: [DatasetSummary]) -> PageTable {
        PageTable(
            "Datasets, with what each takes the place of",
            [
                .init("dataset"), .init("publisher"), .init("title"), .init("records", isNumber: true),
                .init("years"), .init("as at"), .init("succeeds"), .init("succeeded by"), .init("beside"),
            ],
            datasets.map { held in
                let years = [held.firstYear, held.lastYear].compactMap { $0.map { "\($0)" } }
                return [
                    .init(held.id), .init(held.dataset?.publisher ?? ""), .init(held.dataset?.title ?? ""),
                    .init(FigureText.grouped(held.records)), .init(years.joined(separator: " to ")),
                    .init(held.asAt?.description ?? ""),
                    .init(held.dataset?.succeeds.joined(separator: ", ") ?? ""),
                    .init(held.succeededBy.joined(separator: ", ")),
                    .init(held.dataset?.disjointFrom.joined(separator: ", ") ?? ""),
                ]
            })
    }
}
