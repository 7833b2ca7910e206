import Forms
import HTTPTypes
import Hummingbird
import Incidents

/// Why a request was not done, as RFC 9457 puts it: a kind, a sentence, and what is wrong with which field.
struct Problem: Error {
    /// What is wrong with one field of a request.
    struct Fault: Hashable, Sendable {
        /// The parameter, the header, or the member of the body, as a JSON Pointer (RFC 6901).
        var field: String
        /// What was given, as far as it can be shown; nil: nothing was.
        var given: String?
        /// What would have been accepted.
        var allowed: String?
        /// A sentence.
        var message: String
    }

    var status: HTTPResponse.Status
    /// The last part of the problem's type: what programs tell problems apart by.
    var kind: Kind
    /// A sentence that a person can act on.
    var detail: String
    var faults: [Fault] = []
    var headers: HTTPFields = [:]

    /// The kinds of problems, which the document of the service lists.
    enum Kind: String, CaseIterable, Sendable {
        case notUnderstood = "not-understood"
        case unauthenticated
        case forbidden
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case notAcceptable = "not-acceptable"
        case tooSlow = "too-slow"
        case conflict
        case superseded
        case tooLarge = "too-large"
        case unsupported
        case refused
        case conditionMissing = "condition-missing"
        case tooMany = "too-many"
        case damaged
        case failed
        case notReady = "not-ready"

        /// The same for every problem of the kind (RFC 9457, 3.1.3).
        var title: String {
            switch self {
            case .notUnderstood: "The request was not understood"
            case .unauthenticated: "A token is needed"
            case .forbidden: "Not with this token"
            case .notFound: "Not found"
            case .methodNotAllowed: "Not with this method"
            case .notAcceptable: "Not in this form"
            case .tooSlow: "The request came too slowly"
            case .conflict: "Conflict"
            case .superseded: "Somebody was first"
            case .tooLarge: "Too large"
            case .unsupported: "Not in this form of content"
            case .refused: "Refused"
            case .conditionMissing: "A condition is needed"
            case .tooMany: "Too many requests"
            case .damaged: "The ledger is damaged"
            case .failed: "The service failed"
            case .notReady: "Not ready"
            }
        }
    }

    init(
        _ status: HTTPResponse.Status, _ kind: Kind, _ detail: String, _ faults: [Fault] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.headers = headers
    }

    /// One field is wrong.
    init(field: String, given: String?, allowed: String?, _ message: String) {
        self.init(
            .badRequest, .notUnderstood, message,
            [Fault(field: field, given: given, allowed: allowed, message: message)])
    }

    /// What any error of the ledger is to somebody far away.
    init(_ error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as ValidationErrors:
            self.init(.unprocessableContent, .refused, error.description, Self.faults(error.errors))
        case let error as Incidents.ValidationError:
            self.init(.unprocessableContent, .refused, error.description, Self.faults([error]))
        case is CancellationError:
            self.init(.serviceUnavailable, .notReady, "The service is ending. Send the request again.")
        default:
            let error = LedgerError.wrapping(error)
            switch error.code {
            case .usage: self.init(.badRequest, .notUnderstood, error.description)
            case .refused: self.init(.unprocessableContent, .refused, error.description)
            case .notFound: self.init(.notFound, .notFound, error.description)
            case .conflict: self.init(.conflict, .conflict, error.description)
            case .damaged, .fork: self.init(.internalServerError, .damaged, error.description)
            }
        }
    }

    private static func faults(_ errors: [Incidents.ValidationError]) -> [Fault] {
        errors.map { Fault(field: $0.field, given: $0.given, allowed: $0.allowed, message: $0.description) }
    }

    static let mediaType = "application/problem+json"

    var json: JSONValue {
        .object(stating: [
            ("type", .string("urn:incident-ledger:problem:" + kind.rawValue)), ("title", .string(kind.title)),
            ("status", .integer(status.code)), ("detail", .string(detail)),
            (
                "errors",
                faults.isEmpty
                    ? nil
                    : .array(
                        faults.map {
                            .object(stating: [
                                ("field", .string($0.field)), ("given", $0.given.map { .string($0) }),
                                ("allowed", $0.allowed.map { .string($0) }), ("message", .string($0.message)),
                            ])
                        })
            ),
        ])
    }

    var response: Response {
        var headers = headers
        headers[.contentType] = Self.mediaType
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: body)
    }

    /// What goes out.
    var text: String { json.text() + "\n" }

    private var body: ResponseBody {
        let bytes = ByteBuffer(string: text)
        guard headers[.connection] == "close" else { return .init(byteBuffer: bytes) }
        return .init(contentLength: bytes.readableBytes) { writer in
            try await writer.write(bytes)
            try await writer.finish(nil)
            // Else the rest of the request, which comes too slowly, would be waited for.
            throw ConnectionIsOver()
        }
    }

    /// Ends a connection once the answer is written.
    private struct ConnectionIsOver: Error {}
}
