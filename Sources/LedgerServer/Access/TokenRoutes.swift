import Forms
import HTTPTypes
import Hummingbird
import Incidents

/// Tokens, for administrators.
enum TokenRoutes {
    static let all = [list, create, show, revoke]

    private static let list = Route(
        id: "listTokens", method: .get, path: "/v1/tokens",
        summary: "Every token that was ever made: whose, for what, until when. Never the token.", group: .service,
        permission: .tokens,
        answers: [.init(summary: "The tokens.", content: [("application/json", .list(of: .named("Token")))])]
    ) { call in
        let tokens = call.service.tokens
        return .json(.array(try await call.asking { _ in try tokens.tokens().map(\.json) }))
    }

    private static let create = Route(
        id: "createToken", method: .post, path: "/v1/tokens",
        summary: "Makes a token. Its text is in the answer, and nowhere else: it cannot be had again.", group: .service,
        permission: .tokens,
        body: .init(
            mediaTypes: ["application/json"], schema: .named("NewToken"), summary: "Whose it is, and what for."),
        answers: [
            .init(
                status: .created, summary: "The token, once.",
                content: [
                    (
                        "application/json",
                        .object(
                            [("token", .text()), ("is", .named("Token"))], required: ["token", "is"], isClosed: true)
                    )
                ])
        ]
    ) { call in
        let new = try NewToken(try await call.body(asJSON: ()))
        let tokens = call.service.tokens
        let (text, token) = try await call.asking { _ in
            try tokens.create(name: new.name, role: new.role, datasets: new.datasets, expires: new.expires)
        }
        return .json(
            .object([.init("token", .string(text)), .init("is", token.json)]), status: .created,
            headers: [.location: "/v1/tokens/" + token.id, .cacheControl: "no-store"])
    }

    private static let show = Route(
        id: "showToken", method: .get, path: "/v1/tokens/{id}",
        summary: "One token that was not revoked: whose, for what, until when. Never its text.", group: .service,
        permission: .tokens,
        parameters: [.path("id", "The token's identifier, which the list has.")],
        answers: [.init(summary: "As it is now.", content: [("application/json", .named("Token"))])]
    ) { call in
        let tokens = call.service.tokens
        let id = call.path("id")
        let found = try await call.asking { _ in try tokens.tokens().first { $0.id == id && $0.revoked == nil }?.json }
        guard let found else {
            throw Problem(.notFound, .notFound, "There is no token \(id); GET /v1/tokens lists them.")
        }
        return .json(found)
    }

    private static let revoke = Route(
        id: "revokeToken", method: .delete, path: "/v1/tokens/{id}",
        summary: "Ends a token for good; its entry stays.", group: .service, permission: .tokens,
        parameters: [.path("id", "The token's identifier, which the list has.")],
        answers: [.init(summary: "As it is now.", content: [("application/json", .named("Token"))])]
    ) { call in
        let tokens = call.service.tokens
        let id = call.path("id")
        return .json(try await call.asking { _ in try tokens.revoke(id).json })
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "NewToken",
            .object(
                [
                    ("name", .text(longest: 200, shortest: 1)), ("role", .text(oneOf: Role.allCases.map(\.rawValue))),
                    ("datasets", .list(of: .text(shortest: 1))), ("expires", Schema.day.orNothing),
                ], required: ["name", "role"], isClosed: true)
        )
    ]
}

/// What a token is asked for with.
private struct NewToken {
    var name: String
    var role: Role
    var datasets: [String] = []
    var expires: Day?

    init(_ json: JSONValue) throws {
        let members = try BodyMembers(json, allowed: ["name", "role", "datasets", "expires"])
        name = try members.text("name")
        let role = try members.text("role")
        guard let known = Role(rawValue: role) else {
            throw Problem(
                field: "role", given: role, allowed: Role.allCases.map(\.rawValue).joined(separator: ", "),
                "There is no role \"\(role)\".")
        }
        self.role = known
        datasets = try members.texts("datasets")
        expires = try members.optionalText("expires").map { text in
            do { return try Day(text) } catch {
                throw Problem(
                    field: "expires", given: text, allowed: "a day, YYYY-MM-DD", LedgerError.wrapping(error).description
                )
            }
        }
    }
}
