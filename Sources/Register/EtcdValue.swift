internal import AsyncHTTPClient
internal import Forms
internal import NIOCore
internal import NIOHTTP1

/// The value of one key of etcd, changed by compare-and-swap: its gateway for JSON (`/v3/kv`), in which keys and values are
/// Base64, and numbers of 64 bits texts.
struct EtcdValue: Sendable {
    /// Of the servers of one cluster: `http://host:port`; each is tried until one answers.
    let addresses: [String]
    let key: String

    /// What the key holds.
    struct Held: Sendable {
        var bytes: [UInt8]
        /// Rises with each change. 0: it has no value.
        var revision: Int
    }

    private static let deadline = TimeAmount.seconds(5)
    private static let longest = 1 << 20
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(2), read: .seconds(5))
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// What a majority of the servers agree on.
    ///
    /// - Throws: `LedgerError` with `refused` where none answers.
    func read() async throws(LedgerError) -> Held {
        try held(await ask("range", .members([("key", .string(encodedKey))])))
    }

    /// Replaces the value where the key still is as it was seen.
    ///
    /// - Parameter revision: of what was seen; 0: nothing was there.
    /// - Returns: what is there now, and whether this put it there.
    /// - Throws: `LedgerError` with `refused` where none answers: then it may have been replaced, or not.
    func swap(at revision: Int, to bytes: [UInt8]) async throws(LedgerError) -> (isMade: Bool, now: Held) {
        let answer = try await ask(
            "txn",
            .members([
                (
                    "compare",
                    .array([
                        .members([
                            ("key", .string(encodedKey)), ("target", .string("MOD")),
                            ("mod_revision", .string("\(revision)")), ("result", .string("EQUAL")),
                        ])
                    ])
                ),
                (
                    "success",
                    .array([
                        .members([
                            (
                                "requestPut",
                                .members([
                                    ("key", .string(encodedKey)), ("value", .string(Base64.encode(bytes))),
                                ])
                            )
                        ])
                    ])
                ),
                ("failure", .array([.members([("requestRange", .members([("key", .string(encodedKey))]))])])),
            ]))
        if case .bool(true)? = answer["succeeded"] {
            guard let revision = Self.number(answer["header"]?["revision"]) else { throw malformed }
            return (true, Held(bytes: bytes, revision: revision))
        }
        guard case .array(let responses)? = answer["responses"], let range = responses.first?["response_range"] else {
            throw malformed
        }
        return (false, try held(range))
    }

    private var encodedKey: String { Base64.encode(Array(key.utf8)) }

    private var malformed: LedgerError {
        LedgerError(.refused, "What \(addresses.joined(separator: ", ")) answers is not what etcd documents.")
    }

    private func held(_ answer: JSONValue) throws(LedgerError) -> Held {
        guard case .array(let values)? = answer["kvs"], let value = values.first else {
            return Held(bytes: [], revision: 0)
        }
        guard case .string(let text)? = value["value"], let bytes = Base64.decode(text),
            let revision = Self.number(value["mod_revision"])
        else { throw malformed }
        return Held(bytes: bytes, revision: revision)
    }

    private static func number(_ value: JSONValue?) -> Int? {
        guard case .string(let text)? = value else { return nil }
        return Int(text)
    }

    private func ask(_ path: String, _ body: JSONValue) async throws(LedgerError) -> JSONValue {
        var problems: [String] = []
        for address in addresses {
            do {
                var request = HTTPClientRequest(url: "\(address)/v3/kv/\(path)")
                request.method = .POST
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(ByteBuffer(string: body.text()))
                let response = try await Self.client.execute(request, deadline: .now() + Self.deadline)
                let bytes = Array(try await response.body.collect(upTo: Self.longest).readableBytesView)
                guard response.status == .ok else {
                    problems.append("\(address) answers \(response.status.code)")
                    continue
                }
                return try JSONValue(parsing: bytes)
            } catch {
                problems.append("\(address): \(error)")
            }
        }
        throw LedgerError(.refused, "The register does not answer (\(problems.joined(separator: "; "))).")
    }
}
