import AsyncHTTPClient
import Foundation
import LedgerTesting
import NIOCore
import NIOHTTP1
import Testing

/// A ledger that the real program serves on this machine, with a token for each role.
struct ServedLedger {
    let ledger: TestLedger
    let running: Running
    /// `http://127.0.0.1:PORT`.
    let url: String
    let tokens: [String: String]

    static let roles = ["consumer", "analyst", "investigator", "auditor", "administrator"]

    /// - Parameter arguments: of `serve`, beside the ledger and the port.
    static func start(
        _ ledger: TestLedger, _ arguments: [String] = [], tokens given: [String: String]? = nil,
        environment: [String: String] = [:]
    ) async throws -> ServedLedger {
        var tokens = given ?? [:]
        if given == nil {
            for role in roles { tokens[role] = try await ledger.token(role, name: "Test \(role)") }
        }
        let running = try Program.ledger.start(
            ["serve", "--ledger", ledger.path, "--port", "0"] + (arguments.contains("--rate") ? [] : ["--rate", "0"])
                + arguments, environment: environment)
        let url = try await running.listening()
        return ServedLedger(ledger: ledger, running: running, url: url, tokens: tokens)
    }

    /// Ends it as its operator does, and expects that it ends well.
    func stop(sourceLocation: SourceLocation = #_sourceLocation) async {
        running.terminate()
        let run = await running.finished()
        #expect(run.status == 0, "\(run.errors.suffix(2_000))", sourceLocation: sourceLocation)
    }

    /// Runs with a served ledger, and stops it after.
    static func with(
        _ ledger: TestLedger, _ arguments: [String] = [], _ body: (ServedLedger) async throws -> Void
    ) async throws {
        let served = try await start(ledger, arguments)
        do {
            try await body(served)
        } catch {
            served.running.kill()
            throw error
        }
        await served.stop()
    }

    /// - Parameter role: whose token is shown; nil: none.
    func request(
        _ method: String, _ path: String, as role: String?, headers: [(String, String)] = [], body: Data? = nil,
        client: HTTPClient = .shared
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url + path)
        request.method = HTTPMethod(rawValue: method)
        if let role { request.headers.add(name: "Authorization", value: "Bearer \(tokens[role] ?? role)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(120))
        var bytes = Data()
        for try await piece in response.body { bytes.append(contentsOf: piece.readableBytesView) }
        return Reply(status: Int(response.status.code), headers: response.headers, body: bytes)
    }

    /// Does not go where an answer leads to.
    static let stayingClient = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

    /// The head of an answer, whose body is not read: of a stream it would never end.
    func beginning(
        _ method: String, _ path: String, as role: String?, headers: [(String, String)] = [], body: Data? = nil
    ) async throws -> (status: Int, headers: HTTPHeaders) {
        var request = HTTPClientRequest(url: url + path)
        request.method = HTTPMethod(rawValue: method)
        if let role { request.headers.add(name: "Authorization", value: "Bearer \(tokens[role] ?? role)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        return (Int(response.status.code), response.headers)
    }

    func get(_ path: String, as role: String?, headers: [(String, String)] = []) async throws -> Reply {
        try await request("GET", path, as: role, headers: headers)
    }

    /// Sends JSON.
    func send(
        _ method: String, _ path: String, as role: String?, headers: [(String, String)] = [], _ json: String
    ) async throws -> Reply {
        try await request(
            method, path, as: role, headers: [("Content-Type", "application/json")] + headers, body: Data(json.utf8))
    }
}

/// What came back.
struct Reply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? { headers.first(name: name) }

    func values(of name: String) -> [String] { headers[name] }

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value { try JSONDecoder().decode(type, from: body) }

    /// As Foundation's reader has it, which is not the one that wrote it.
    var json: Any { get throws { try JSONSerialization.jsonObject(with: body) } }

    /// Of a JSON object; nil where it is none.
    subscript(name: String) -> Any? {
        ((try? json) as? [String: Any])?[name]
    }
}

extension TestLedger {
    /// A new token's text.
    func token(_ role: String, name: String, _ arguments: [String] = []) async throws -> String {
        try await succeed(["token", "create", "--role", role, "--name", name] + arguments)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Running {
    /// What each line of the log says, as far as it has been written.
    var logLines: [[String: String]] {
        errors.split(separator: "\n").compactMap {
            try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
    }

    /// Waits until it says where it listens.
    func listening() async throws -> String {
        for _ in 0..<1_200 {
            if let url = logLines.lazy.compactMap({ $0["url"] }).first { return url }
            if !isRunning { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        let run = isRunning ? errors : await finished().errors
        Issue.record("the service does not listen: \(run)")
        throw CancellationError()
    }
}
