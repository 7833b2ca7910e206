internal import Forms
internal import Foundation

/// The messages of a stream from a sequence on, fetched in batches: a consumer that the server forgets soon after nobody asks
/// it any more.
///
/// While it waits, the server gives a sign of life twice a second; a server that is frozen or gone shows by giving none.
public final class PulledMessages: @unchecked Sendable {
    // @unchecked: ``next()`` is called by one thread at a time.
    private let api: StreamAPI
    private let stream: String
    private let consumer: String
    private let inbox: BusInbox
    private let batch: Int
    /// How many messages the stream had for it when it was made.
    let waiting: UInt64
    /// When that was, by the server's clock, in nanoseconds since 1970-01-01T00:00:00Z.
    let madeAt: Int64
    /// How many messages of the last request are still to come.
    private var left = 0

    private static let (expires, heartbeat) = (Duration.seconds(2), Duration.milliseconds(500))

    /// - Parameters:
    ///   - headers: the names of those that messages are to be read with.
    ///   - batch: how many are fetched with one request.
    /// - Throws: ``BusError``.
    public init(
        of stream: String, from sequence: UInt64, by connection: BusConnection, headers: [String] = [],
        batch: Int = 1_000
    ) throws(BusError) {
        api = StreamAPI(connection)
        (self.stream, self.batch) = (stream, batch)
        let config: JSONValue = .object([
            .init("deliver_policy", .string("by_start_sequence")), .init("opt_start_seq", .integer(sequence)),
            .init("ack_policy", .string("none")), .init("replay_policy", .string("instant")),
            // Nanoseconds.
            .init("inactive_threshold", .integer(30_000_000_000)), .init("mem_storage", .bool(true)),
            .init("num_replicas", .integer(1)),
        ])
        let what = "The stream \(stream) cannot be read"
        let answer = try api.ask(
            "CONSUMER.CREATE.\(stream)", .object([.init("stream_name", .string(stream)), .init("config", config)]), what
        )
        guard case .string(let name)? = answer["name"], case .integer(let waiting)? = answer["num_pending"],
            case .string(let created)? = answer["created"], let madeAt = Self.nanoseconds(of: created)
        else {
            throw BusError(.malformed, "\(what): what the bus says of a consumer is not what JetStream documents.")
        }
        (consumer, self.madeAt, self.waiting) = (name, madeAt, UInt64(clamping: waiting))
        inbox = try connection.listen(to: connection.freshSubject(), headers: headers)
    }

    /// The next messages: at least one, unless none came while it waited. Whatever has come already is taken along, up to a
    /// batch.
    ///
    /// - Throws: ``BusError``: `unreachable` where two signs of life are missing, or the consumer is gone.
    public func next() throws(BusError) -> [BusMessage] {
        if left == 0 { try request() }
        var messages: [BusMessage] = []
        while messages.count < batch {
            let message = try inbox.next(within: messages.isEmpty ? Self.heartbeat * 2.2 : .milliseconds(1))
            guard let message else {
                if !messages.isEmpty { return messages }
                throw BusError(.unreachable, "The stream \(stream) gives no sign of life.")
            }
            switch message.status {
            case nil:
                messages.append(message)
                left -= 1
                if left == 0 { return messages }
            case 100?: if !messages.isEmpty { return messages }
            // The request has expired, and with it what was left of it.
            case 404?, 408?:
                left = 0
                return messages
            default:
                throw BusError(.unreachable, "The consumer of the stream \(stream) is gone.")
            }
        }
        return messages
    }

    /// Says that nobody will ask any more. Where that does not reach the server, it forgets by itself.
    func end() { _ = try? api.ask("CONSUMER.DELETE.\(stream).\(consumer)", .object([]), "") }

    /// An instant as servers write it: `2026-01-31T14:00:00.123456789Z`, with as many digits as it needs.
    private static func nanoseconds(of text: String) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return nil }
        let fraction = parts.count == 2 ? parts[1].prefix { $0.isNumber } : ""
        let seconds = parts.count == 2 ? whole + parts[1].dropFirst(fraction.count) : whole
        guard let date = try? Date(String(seconds), strategy: .iso8601), fraction.count <= 9,
            let rest = Int64(fraction + String(repeating: "0", count: 9 - fraction.count))
        else { return nil }
        return Int64(date.timeIntervalSince1970) * 1_000_000_000 + rest
    }

    private func request() throws(BusError) {
        let request = JSONValue.object([
            .init("batch", .integer(batch)), .init("expires", JSONValue.integer(Self.expires.inNanoseconds)),
            .init("idle_heartbeat", JSONValue.integer(Self.heartbeat.inNanoseconds)),
        ])
        try api.connection.publish(
            Array(request.text().utf8), to: "$JS.API.CONSUMER.MSG.NEXT.\(stream).\(consumer)", reply: inbox.subject)
        left = batch
    }
}

extension Duration {
    var inNanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
