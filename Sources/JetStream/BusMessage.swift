internal import CNats
internal import Forms

/// A message as it came.
public struct BusMessage: Sendable {
    public var subject: String
    /// Where an answer is expected; of a message of a consumer, where it stands in its stream.
    public var reply: String
    public var body: [UInt8]
    /// Of a message without a body that the server itself sends (its "status"): 100 is a sign of life, 404 and 408 say that
    /// nothing is there now, 409 that the consumer is gone, 503 that nobody listens.
    public var status: Int?
    /// Of the headers those that whoever subscribed asked for.
    public var headers: [String: String]

    /// Takes a message over from the library, and frees it.
    ///
    /// - Parameter names: of the headers that are wanted.
    init(taking message: OpaquePointer, headers names: [String] = []) {
        // Unsafe: all that is read lies in the message, which lives until it is destroyed here.
        subject = unsafe natsMsg_GetSubject(message).map { unsafe String(cString: $0) } ?? ""
        reply = unsafe natsMsg_GetReply(message).map { unsafe String(cString: $0) } ?? ""
        let count = Int(unsafe natsMsg_GetDataLength(message))
        body = unsafe [UInt8](UnsafeRawBufferPointer(start: natsMsg_GetData(message), count: count))
        status = count == 0 ? unsafe Self.header("Status", of: message).flatMap { Int($0) } : nil
        headers = [:]
        for name in names { headers[name] = unsafe Self.header(name, of: message) }
        unsafe natsMsg_Destroy(message)
    }

    private static func header(_ name: String, of message: OpaquePointer) -> String? {
        // Unsafe: the text lies in the message; it is copied at once.
        var value: UnsafePointer<CChar>?
        guard unsafe natsMsgHeader_Get(message, name, &value) == NATS_OK else { return nil }
        return unsafe value.map { unsafe String(cString: $0) }
    }

    /// Where a message that a consumer delivered stands: part of the subject of its acknowledgement,
    /// `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<sequence of the consumer>.<time>.<left>`, with two more parts behind
    /// `$JS.ACK` where accounts are told apart (ADR-15 of NATS).
    struct Place {
        /// In the stream.
        var sequence: UInt64
        /// When the server stored it, in nanoseconds since 1970-01-01T00:00:00Z.
        var storedAt: Int64
        /// How many messages the consumer has after it.
        var left: UInt64
    }

    var place: Place? {
        let parts = reply.split(separator: ".")
        guard parts.count >= 9, parts[0] == "$JS", parts[1] == "ACK" else { return nil }
        let first = parts.count >= 11 ? 7 : 5
        guard let sequence = UInt64(parts[first]), let storedAt = Int64(parts[first + 2]),
            let left = UInt64(parts[first + 3])
        else { return nil }
        return Place(sequence: sequence, storedAt: storedAt, left: left)
    }

    /// The sequence in its stream of a message that a consumer delivered.
    public var sequence: UInt64? { place?.sequence }

    /// The sequence that a stream gave to a message, in the acknowledgement that it sent.
    ///
    /// - Parameter what: begins the sentence of the error.
    /// - Throws: ``BusError``: `absent` where no stream took it, `conflict` where its condition was not met.
    public func acknowledged(_ what: String) throws(BusError) -> UInt64 {
        if status == 503 { throw BusError(.absent, "\(what): there is no such stream.") }
        guard let answer = try? JSONValue(parsing: body) else {
            throw BusError(.malformed, "\(what): the answer is not JSON.")
        }
        if let error = BusError.of(answer, what) { throw error }
        guard case .integer(let sequence)? = answer["seq"] else {
            throw BusError(.malformed, "\(what): the answer has no sequence.")
        }
        return UInt64(clamping: sequence)
    }
}
