import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// What happens to every request, in this order: it is found which route is meant; who asks; whether they may, and may
/// now; the route answers; and what came of it is counted and logged.
struct LedgerResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let service: LedgerService

    func respond(to request: Request, context: Context) async throws -> Response {
        let begin = ContinuousClock.now
        var log = RequestLog(method: request.method.rawValue, path: request.uri.path)
        var response: Response
        do {
            response = try await answer(request, &log)
        } catch let error as any HTTPResponseError {
            // What the library itself finds wrong with a request.
            response = Problem(error.status, .notUnderstood, "The request could not be read.").response
        } catch {
            let problem = Problem(error)
            log.problem = problem
            response = PageResponse.of(problem, to: request, isPage: log.isPage, from: service)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if request.method == .head { response = response.createHeadResponse() }
        log.status = response.status.code
        log.milliseconds = (begin.duration(to: .now) / .milliseconds(1))
        service.counts.count(log)
        log.write(to: service.logger)
        return response
    }

    private func answer(_ request: Request, _ log: inout RequestLog) async throws -> Response {
        let found = try service.routes.route(for: request)
        log.route = found.route.id
        log.isPage = found.route.group == .page
        let caller = try await service.caller(of: request)
        log.caller = caller
        try service.checkPermission(caller, for: found.route)
        try service.limits.count(caller)
        let call = Call(
            service: service, route: found.route, request: request, segments: found.segments, ending: found.ending,
            path: found.path,
            query: try QueryItems(
                request.uri.query, for: found.route.parameters, ignoringEmpty: found.route.group == .page),
            caller: caller)
        return try await found.route.handle(call)
    }
}

/// What is kept of one request: who asked what, and what came of it. Never the token, the query or the body: they may say
/// what somebody looks for.
struct RequestLog: Sendable {
    var method: String
    var path: String
    var route: String?
    /// It is a page that was asked for, or nothing that there is.
    var isPage = true
    var caller: Caller?
    var status = 0
    var milliseconds = 0.0
    var problem: Problem?

    func write(to logger: Logger) {
        var metadata: Logger.Metadata = [
            "method": .string(method), "path": .string(String(path.prefix(200))), "status": .string(String(status)),
            "ms": .string(((milliseconds * 100).rounded() / 100).description),
        ]
        if let route { metadata["route"] = .string(route) }
        if let caller {
            metadata["token"] = .string(caller.tokenID)
            metadata["role"] = .string(caller.role.rawValue)
        }
        if let problem { metadata["problem"] = .string(problem.kind.rawValue) }
        switch status {
        case 500...: logger.error("\(problem?.detail ?? "failed")", metadata: metadata)
        case 401, 403, 429: logger.warning("refused", metadata: metadata)
        default: logger.info("request", metadata: metadata)
        }
    }
}
