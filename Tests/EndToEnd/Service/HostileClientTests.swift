import Foundation
import LedgerTesting
import Testing

/// Clients that mean harm, or are broken: the service ends their connections, and goes on with everybody else's.
@Suite struct HostileClientTests {
    @Test func `a head that comes byte by byte does not hold a connection`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--idle-time", "2"]) { served in
            let sockets = try (0..<50).map { _ in try RawSocket(served.url) }
            for socket in sockets { try socket.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ") }
            for _ in 0..<100 {
                // One byte now and then, so that the connection is never silent.
                for socket in sockets where !socket.isEnded { try? socket.send("a") }
                if sockets.allSatisfy(\.isEnded) { break }
                #expect(try await served.get("/healthz", as: nil).status == 200)
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(sockets.filter { !$0.isEnded }.isEmpty, "slow connections are still open")
        }
    }

    @Test func `a body that comes byte by byte is given up`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--request-time", "2", "--idle-time", "60"]) {
            served in
            let token = try #require(served.tokens["administrator"])
            let socket = try RawSocket(served.url)
            try socket.send(
                "POST /v1/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<100 where !socket.isEnded {
                try? socket.send(" ")
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(socket.received.contains("408"), "\(socket.received)")
            #expect(socket.isEnded)
        }
    }

    @Test func `a table that comes byte by byte is given up`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--request-time", "2", "--idle-time", "60"]) {
            served in
            let token = try #require(served.tokens["investigator"])
            let socket = try RawSocket(served.url)
            try socket.send(
                "POST /v1/imports?mapping=missing-migrants&as-at=2020-01-08 HTTP/1.1\r\nHost: a\r\n"
                    + "Authorization: Bearer \(token)\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\n")
            for _ in 0..<100 where !socket.isEnded {
                try? socket.send(",")
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(socket.received.contains("408"), "\(socket.received)")
            #expect(socket.isEnded)
        }
    }

    /// How many fields of how many bytes a head has; one of 20,000, 500 short ones, a megabyte of them.
    @Test(arguments: [(1, 20_000), (500, 1), (90, 12_000)])
    func `a head that is too large is refused`(count: Int, length: Int) async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let socket = try RawSocket(served.url)
            let fields = (0..<count).map { "X-\($0): " + String(repeating: "a", count: length) + "\r\n" }.joined()
            try? socket.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            for _ in 0..<100 where !socket.isEnded { try await Task.sleep(for: .milliseconds(50)) }
            #expect(socket.isEnded, "the connection is still open")
            #expect(!socket.received.contains("200 OK"))
            #expect(try await served.get("/healthz", as: nil).status == 200)
        }
    }

    /// An address that is too long, and what is no HTTP.
    @Test(arguments: [
        "GET /v1/changes?from=" + String(repeating: "a", count: 60_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "hello\r\n\r\n",
    ])
    func `what cannot be read as a request is answered with a problem`(request: String) async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let socket = try RawSocket(served.url)
            try? socket.send(request)
            for _ in 0..<100 where !socket.isEnded { try await Task.sleep(for: .milliseconds(50)) }
            let said = socket.received
            #expect(said.hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(said)")
            #expect(said.lowercased().contains("content-type: application/problem+json\r\n"), "\(said)")
            let body = try #require(said.firstRange(of: "\r\n\r\n")).upperBound
            let problem = try JSONSerialization.jsonObject(with: Data(said[body...].utf8)) as? [String: Any]
            #expect((problem?["detail"] as? String)?.contains("32768 bytes") == true, "\(said)")
        }
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{\"name\":", "{\"name\":1,\"role\":\"consumer\"}", "{\"name\":\"a\"}",
        "{\"role\":\"king\"}",
        "{\"name\":\"a\",\"role\":\"consumer\",\"more\":1}", "{\"name\":\"a\",\"name\":\"b\",\"role\":\"consumer\"}",
        "\u{FEFF}{}", "{\"name\":\"\\ud800\",\"role\":\"consumer\"}",
    ])
    func `broken JSON is answered with what is wrong with it`(body: String) async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let reply = try await served.send("POST", "/v1/tokens", as: "administrator", body)
            #expect(reply.status == 400, "\(body.prefix(40)): \(reply.text)")
            #expect(reply.header("Content-Type") == "application/problem+json")
            #expect(reply["detail"] as? String != nil)
        }
    }

    @Test func `brackets without end are no reason to fall over`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let deep = String(repeating: "[", count: 900_000)
            let reply = try await served.send("POST", "/v1/tokens", as: "administrator", deep)
            #expect(reply.status == 400)
        }
    }

    @Test func `a packed body is not unpacked`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            // What a thousand million spaces are when they are packed: the first bytes of such a file.
            let packed = Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xEC, 0xC0, 0x31, 0x01, 0, 0, 0, 0xC2])
            for coding in ["gzip", "deflate", "br", "zstd"] {
                let reply = try await served.request(
                    "POST", "/v1/tokens", as: "administrator",
                    headers: [("Content-Type", "application/json"), ("Content-Encoding", coding)], body: packed)
                #expect(reply.status == 415, "\(coding)")
                #expect(reply.header("Accept-Encoding") == "identity")
            }
        }
    }

    @Test func `a body that is longer than is taken is refused, whether it says so or not`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--max-body", "2048"]) { served in
            let long = "{\"name\":\"" + String(repeating: "a", count: 5_000) + "\",\"role\":\"consumer\"}"
            #expect(try await served.send("POST", "/v1/tokens", as: "administrator", long).status == 413)
            let token = try #require(served.tokens["administrator"])
            let socket = try RawSocket(served.url)
            try socket.send(
                "POST /v1/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<40 where !socket.received.contains("413") {
                try? socket.send("100\r\n" + String(repeating: "a", count: 256) + "\r\n")
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(socket.received.contains("413"), "\(socket.received)")
        }
    }

    @Test func `what is no HTTP is answered with 400, or not at all`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            for text in [
                "\r\n\r\n\r\n", "HELLO\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%00%ff HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            ] {
                let socket = try RawSocket(served.url)
                try socket.send(text)
                try await Task.sleep(for: .milliseconds(50))
                #expect(!socket.received.contains("HTTP/1.1 5"), "\(text): \(socket.received)")
                #expect(!socket.received.contains("root:"), "\(text)")
            }
            #expect(try await served.get("/healthz", as: nil).status == 200)
        }
    }
}
