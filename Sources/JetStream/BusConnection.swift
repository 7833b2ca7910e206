internal import CNats
internal import Dispatch
internal import Foundation

/// A connection to one server of NATS, and the only code that says `nats_`.
///
/// Nothing here is called by the library: messages are fetched by whoever waits for them, so no code of ours runs on its
/// threads. A connection that ends stays ended. The library could make it again behind our back; subscriptions have been seen
/// to fall silent after that, so whoever used it makes everything anew on another one, and knows it.
///
/// Its calls wait for the network: they belong on threads that may.
@safe public final class BusConnection: @unchecked Sendable {
    // @unchecked: the library locks what is its own, and this never changes.
    private let connection: OpaquePointer
    public let address: String

    /// - Parameters:
    ///   - address: `nats://host:port`, or several of them, separated by commas.
    ///   - name: what the server's operator sees.
    /// - Throws: ``BusError`` `unreachable`.
    public init(to address: String, name: String) throws(BusError) {
        var options: OpaquePointer?
        var made: OpaquePointer?
        // Unsafe: the options are the library's, and freed when it has copied them.
        var status = unsafe natsOptions_Create(&options)
        defer { unsafe natsOptions_Destroy(options) }
        if status == NATS_OK { status = unsafe natsOptions_SetURL(options, address) }
        if status == NATS_OK { status = unsafe natsOptions_SetName(options, name) }
        if status == NATS_OK { status = unsafe natsOptions_SetTimeout(options, 2_000) }
        if status == NATS_OK { status = unsafe natsOptions_SetAllowReconnect(options, false) }
        // A server that does not answer three of these is gone.
        if status == NATS_OK { status = unsafe natsOptions_SetPingInterval(options, 1_000) }
        if status == NATS_OK { status = unsafe natsOptions_SetMaxPingsOut(options, 2) }
        if status == NATS_OK { status = unsafe natsConnection_Connect(&made, options) }
        guard status == NATS_OK, let made = unsafe made else {
            throw .of(status, "The message bus \(address) does not answer")
        }
        unsafe connection = made
        self.address = address
    }

    // Unsafe: nothing uses the connection any more; subscriptions keep this value.
    deinit { unsafe natsConnection_Destroy(connection) }

    /// Sends a message, which the server gets soon and not at once: ``flush()``.
    ///
    /// - Throws: ``BusError`` `unreachable`.
    public func publish(
        _ body: some Collection<UInt8>, to subject: String, reply: String? = nil, headers: [(String, String)] = []
    ) throws(BusError) {
        let message = unsafe try message(body, to: subject, reply: reply, headers: headers)
        // Unsafe: the library copies what it sends; the message is freed here.
        defer { unsafe natsMsg_Destroy(message) }
        let status = unsafe natsConnection_PublishMsg(connection, message)
        guard status == NATS_OK else { throw .of(status, "Nothing can be sent to \(address)") }
    }

    /// Sends what was published and waits until the server has it.
    ///
    /// - Throws: ``BusError``.
    public func flush() throws(BusError) {
        let status = unsafe natsConnection_FlushTimeout(connection, 5_000)
        guard status == NATS_OK else { throw .of(status, "\(address) does not answer") }
    }

    /// Sends a message and waits for the first answer.
    ///
    /// - Parameter timeout: `timeout` is thrown after it: whether the server did what was asked is unknown then.
    /// - Throws: ``BusError``: `absent` where nobody listens to the subject.
    public func ask(
        _ body: some Collection<UInt8>, of subject: String, headers: [(String, String)] = [],
        timeout: Duration = .seconds(5)
    ) throws(BusError) -> BusMessage {
        let message = unsafe try message(body, to: subject, reply: nil, headers: headers)
        defer { unsafe natsMsg_Destroy(message) }
        var answer: OpaquePointer?
        let status = unsafe natsConnection_RequestMsg(&answer, connection, message, timeout.inMilliseconds)
        if status == NATS_NO_RESPONDERS { throw BusError(.absent, "Nobody at \(address) answers to \(subject).") }
        guard status == NATS_OK, let answer = unsafe answer else { throw .of(status, "\(address) does not answer") }
        return unsafe BusMessage(taking: answer)
    }

