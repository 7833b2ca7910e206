import Foundation
import LedgerTesting
import Testing

/// Who may open which page, how they sign in, and what other sites cannot do with their cookie.
@Suite struct PageAccessTests {
    private static let person = [("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")]

    private static let everybody: Set<String> = ["consumer", "analyst", "investigator", "auditor", "administrator"]
    private static let readers: Set<String> = ["analyst", "investigator", "auditor"]

    /// Every page with what it needs, written down a second time.
    private static let pages: [(path: String, roles: Set<String>)] = [
        ("/", everybody), ("/operations", everybody), ("/reconcile", everybody), ("/changes?from=1", readers),
        ("/records", readers), ("/records/deaths/none", readers),
        ("/enter", ["investigator"]), ("/enter/incident", ["investigator"]), ("/enter/dataset", ["investigator"]),
        ("/enter/recorded?from=1&through=1", ["investigator"]), ("/audit", ["auditor"]), ("/admin", ["administrator"]),
        ("/duplicates", readers), ("/disputes", readers), ("/federation", everybody),
        ("/federation/records", readers), ("/federation/duplicates", readers),
        ("/enter/import", ["investigator"]), ("/enter/import/none", ["investigator"]),
        ("/enter/correct/deaths/a", ["investigator"]),
        ("/enter/withdraw/deaths/a", ["investigator"]),
    ]

