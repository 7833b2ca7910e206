package import EventLog
internal import Forms
internal import JetStream

/// A log as a stream of JetStream: one message a position, and the message's sequence is the position.
///
/// The stream is a cache. It may lose what it has acknowledged, be set back, vanish or be made up; nobody believes it, and who
/// finds it wrong goes to the tiles. That nothing is in it twice and nothing is left out is kept by one guard, the expected last
/// sequence of every message.
package struct LogStream {
    package let name: String
    let subject: String

    package init(of log: LogID) {
        name = "LEDGER-\(log)"
        subject = "ledger.\(log)"
    }

    /// A message that ends what a checkpoint signs carries its note, in Base64: a header's value has one line.
    static let checkpoint = "Ledger-Checkpoint"
    /// The guard. Not the one of the *subject's* sequence, on which a mirror of the stream stops for ever.
    static let guardHeader = "Nats-Expected-Last-Sequence"

    /// Nothing of it expires, and nobody deletes single messages. Copies with equal identifiers are not looked for: the guard
    /// keeps them out, and the window in which the server would look is the shortest that it allows.
    ///
    /// - Parameter copies: servers of a cluster that hold it.
    func config(copies: Int) -> [(String, JSONValue)] {
        [
            ("subjects", .array([.string(subject)])), ("retention", .string("limits")), ("storage", .string("file")),
            ("discard", .string("new")), ("max_msgs", .integer(-1)), ("max_bytes", .integer(-1)),
            ("max_age", .integer(0)), ("max_consumers", .integer(-1)), ("num_replicas", .integer(copies)),
            // Nanoseconds.
            ("duplicate_window", .integer(100_000_000)), ("deny_delete", .bool(true)), ("deny_purge", .bool(true)),
        ]
    }

    /// The headers of the message of a position.
    ///
    /// - Parameter note: of the checkpoint that ends there; nil: none does.
    static func headers(of position: UInt64, note: String?) -> [(String, String)] {
        [(guardHeader, "\(position - 1)")] + (note.map { [(checkpoint, Base64.encode(Array($0.utf8)))] } ?? [])
    }

    /// The bytes of the note that a message carries; nil: none, or what is none.
    static func note(of message: BusMessage) -> [UInt8]? {
        message.headers[checkpoint].flatMap { Base64.decode($0) }
    }
}
