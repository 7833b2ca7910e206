import Foundation
import LedgerTesting
import Testing

/// Every route with every role, as the document of the service lists them: what it says is refused is refused, and nothing
/// else is.
@Suite struct AuthorizationMatrixTests {
    /// What each role is for, written down a second time: a document that said otherwise would be wrong.
    private static let expected: [String: Set<String>] = [
        "views": ["consumer", "analyst", "investigator", "auditor", "administrator"],
        "records": ["analyst", "investigator", "auditor"],
        "write": ["investigator"],
        "evidence": ["auditor"],
        "state": ["auditor", "administrator"],
        "tokens": ["administrator"],
    ]

    private struct Route {
        var method: String
        var path: String
        var permission: String?
        var roles: Set<String>
    }

    @Test func `each role does what it is for, and nothing else`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let routes = try Self.routes(try await served.get("/openapi.json", as: nil))
            #expect(routes.count > 5)
            for route in routes {
                if let permission = route.permission {
                    #expect(route.roles == Self.expected[permission], "\(route.method) \(route.path)")
                }
                for role in ServedLedger.roles + [nil] {
                    let status = try await served.status(of: route.method, route.path, as: role)
                    let isAllowed = route.permission == nil || role.map { route.roles.contains($0) } ?? false
                    let refusal = role == nil ? 401 : 403
                    #expect(
                        (status != refusal) == isAllowed,
                        "\(route.method) \(route.path) as \(role ?? "nobody"): \(status)")
                    #expect(status < 500 || status == 503, "\(route.method) \(route.path): \(status)")
                }
            }
        }
    }

    private static func routes(_ document: Reply) throws -> [Route] {
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        return paths.flatMap { path, methods in
            methods.map { method, operation in
                Route(
                    method: method.uppercased(), path: path, permission: operation["x-permission"] as? String,
                    roles: Set(operation["x-roles"] as? [String] ?? []))
            }
        }
    }
}

extension ServedLedger {
    /// The status with which an answer begins; of a stream the rest is not waited for.
    fileprivate func status(of method: String, _ template: String, as role: String?) async throws -> Int {
        let path = template.replacing(/\{[^}]*\}/, with: "none")
        return try await beginning(
            method, path, as: role, headers: [("Content-Type", "application/json")],
            body: method == "GET" ? nil : Data("{}".utf8)
        ).status
    }
}
