internal import CNats
public import Forms

/// Why a message bus did not do what was asked of it.
public struct BusError: ExplainedError, Hashable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// No server answers, or the connection has ended: everything is to be begun anew on another one.
        case unreachable
        /// Nothing came in time: what became of what was asked is unknown.
        case timeout
        /// The server has no such stream, bucket or message.
        case absent
        /// A condition that the message named was not met: somebody else was first.
        case conflict
        /// The server refused it.
        case refused
        /// What came is not what JetStream's documentation says.
        case malformed
    }

    public let code: Code
    public let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code {
        switch code {
        case .absent: .notFound
        case .conflict: .conflict
        default: .refused
        }
    }
}

extension BusError {
    /// - Parameter status: of a call of the library that did not succeed.
    static func of(_ status: natsStatus, _ what: String) -> BusError {
        // Unsafe: the library's own text, which is never freed.
        let text = unsafe natsStatus_GetText(status).map { unsafe String(cString: $0) } ?? "unknown"
        let code: Code = status == NATS_TIMEOUT ? .timeout : .unreachable
        return BusError(code, "\(what): \(text.lowercased()).")
    }

    /// - Parameter answer: of JetStream, with an `error` in it (its API's `ApiError`: a status, a number and a sentence).
    static func of(_ answer: JSONValue, _ what: String) -> BusError? {
        guard let error = answer["error"] else { return nil }
        var (number, text) = (Int64(0), "no reason is given")
        if case .integer(let value)? = error["err_code"] { number = value }
        if case .string(let value)? = error["description"] { text = value }
        let code: Code =
            switch number {
            // Stream, consumer and message not found.
            case 10059, 10014, 10037: .absent
            // Wrong last sequence, of the stream or of a subject: the old servers give both one number.
            case 10071, 10164: .conflict
            default: .refused
            }
        return BusError(code, "\(what): \(text) (\(number)).")
    }
}
