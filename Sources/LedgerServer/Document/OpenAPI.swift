import Forms
import HTTPTypes

/// The document that describes the service (OpenAPI 3.1), made of the operations that it has.
enum OpenAPI {
    /// - Parameter routes: of which those that are pages are left out: they are for people, and change as people need.
    static func document(of routes: [Route]) -> JSONValue {
        let routes = routes.filter { $0.group != .page }
        let paths = Dictionary(grouping: routes) { $0.path.text }.sorted { $0.key < $1.key }
        return .object([
            .init("openapi", .string("3.1.0")),
            .init(
                "info",
                .object([
                    .init("title", .string("Incident ledger")), .init("version", .string("1")),
                    .init("description", .string(description)),
                ])),
            .init("servers", .array([.object([.init("url", .string("/"))])])),
            .init("security", .array([.object([.init("token", .array([]))])])),
            .init(
                "tags",
                .array(
                    Route.Group.allCases.filter { $0 != .page }.map {
                        .object([
                            .init("name", .string($0.rawValue)), .init("description", .string($0.summary)),
                        ])
                    })),
            .init(
                "paths",
                .object(
                    paths.map { path, routes in
                        .init(path, .object(routes.map { .init($0.method.rawValue.lowercased(), $0.json) }))
                    })),
            .init("components", components),
        ])
    }

    private static let description = """
        An append-only ledger of incidents, deaths, arrests and operations: what is known, what was known when, who said so, \
        and what changed. Every answer states the position of the log that it was given at; a question with as-of is answered \
        the same for ever.
        """

    private static var components: JSONValue {
        .object([
            .init(
                "securitySchemes",
                .object([
                    .init(
                        "token",
                        .object([.init("type", .string("http")), .init("scheme", .string("bearer"))]))
                ])),
            .init("schemas", .object(Schemas.all.map { .init($0.name, $0.schema.json) })),
            .init(
                "responses",
                .object([
                    .init(
                        "Problem",
                        .object([
                            .init("description", .string("Why it was not done (RFC 9457).")),
                            .init(
                                "content",
                                .object([
                                    .init(
                                        Problem.mediaType,
                                        .object([.init("schema", Schema.named("Problem").json)]))
                                ])),
                        ]))
                ])),
        ])
    }
}

extension Route {
    /// The members that say who may ask are this service's own (`x-`): tests read from them what is to be refused.
    fileprivate var json: JSONValue {
        .object(stating: [
            ("operationId", .string(id)), ("summary", .string(summary)),
            ("tags", .array([.string(group.rawValue)])),
            ("security", permission == nil ? .array([]) : nil),
            ("x-permission", permission.map { .string($0.rawValue) }),
            (
                "x-roles",
                permission.map { permission in
                    .array(
                        Role.allCases.filter { $0.permissions.contains(permission) }.map { .string($0.rawValue) })
                }
            ),
            ("x-stream", isStream ? .bool(true) : nil),
            ("parameters", parameters.isEmpty ? nil : .array(parameters.map(\.json))),
            ("requestBody", body?.json), ("responses", responses),
        ])
    }

    private var responses: JSONValue {
        let done = answers.map { answer in
            JSONValue.Member("\(answer.status.code)", answer.json)
        }
        let problem = JSONValue.object([.init("$ref", .string("#/components/responses/Problem"))])
        let refused = permission == nil ? [] : ["401", "403"].map { JSONValue.Member($0, problem) }
        return .object(done + refused + [.init("default", problem)])
    }
}

extension Route.Body {
    fileprivate var json: JSONValue {
        .object([
            .init("description", .string(summary)), .init("required", .bool(true)),
            .init(
                "content",
                .object(
                    mediaTypes.map { type in
                        .init(
                            type,
                            .object([
                                .init("schema", type == "application/json" ? schema.json : Schema.text().json)
                            ]))
                    })),
        ])
    }
}

extension Route.Answer {
    fileprivate var json: JSONValue {
        .object(stating: [
            ("description", .string(summary)),
            (
                "content",
                content.isEmpty
                    ? nil
                    : .object(content.map { .init($0.mediaType, .object([.init("schema", $0.schema.json)])) })
            ),
        ])
    }
}
