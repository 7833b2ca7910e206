internal import EventLog
internal import Forms
internal import JetStream

/// One connection of a relay: it finds out what the stream has, makes it again where that is not the log, and publishes what
/// is missing. Used by one thread at a time.
final class RelaySession: @unchecked Sendable {
    /// So often it asks whether the stream is still the one that it made.
    static let look = Duration.seconds(1)

    /// Messages on their way that nobody has acknowledged: more do not make it faster.
    private static let window = 4_000

    /// What of a stream was held against the log.
    struct Checked: Sendable {
        /// When the server says that it was made.
        var created: String
        /// The last position that it has.
        var position: UInt64
    }

    // @unchecked: touched by one thread at a time.
    private(set) var checked: Checked
    private var lookedAt = ContinuousClock.now
    private let log: EventLog
    private let stream: LogStream
    private let connection: BusConnection
    private let acknowledgements: BusInbox

    init(_ log: EventLog, _ address: String, checked: Checked?) throws {
        self.log = log
        self.checked = checked ?? Checked(created: "", position: 0)
        stream = LogStream(of: log.logID)
        connection = try BusConnection(to: address, name: "incident-ledger relay")
        acknowledgements = try connection.listen(to: connection.freshSubject())
    }

    /// Finds out what the stream has, and makes it again where that is not the log.
    ///
    /// - Throws: ``BusError``.
    func begin(copies: Int, _ report: (BusRelay.Report) -> Void) throws {
        let (api, config) = (StreamAPI(connection), stream.config(copies: copies))
        if let found = try presentStream(api) {
            if found.created != checked.created || found.last < checked.position {
                checked = Checked(created: found.created, position: 0)
            }
            guard let fault = try Self.fault(of: found, config) ?? difference(from: checked.position, found.last) else {
                checked = Checked(created: found.created, position: found.last)
                return
            }
            report(.remade(why: fault))
            try api.delete(stream.name)
        } else {
            report(.remade(why: "The bus has no stream of this log."))
        }
        checked = Checked(created: try api.create(stream.name, config).created, position: 0)
    }

    private func presentStream(_ api: StreamAPI) throws -> StreamAPI.Info? {
        do {
            return try api.info(of: stream.name)
        } catch {
            guard error.code == .absent else { throw error }
            return nil
        }
    }

    private static func fault(of info: StreamAPI.Info, _ config: [(String, JSONValue)]) -> String? {
        if info.first > 1, info.last >= info.first { return "The stream begins with sequence \(info.first), not 1." }
        for (name, value) in config where info.config[name] ?? .bool(false) != value && name != "num_replicas" {
            return "The stream's \(name) is \(info.config[name]?.text() ?? "not set"), not \(value.text())."
        }
        return nil
    }

    // MARK: What the stream has

    /// In which the messages after a position differ from the log's entries; nil: in nothing.
    private func difference(from position: UInt64, _ last: UInt64) throws -> String? {
        guard last > position else { return nil }
        guard try log.position() >= last else { return "The stream has \(last) messages, and the log fewer entries." }
        let messages = try PulledMessages(of: stream.name, from: position + 1, by: connection, batch: 2_000)
        var next = position + 1
        while next <= last {
            // Old servers begin at the end where a stream is shorter than it was.
            let some = try messages.next().prefix(Int(clamping: last - next + 1))
            let entries = try log.relayed(from: next, through: last, count: some.count, bytes: .max)
            guard !some.isEmpty, some.count == entries.count else { return "The stream has no message \(next)." }
            for (message, entry) in zip(some, entries) {
                guard message.sequence == entry.position else { return "The stream has no message \(entry.position)." }
                guard message.body == entry.bytes else {
                    return "Message \(entry.position) of the stream is not the log's entry of that position."
                }
            }
            next += UInt64(some.count)
        }
        return nil
    }

    // MARK: What it is given

    /// Publishes what the last stored checkpoint signs and the stream has not.
    ///
    /// - Returns: the last position where there was something to publish.
    /// - Throws: ``BusError``: then this session has ended.
    func relay() throws -> UInt64? {
        try lookAgain()
        guard let signed = try log.read({ try $0.lastCheckpoint()?.size }), signed > checked.position else {
            return nil
        }
        while checked.position < signed {
            try publish(try log.relayed(from: checked.position + 1, through: signed))
        }
        return checked.position
    }

    private func lookAgain() throws {
        guard lookedAt + Self.look <= .now else { return }
        lookedAt = .now
        let info = try StreamAPI(connection).info(of: stream.name)
        guard info.created == checked.created, info.last == checked.position else {
            throw BusError(
                .conflict,
                "The stream \(stream.name) is not what was put there: it has \(info.last) messages, not "
                    + "\(checked.position), and was made at \(info.created).")
        }
    }

    private func publish(_ entries: [RelayedEntry]) throws {
        var waiting = 0
        for entry in entries {
            try connection.publish(
                entry.bytes, to: stream.subject, reply: acknowledgements.subject,
                headers: LogStream.headers(of: entry.position, note: entry.note))
            waiting += 1
            if waiting == Self.window {
                try acknowledge()
                waiting -= 1
            }
        }
        for _ in 0..<waiting { try acknowledge() }
    }

    /// Waits for the acknowledgement of the next position.
    private func acknowledge() throws {
        let what = "The stream \(stream.name) did not take position \(checked.position + 1)"
        guard let message = try acknowledgements.next(within: .seconds(5)) else {
            throw BusError(.timeout, "\(what): nothing came back.")
        }
        guard try message.acknowledged(what) == checked.position + 1 else {
            throw BusError(.conflict, "\(what): it was given another sequence.")
        }
        checked.position += 1
    }
}
