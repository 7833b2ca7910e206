internal import Forms

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
        guard case .string(let name)? = answer["name"] else {
            throw BusError(.malformed, "\(what): the answer has no name of a consumer.")
        }
        consumer = name
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
    fileprivate var inNanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
