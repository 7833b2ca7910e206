public import Forms

/// What JetStream's own subjects are asked for streams (ADR-1 of NATS): requests and answers are JSON.
public struct StreamAPI: Sendable {
    public let connection: BusConnection

    public init(_ connection: BusConnection) { self.connection = connection }

    /// What a server says of a stream.
    public struct Info: Hashable, Sendable {
        /// When it was made, as the server writes it: another one is another stream, whatever its name.
        public var created: String
        /// Sequences; of an empty stream the first is after the last.
        public var first: UInt64
        public var last: UInt64
        /// Of its settings.
        public var config: JSONValue
    }

    /// - Throws: ``BusError``: `absent` where there is no such stream, or the server has no JetStream; `timeout` where nothing is
    ///   known of it.
    public func info(of stream: String) throws(BusError) -> Info {
        try info(from: ask("STREAM.INFO.\(stream)", .object([]), "The stream \(stream) cannot be asked for"), stream)
    }

    /// Makes a stream.
    ///
    /// - Parameter config: JetStream's `StreamConfig`, with its name.
    /// - Throws: ``BusError``: `refused` where there is one of that name with other settings.
    @discardableResult
    public func create(_ stream: String, _ config: [(String, JSONValue)]) throws(BusError) -> Info {
        let config = JSONValue.object(([("name", .string(stream))] + config).map { .init($0.0, $0.1) })
        return try info(from: ask("STREAM.CREATE.\(stream)", config, "The stream \(stream) cannot be made"), stream)
    }

    /// - Throws: ``BusError``.
    public func delete(_ stream: String) throws(BusError) {
        _ = try ask("STREAM.DELETE.\(stream)", .object([]), "The stream \(stream) cannot be deleted")
    }

    /// The message of a sequence.
    ///
    /// - Throws: ``BusError``: `absent`.
    public func body(of sequence: UInt64, in stream: String) throws(BusError) -> [UInt8] {
        let what = "Message \(sequence) of the stream \(stream) cannot be had"
        let answer = try ask(
            "STREAM.MSG.GET.\(stream)", .object([.init("seq", .integer(sequence))]), what)
        guard case .string(let text)? = answer["message"]?["data"] else { return [] }
        guard let bytes = Base64.decode(text) else { throw BusError(.malformed, "\(what): it is not Base64.") }
        return bytes
    }

    private func info(from answer: JSONValue, _ stream: String) throws(BusError) -> Info {
        guard case .string(let created)? = answer["created"],
            let state = answer["state"], let config = answer["config"],
            case .integer(let first)? = state["first_seq"], case .integer(let last)? = state["last_seq"]
        else {
            throw BusError(.malformed, "What the bus says of the stream \(stream) is not what JetStream documents.")
        }
        return Info(created: created, first: UInt64(clamping: first), last: UInt64(clamping: last), config: config)
    }

    func ask(_ subject: String, _ body: JSONValue, _ what: String) throws(BusError) -> JSONValue {
        let message = try connection.ask(Array(body.text().utf8), of: "$JS.API." + subject)
        guard let answer = try? JSONValue(parsing: message.body) else {
            throw BusError(.malformed, "\(what): the answer is not JSON.")
        }
        if let error = BusError.of(answer, what) { throw error }
        return answer
    }
}
