internal import Forms
internal import Foundation

/// Keys and values that a bus holds for a time and then forgets (ADR-8 of NATS): a stream that keeps the last message of each
/// subject. A value has a *revision*, the sequence of its message; who changes it names the revision that it has seen, and is
/// refused where somebody was first.
///
/// It is made of nothing that servers of 2.9 do not have. Its calls wait for the network.
public struct KeyValueBucket: Sendable {
    public let name: String
    /// For how long a value is held that nobody puts there again; nil: for ever.
    public let lifetime: Duration?
    private let connection: BusConnection
    private let api: StreamAPI

    private var stream: String { "KV_\(name)" }
    private var prefix: String { "$KV.\(name)." }

    /// The header of a message that says that a key has no value any more.
    private static let operation = "KV-Operation"

    /// What a bucket holds for a key.
    public struct Entry: Hashable, Sendable {
        public var key: String
        /// Nil: there was a value, and it was taken away.
        public var value: [UInt8]?
        public var revision: UInt64
        /// For how long it has been there, by the clock of the server alone.
        public var age: Duration
    }

    /// One change: the value of a key where its revision still is the one that was seen.
    public struct Swap: Hashable, Sendable {
        public var key: String
        /// Nil takes the value away.
        public var value: [UInt8]?
        /// 0: the key has never had a value, or the bucket has forgotten it. Nil: whatever is there is replaced.
        public var revision: UInt64?

        public init(_ key: String, to value: [UInt8]?, at revision: UInt64?) {
            (self.key, self.value, self.revision) = (key, value, revision)
        }
    }

    /// Uses a bucket, whatever its lifetime, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `-` and `_`.
    ///   - lifetime: of the values, where it is made.
    /// - Throws: ``BusError``.
    public init(_ name: String, by connection: BusConnection, lifetime: Duration) throws(BusError) {
        let api = StreamAPI(connection)
        let stream = "KV_\(name)"
        do {
            self.init(name, connection, try api.info(of: stream))
        } catch {
            guard error.code == .absent else { throw error }
            let info: StreamAPI.Info
            do {
                info = try api.create(stream, Self.config(name, lifetime))
            } catch {
                // Somebody else may have made it meanwhile, with another lifetime.
                guard error.code == .refused else { throw error }
                info = try api.info(of: stream)
            }
            self.init(name, connection, info)
        }
    }

    /// Uses a bucket that is there.
    ///
    /// - Throws: ``BusError``: `absent` where there is none.
    public init(present name: String, by connection: BusConnection) throws(BusError) {
        self.init(name, connection, try StreamAPI(connection).info(of: "KV_\(name)"))
    }

    private init(_ name: String, _ connection: BusConnection, _ info: StreamAPI.Info) {
        (self.name, self.connection, api) = (name, connection, StreamAPI(connection))
        if case .integer(let age)? = info.config["max_age"], age > 0 {
            lifetime = .nanoseconds(age)
        } else {
            lifetime = nil
        }
    }

    private static func config(_ name: String, _ lifetime: Duration) -> [(String, JSONValue)] {
        let nanoseconds = Int(clamping: lifetime.inNanoseconds)
        return [
            ("subjects", .array([.string("$KV.\(name).>")])), ("retention", .string("limits")),
            ("storage", .string("file")), ("discard", .string("new")), ("max_msgs_per_subject", .integer(1)),
            ("max_msgs", .integer(-1)), ("max_bytes", .integer(-1)), ("max_consumers", .integer(-1)),
            ("max_age", .integer(nanoseconds)),
            // Not longer than messages are held: two minutes are what the server takes otherwise.
            ("duplicate_window", .integer(min(nanoseconds, 120_000_000_000))),
            ("num_replicas", .integer(1)), ("allow_rollup_hdrs", .bool(true)), ("deny_delete", .bool(true)),
            ("allow_direct", .bool(true)),
        ]
    }

    /// Everything that it holds now, in the order in which it was put there.
    ///
    /// - Throws: ``BusError``: `absent` where the bucket is gone.
    public func entries() throws(BusError) -> [Entry] {
        let messages = try PulledMessages(of: stream, from: 1, by: connection, headers: [Self.operation])
        defer { messages.end() }
        var entries: [Entry] = []
        var left = messages.waiting
        while left > 0 {
            let some = try messages.next()
            // What was there has been forgotten meanwhile.
            if some.isEmpty { break }
            for message in some {
                guard let place = message.place, message.subject.hasPrefix(prefix) else {
                    throw BusError(.malformed, "The bus gives a message of the bucket \(name) without a sequence.")
                }
                left = place.left
                entries.append(
                    Entry(
                        key: String(message.subject.dropFirst(prefix.count)),
                        value: message.headers[Self.operation] == nil ? message.body : nil, revision: place.sequence,
                        age: max(.zero, .nanoseconds(messages.madeAt - place.storedAt))))
            }
        }
        // One that was changed meanwhile came twice: the later one holds.
        var last: [String: Int] = [:]
        for (index, entry) in entries.enumerated() { last[entry.key] = index }
        return entries.indices.filter { last[entries[$0].key] == $0 }.map { entries[$0] }
    }

    /// Makes several changes, each by itself, all on their way at once.
    ///
    /// - Returns: for each its new revision; nil: somebody was first.
    /// - Throws: ``BusError``: which of them were made is unknown then.
    public func make(_ swaps: [Swap]) throws(BusError) -> [UInt64?] {
        let place = connection.freshSubject()
        let inbox = try connection.listen(to: place + ".*")
        for (index, swap) in swaps.enumerated() {
            var headers: [(String, String)] = []
            if let revision = swap.revision { headers.append(("Nats-Expected-Last-Subject-Sequence", "\(revision)")) }
            if swap.value == nil { headers.append((Self.operation, "DEL")) }
            try connection.publish(
                swap.value ?? [], to: prefix + swap.key, reply: "\(place).\(index)", headers: headers)
        }
        var revisions = [UInt64?](repeating: nil, count: swaps.count)
        for _ in swaps {
            guard let message = try inbox.next(within: .seconds(5)) else {
                throw BusError(.timeout, "The bucket \(name) does not answer.")
            }
            guard let index = Int(message.subject.dropFirst(place.count + 1)), swaps.indices.contains(index) else {
                throw BusError(.malformed, "The bus answers what it was not asked.")
            }
            do {
                revisions[index] = try message.acknowledged("\(swaps[index].key) of the bucket \(name) was not put")
            } catch {
                guard error.code == .conflict else { throw error }
            }
        }
        return revisions
    }
}
