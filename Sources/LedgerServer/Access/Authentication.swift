import Forms
import HTTPTypes
import Hummingbird
import Ledger

extension LedgerService {
    /// Who asks: by the token in `Authorization: Bearer …` (RFC 6750). A token in the address would end in logs, and is not
    /// looked for.
    ///
    /// - Returns: nil where no token is shown.
    /// - Throws: ``Problem`` where one is shown that is not good.
    func caller(of request: Request) async throws -> Caller? {
        guard let header = request.headers[.authorization] else { return try await reader(of: request) }
        let parts = header.utf8.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, String(Substring(parts[0])).lowercased() == "bearer" else {
            throw Self.unauthenticated("A token is shown as \"Authorization: Bearer TOKEN\".", "invalid_request")
        }
        return try await caller(showing: String(Substring(parts[1])))
    }

    /// Who reads the page, by the cookie that signing in has set: a token that is no longer good is none.
    private func reader(of request: Request) async throws -> Caller? {
        guard let token = PageSession.token(of: request) else { return nil }
        guard let caller = try? await caller(showing: token) else { return nil }
        if request.method != .get, request.method != .head { try PageSession.checkSameOrigin(request) }
        return caller
    }

    /// - Throws: ``Problem`` where the token is not good.
    func caller(showing text: String) async throws -> Caller {
        if let token = try tokens.token(of: text) {
            if let refusal = token.refusal(on: TokenStore.today) {
                throw Self.unauthenticated(refusal, "invalid_token")
            }
            return token.caller
        }
        guard let jsonWebTokens, !text.hasPrefix(AccessToken.prefix) else {
            throw Self.unauthenticated("This token is none of this ledger's.", "invalid_token")
        }
        do {
            return try await jsonWebTokens.caller(of: text)
        } catch let error as JSONWebTokens.Unaccepted {
            throw Self.unauthenticated(error.reason, "invalid_token")
        }
    }

    /// - Throws: ``Problem`` where whoever asks may not.
    func checkPermission(_ caller: Caller?, for route: Route) throws {
        guard let permission = route.permission else { return }
        if permission == .write, let refusal = ledger.replicaRefusal { throw Problem(.forbidden, .refused, refusal) }
        if permission == .evidence, settings.openEvidence, route.isOpenable { return }
        guard let caller else {
            throw Self.unauthenticated("This needs a token: \"Authorization: Bearer TOKEN\".", nil)
        }
        guard caller.role.permissions.contains(permission) else {
            let roles = Role.allCases.filter { $0.permissions.contains(permission) }.map(\.rawValue)
            throw Problem(
                .forbidden, .forbidden,
                "A token of role \(caller.role.rawValue) does not do for this; one of role \(alternatives(roles)) does.",
                headers: [.wwwAuthenticate: "Bearer error=\"insufficient_scope\""])
        }
    }

    private static func unauthenticated(_ detail: String, _ code: String?) -> Problem {
        Problem(
            .unauthorized, .unauthenticated, detail,
            headers: [.wwwAuthenticate: "Bearer realm=\"incident-ledger\"" + (code.map { ", error=\"\($0)\"" } ?? "")])
    }
}
