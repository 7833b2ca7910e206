import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Ledger
import NIOCore
import Synchronization

/// One request to one route, from somebody who may ask it.
struct Call: Sendable {
    let service: LedgerService
    let route: Route
    let request: Request
    /// The parts of the path, decoded, without a form at its end.
    let segments: [String]
    /// The form that the path ends with; nil: with none.
    let ending: AnswerForm?
    /// What stands in the places of the path, decoded.
    let path: [String: String]
    let query: QueryItems
    /// Nil where anybody may ask, and nobody said who they are.
    let caller: Caller?

    /// What stands in a place of the path, which the route's template has.
    func path(_ name: String) -> String { path[name] ?? "" }

    func header(_ name: HTTPField.Name) -> String? { request.headers[name] }

    /// Asks the ledger, on a thread that may wait for the disk.
    func asking<Result: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> Result) async throws -> Result {
        try await service.asking(body)
    }

    /// Asks the ledger, appends, and asks it again, on such threads; while an append is being synced it holds none of them.
    func writing<Result: Sendable>(_ body: @Sendable (Ledger) async throws -> Result) async throws -> Result {
        try await withTaskExecutorPreference(service.threads) { try await body(service.ledger) }
    }

    /// The body as one piece.
    ///
    /// - Throws: ``Problem`` where it is too large, too slow, or of a kind that the route does not take.
    func body() async throws -> ByteBuffer {
        try checkMediaType()
        let limit = service.settings.maxBody
        var tooLarge: Problem {
            Problem(.contentTooLarge, .tooLarge, "The body of a request may have \(limit) bytes (--max-body).")
        }
        if let length = header(.contentLength).flatMap(Int.init), length > limit { throw tooLarge }
        let request = request
        return try await withTimeLimit {
            do {
                return try await request.body.collect(upTo: limit)
            } catch is NIOTooManyBytesError {
                throw tooLarge
            }
        }
    }

    /// - Throws: ``Problem`` where the body is not of a type that the route takes, or is packed: what is small on its
    ///   way and huge when it is unpacked is not taken.
    func checkMediaType() throws {
        guard let body = route.body else { return }
        if let coding = header(.contentEncoding), coding.lowercased() != "identity" {
            throw Problem(
                .unsupportedMediaType, .unsupported, "Send the content as it is, without Content-Encoding \(coding).",
                headers: [.acceptEncoding: "identity"])
        }
        let given = header(.contentType) ?? ""
        guard body.mediaTypes.contains(given) || body.mediaTypes.contains(Self.withoutParameters(given)) else {
            throw Problem(
                .unsupportedMediaType, .unsupported,
                "Send the content as \(alternatives(body.mediaTypes)), and say so in Content-Type.",
                [
                    .init(
                        field: "Content-Type", given: header(.contentType),
                        allowed: body.mediaTypes.joined(separator: ", "), message: "This content is not taken here.")
                ])
        }
    }

    /// A media type as routes write it: `Application/JSON; charset=utf-8` is `application/json`.
    private static func withoutParameters(_ mediaType: String) -> String {
        (mediaType.split(separator: ";").first ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// Runs what reads from whoever asks, for so long as the service waits for them.
    func withTimeLimit<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let seconds = service.settings.requestTime
        return try await withThrowingTaskGroup(of: Value.self) { group in
            let isDone = Atomic(false)
            // Nearly always all has come with the head of the request: then it is read here, and nobody waits.
            group.addImmediateTask {
                defer { isDone.store(true, ordering: .relaxed) }
                return try await work()
            }
            if isDone.load(ordering: .relaxed), let value = try await group.next() { return value }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw Problem(
                    .requestTimeout, .tooSlow, "The body did not come within \(seconds) seconds (--request-time).",
                    headers: [.connection: "close"])
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    func body(asJSON: Void = ()) async throws -> JSONValue {
        let bytes = Array((try await body()).readableBytesView)
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw Problem(
                .badRequest, .notUnderstood, error.description,
                [.init(field: "", given: error.beginning, allowed: "JSON (RFC 8259)", message: error.description)])
        }
    }

    /// Whether whoever asks has the answer with this tag (RFC 9110, 13.1.2).
    func hasSeen(_ tag: String) -> Bool {
        (header(.ifNoneMatch) ?? "").split(separator: ",").contains { seen in
            let seen = seen.trimmingCharacters(in: .whitespaces)
            return seen == "*" || seen == tag || seen == "W/" + tag
        }
    }
}

extension Response {
    /// JSON of a known length.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: .init(byteBuffer: .init(string: value.text() + "\n")))
    }

    static func text(_ text: String, mediaType: String = "text/plain; charset=utf-8", headers: HTTPFields = [:])
        -> Response
    {
        var headers = headers
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(string: text)))
    }
}
