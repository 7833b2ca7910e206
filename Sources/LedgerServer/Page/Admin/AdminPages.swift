import Fields
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// Tokens are made and revoked, and it is seen how the service does.
enum AdminPages {
    static let all = [page, change]

    private static let page = Route(
        id: "adminPage", method: .get, path: "/admin", summary: "Tokens, datasets and the worker.", group: .page,
        permission: .tokens, answers: EnterPages.page
    ) { call in call.html(try await content(call, AdminPage.Outcome()), .admin) }

    private static let change = Route(
        id: "changeTokens", method: .post, path: "/admin", summary: "Makes a token, or revokes one.", group: .page,
        permission: .tokens, body: SentForm.body, answers: EnterPages.sent
    ) { call in
        let sent = try await SentForm(call)
        let tokens = call.service.tokens
        do {
            if sent.step == "revoke" {
                let id = sent.text("token")
                _ = try await call.asking { _ in try tokens.revoke(id) }
                return PageResponse.goOn(to: "/admin")
            }
            let new = try Asked(sent)
            let made = try await call.asking { _ in
                try tokens.create(name: new.name, role: new.role, datasets: new.datasets, expires: new.expires)
            }
            // It stands in no address, and the answer is kept by nobody.
            let outcome = AdminPage.Outcome(made: (made.token.name, made.text))
            return call.html(try await content(call, outcome), .admin, status: .created)
        } catch {
            let outcome = AdminPage.Outcome(
                problem: LedgerError.wrapping(error).description, name: sent.text("name"), role: sent.text("role"),
                datasets: sent.text("datasets"), expires: sent.text("expires"))
            return call.html(try await content(call, outcome), .admin, status: .unprocessableContent)
        }
    }

    private static func content(_ call: Call, _ outcome: AdminPage.Outcome) async throws -> PageContent {
        let (tokens, isWorking) = (call.service.tokens, call.service.worker != nil)
        let own = call.caller?.tokenID
        return try await call.asking { ledger in
            let listed = try tokens.tokens().map { token in
                AdminPage.Token(
                    id: token.id, name: token.name, role: token.role.rawValue, datasets: token.datasets,
                    created: token.created, expires: token.expires, revoked: token.revoked)
            }
            let roles = Role.allCases.map { AdminPage.Role(name: $0.rawValue, summary: $0.summary) }
            return try AdminPage(ledger).content(
                listed, roles, isWorking: isWorking, isOwn: { $0 == own }, outcome)
        }
    }

    /// What the form asks for.
    private struct Asked: Sendable {
        var name: String
        var role: Role
        var datasets: [String]
        var expires: Day?

        init(_ sent: SentForm) throws {
            name = sent.text("name").trimmingCharacters(in: .whitespacesAndNewlines)
            guard !PersonNames.areLike(name) else {
                throw LedgerError(
                    .refused,
                    "\"\(name)\" looks like a person's name, and events keep it for ever: name the role or the organisation."
                )
            }
            guard let role = Role(rawValue: sent.text("role")) else {
                throw LedgerError(.refused, "There is no role \"\(sent.text("role"))\".")
            }
            self.role = role
            datasets = sent.text("datasets").split { $0.isWhitespace || $0 == "," }.map(String.init)
            let day = sent.text("expires")
            expires = day.isEmpty ? nil : try Reading.day(day)
        }
    }
}