    @Test func `each role opens the pages that it is for, and no other`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            for (path, roles) in Self.pages {
                for role in ServedLedger.roles {
                    let status = try await served.get(path, as: role, headers: Self.person).status
                    #expect((status != 403) == roles.contains(role), "\(path) as \(role): \(status)")
                    #expect(status < 500, "\(path) as \(role): \(status)")
                }
                let nobody = try await served.unredirected("GET", path, Self.person)
                #expect(nobody.status == 303, "\(path)")
                #expect(nobody.header("Location")?.hasPrefix("/sign-in?to=") == true, "\(path)")
                // A program is not sent to a form.
                #expect(try await served.get(path, as: nil).status == 401)
            }
        }
    }

    @Test(arguments: ["consumer", "investigator", "auditor", "administrator"])
    func `every link leads somewhere that its reader may go`(role: String) async throws {
        try await ServedLedger.with(try await TestLedger.makeCut()) { served in
            var (waiting, seen): ([String], Set<String>) = (["/"], ["/"])
            // A list leads on and on: of each kind of address some are followed.
            var kinds: [String: Int] = [:]
            while let address = waiting.popLast() {
                let reply = try await served.get(address, as: role, headers: Self.person)
                #expect(reply.status == 200 || reply.status == 202, "\(address): \(reply.status)")
                guard reply.header("Content-Type")?.hasPrefix("text/html") == true else { continue }
                for match in reply.text.matches(of: /href="(\/[^"#]*)/) {
                    let link = String(match.output.1).replacing("&amp;", with: "&")
                    let kind = link.prefix { $0 != "?" }.split(separator: "/").prefix(2).joined(separator: "/")
                    guard kinds[kind, default: 0] < 6, seen.insert(link).inserted else { continue }
                    kinds[kind, default: 0] += 1
                    waiting.append(link)
                }
            }
            #expect(seen.count > 10)
        }
    }

    @Test func `no page was forgotten above`() throws {
        let folder = Repository.root.appending(path: "Sources/LedgerServer/Page")
        var templates: Set<[Substring]> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
            let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for route in source.split(separator: /Route\.(page|pooledPage)\(/).dropFirst() {
                let path = try #require(route.firstMatch(of: /path: "([^"]*)"/)?.output.1)
                templates.insert(path.split(separator: "/"))
            }
            for path in source.matches(of: /method: \.get, path: "([^"]*)"/).map(\.output.1) {
                // What everybody may have.
                guard !["/sign-in", "/assets/"].contains(where: path.hasPrefix) else { continue }
                templates.insert(path.split(separator: "/"))
            }
        }
        #expect(templates.count >= 14)
        let listed = Self.pages.map { $0.path.prefix { $0 != "?" }.split(separator: "/") }
        let forgotten = templates.filter { template in
            !listed.contains { path in
                path.count == template.count && zip(template, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
            }
        }
        #expect(forgotten == [])
    }

    @Test func `the document for programs names no page`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let document = try await served.get("/openapi.json", as: nil)
            let paths = try #require(document["paths"] as? [String: Any])
            #expect(paths.keys.filter { !$0.hasPrefix("/v1/") && !$0.contains("z") }.sorted() == Self.outsideOfV1)
            for (path, _) in Self.pages { #expect(paths[path] == nil) }
        }
    }

    /// What is no page and yet not below `/v1`.
    private static let outsideOfV1 = [
        "/checkpoint", "/metrics", "/openapi.json", "/tile/entries/{index}", "/tile/{level}/{index}",
    ]

    @Test func `a token in the form becomes a cookie that no script reads and no other site sends`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let token = try #require(served.tokens["analyst"])
            let reply = try await served.signIn(token, to: "/?known-by=2020-01-08")
            #expect(reply.status == 303)
            #expect(reply.header("Location") == "/?known-by=2020-01-08")
            #expect(
                reply.header("Set-Cookie") == "ledger_session=\(token); Path=/; HttpOnly; SameSite=Strict")
            let page = try await served.get("/", as: nil, headers: [("Cookie", "a=b; ledger_session=\(token)")])
            #expect(page.status == 200)
            #expect(page.text.contains("Test analyst"))
            let out = try await served.unredirected(
                "POST", "/sign-out", [("Cookie", "ledger_session=\(token)"), ("Sec-Fetch-Site", "same-origin")])
            #expect(out.header("Set-Cookie")?.contains("ledger_session=; ") == true)
            #expect(out.header("Set-Cookie")?.contains("Max-Age=0") == true)
        }
    }

    @Test func `signing in leads to this service only`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let token = try #require(served.tokens["consumer"])
            for elsewhere in ["//example.org/", "https://example.org/", "/\\example.org", "records"] {
                let reply = try await served.signIn(token, to: elsewhere)
                #expect(reply.header("Location") == "/", "\(elsewhere)")
            }
        }
    }

    @Test func `a text that is no token is refused at its field, and sets nothing`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            for text in ["ilt_0000", "a b;c", "<script>"] {
                let reply = try await served.signIn(text, to: "/")
                #expect(reply.status == 401)
                #expect(reply.header("Set-Cookie") == nil)
                #expect(reply.text.contains("aria-invalid=\"true\""))
                #expect(!reply.text.contains("<script>"))
            }
        }
    }

    @Test func `what another site makes a browser send is refused`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let token = try #require(served.tokens["investigator"])
            let json = #"{"dead": 1}"#
            let send = { (headers: [(String, String)]) in
                try await served.send(
                    "POST", "/v1/deaths", as: nil, headers: [("Cookie", "ledger_session=\(token)")] + headers, json
                ).status
            }
            #expect(try await send([("Sec-Fetch-Site", "cross-site")]) == 403)
            #expect(try await send([("Sec-Fetch-Site", "same-site")]) == 403)
            #expect(try await send([("Origin", "http://example.org")]) == 403)
            #expect(try await send([("Origin", "null")]) == 403)
            #expect(try await send([]) == 403)
            #expect(try await send([("Sec-Fetch-Site", "same-origin")]) != 403)
            #expect(try await send([("Origin", served.url)]) != 403)
            #expect(
                try await served.unredirected("POST", "/sign-out", [("Sec-Fetch-Site", "cross-site")]).status == 403)
        }
    }

    @Test func `a page asks no other host for anything, is framed by none, and is kept by none`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let page = try await served.get("/", as: "consumer", headers: Self.person)
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            #expect(
                page.header("Content-Security-Policy")
                    == "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
            #expect(page.header("Referrer-Policy") == "no-referrer")
            #expect(page.header("Cache-Control") == "private, no-cache")
            #expect(!page.text.contains(" style=") && !page.text.contains("<style"))
            let missing = try await served.get("/nowhere", as: "consumer", headers: Self.person)
            #expect(missing.status == 404)
            #expect(missing.text.contains("<h1>Not found</h1>"))
            #expect(
                try await served.get("/nowhere", as: "consumer").header("Content-Type") == "application/problem+json")
            let wrong = try await served.get("/?known-by=yesterday", as: "consumer", headers: Self.person)
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("<strong>known-by</strong>"))
        }
    }

    @Test func `styles are packed, and stay for good under their address`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let page = try await served.get("/sign-in", as: nil)
            let address = try #require(page.text.firstMatch(of: /href="(\/assets\/[^"]+\.css)"/)?.output.1)
            let plain = try await served.get(String(address), as: nil)
            #expect(plain.header("Content-Type") == "text/css; charset=utf-8")
            #expect(plain.header("Cache-Control") == "public, max-age=31536000, immutable")
            let packed = try await served.unredirected("GET", String(address), [("Accept-Encoding", "br, gzip")])
            #expect(packed.header("Content-Encoding") == "gzip")
            #expect(packed.body.count * 2 < plain.body.count)
            let refused = try await served.unredirected("GET", String(address), [("Accept-Encoding", "gzip;q=0")])
            #expect(refused.body == plain.body)
            #expect(try await served.get("/assets/page.css", as: nil).status == 404)
        }
    }
}

extension ServedLedger {
    /// The answer itself, and not the one that it leads to.
    func unredirected(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], body: Data? = nil
    ) async throws -> Reply {
        try await request(method, path, as: nil, headers: headers, body: body, client: Self.stayingClient)
    }

    /// Sends the form of `/sign-in` as the page itself does.
    func signIn(_ token: String, to path: String) async throws -> Reply {
        let plain = CharacterSet.alphanumerics
        let encode = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
        return try await unredirected(
            "POST", "/sign-in",
            [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"),
                ("Accept", "text/html"),
            ], body: Data("token=\(encode(token))&to=\(encode(path))".utf8))
    }
}