    /// Listens to a subject from now on.
    ///
    /// - Parameter headers: the names of those that messages are to be read with.
    /// - Throws: ``BusError``.
    public func listen(to subject: String, headers: [String] = []) throws(BusError) -> BusInbox {
        var made: OpaquePointer?
        var status = unsafe natsConnection_SubscribeSync(&made, connection, subject)
        // As much as comes: who asks for messages says how many.
        if status == NATS_OK { status = unsafe natsSubscription_SetPendingLimits(made, -1, -1) }
        guard status == NATS_OK, let made = unsafe made else { throw .of(status, "\(address) does not answer") }
        return unsafe BusInbox(made, of: self, subject, headers)
    }

    /// A subject of nobody else's, to which answers may be sent.
    public func freshSubject() -> String { "_INBOX." + UUID().uuidString.replacing("-", with: "") }

    private func message(
        _ body: some Collection<UInt8>, to subject: String, reply: String?, headers: [(String, String)]
    ) throws(BusError) -> OpaquePointer {
        var message: OpaquePointer?
        let bytes = body.map { CChar(bitPattern: $0) }
        // Unsafe: the library copies the bytes and the texts.
        var status = unsafe natsMsg_Create(&message, subject, reply, bytes, Int32(clamping: bytes.count))
        for (name, value) in headers where status == NATS_OK {
            status = unsafe natsMsgHeader_Set(message, name, value)
        }
        guard status == NATS_OK, let message = unsafe message else {
            unsafe natsMsg_Destroy(message)
            throw .of(status, "A message to \(subject) cannot be made")
        }
        return unsafe message
    }
}

/// What comes to one subject.
@safe public final class BusInbox: @unchecked Sendable {
    // @unchecked: the library locks what is its own, and this never changes.
    private let subscription: OpaquePointer
    private let connection: BusConnection
    public let subject: String
    private let headers: [String]

    fileprivate init(
        _ subscription: OpaquePointer, of connection: BusConnection, _ subject: String, _ headers: [String]
    ) {
        unsafe self.subscription = subscription
        (self.connection, self.subject, self.headers) = (connection, subject, headers)
    }

    // Unsafe: nothing uses it any more.
    deinit { unsafe natsSubscription_Destroy(subscription) }

    /// The next message; nil where none comes in time.
    ///
    /// - Throws: ``BusError`` `unreachable`.
    public func next(within timeout: Duration) throws(BusError) -> BusMessage? {
        var message: OpaquePointer?
        let status = unsafe natsSubscription_NextMsg(&message, subscription, timeout.inMilliseconds)
        if status == NATS_TIMEOUT { return nil }
        guard status == NATS_OK, let message = unsafe message else {
            throw .of(status, "\(connection.address) does not answer")
        }
        return unsafe BusMessage(taking: message, headers: headers)
    }
}

/// Runs what waits for the network, one piece after another, where it holds up nothing else: the threads of Swift's concurrency
/// must not wait.
///
/// Pieces run in the order in which they were given, never two at once: what only they touch needs no lock.
public final class WaitingThread: Sendable {
    private let queue: DispatchQueue

    /// - Parameter name: for whoever looks at the process.
    public init(named name: String) { queue = DispatchQueue(label: name) }

    /// Runs a piece, and returns what it came to.
    ///
    /// - Throws: what it throws. A piece that has begun is not cancelled: it says itself how long it waits.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}

extension Duration {
    /// Whole milliseconds, at least one: the library takes 0 for "not at all".
    fileprivate var inMilliseconds: Int64 {
        max(1, components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
