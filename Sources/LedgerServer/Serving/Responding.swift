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

/// All routes, and which of them a request means.
struct RouteTable: Sendable {
    let all: [Route]

    /// Everything that the service does.
    static let whole = RouteTable(
        all: StateRoutes.all + TokenRoutes.all + ReadRoutes.all + ReplayRoute.all + FollowRoutes.all
            + RecordWriteRoutes.all + BatchRoute.all + DecisionRoutes.all + ImportRoutes.all + MappingRoutes.all
            + TileRoutes.all + ProofRoutes.all + PageRoutes.all)

    /// - Throws: ``Problem``: 404 where no path is like it, 405 with what the path does where the method is another.
    func route(for request: Request) throws -> FoundRoute {
        let segments = try request.uri.path.split(separator: "/", omittingEmptySubsequences: true).map { segment in
            guard let text = PercentText.decoded(segment) else {
                throw Problem(.badRequest, .notUnderstood, "The path is not percent-encoded UTF-8.")
            }
            return text
        }
        let found = all.indices.compactMap { all[$0].matched(segments) }
        guard let most = found.map(\.route.path.textCount).max() else {
            throw Problem(
                .notFound, .notFound, "There is nothing at \(request.uri.path). GET /openapi.json lists what there is.")
        }
        let meant = found.filter { $0.route.path.textCount == most }
        let method = request.method == .head ? .get : request.method
        guard let match = meant.first(where: { $0.route.method == method }) else {
            var methods = meant.map(\.route.method.rawValue)
            if methods.contains("GET") { methods.append("HEAD") }
            throw Problem(
                .methodNotAllowed, .methodNotAllowed,
                "\(request.uri.path) does not do \(request.method.rawValue); it does \(alternatives(methods)).",
                headers: [.allow: methods.joined(separator: ", ")])
        }
        return match
    }
}

/// A route that a path means.
struct FoundRoute: Sendable {
    let route: Route
    /// Without the form at their end.
    let segments: [String]
    let ending: AnswerForm?
    let path: [String: String]
}

extension Route {
    /// What a path means as one of this route's; nil where it is another's.
    ///
    /// - Parameter segments: of the path, decoded.
    fileprivate func matched(_ segments: [String]) -> FoundRoute? {
        if takesEnding, segments.count == path.count, let last = segments.last,
            let (stem, form) = AnswerForm.ending(of: last), forms.contains(form),
            let values = path.matched(segments.dropLast() + [stem])
        {
            return FoundRoute(route: self, segments: segments.dropLast() + [stem], ending: form, path: values)
        }
        return path.matched(segments).map { FoundRoute(route: self, segments: segments, ending: nil, path: $0) }
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
            "method": "\(method)", "path": "\(path.prefix(200))", "status": "\(status)",
            "ms": "\((milliseconds * 100).rounded() / 100)",
        ]
        if let route { metadata["route"] = "\(route)" }
        if let caller {
            metadata["token"] = "\(caller.tokenID)"
            metadata["role"] = "\(caller.role.rawValue)"
        }
        if let problem { metadata["problem"] = "\(problem.kind.rawValue)" }
        switch status {
        case 500...: logger.error("\(problem?.detail ?? "failed")", metadata: metadata)
        case 401, 403, 429: logger.warning("refused", metadata: metadata)
        default: logger.info("request", metadata: metadata)
        }
    }
}
