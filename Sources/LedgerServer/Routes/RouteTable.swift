import Forms
import HTTPTypes
import HummingbirdCore

/// All routes, and which of them a request means.
struct RouteTable: Sendable {
    let all: [Route]
    private let root: RouteNode

    /// Everything that the service does.
    static let whole = RouteTable(
        all: StateRoutes.all + TokenRoutes.all + ReadRoutes.all + ReplayRoute.all + FollowRoutes.all
            + FederationRoutes.all + RecordWriteRoutes.all + BatchRoute.all + DecisionRoutes.all + ImportRoutes.all
            + MappingRoutes.all
            + TileRoutes.all + ProofRoutes.all + PageRoutes.all)

    init(all: [Route]) {
        self.all = all
        root = all.reduce(into: RouteNode()) { $0.add($1, at: $1.path.parts[...]) }
    }

    /// - Throws: ``Problem``: 404 where no path is like it, 405 with what the path does where the method is another.
    func route(for request: Request) throws -> FoundRoute {
        let segments = try request.uri.path.utf8.split(separator: UInt8(ascii: "/")).map { segment in
            guard let text = PercentText.decoded(Substring(segment)) else {
                throw Problem(.badRequest, .notUnderstood, "The path is not percent-encoded UTF-8.")
            }
            return text
        }
        guard let meant = root.found(segments[...]) else {
            throw Problem(
                .notFound, .notFound, "There is nothing at \(request.uri.path). GET /openapi.json lists what there is.")
        }
        let method = request.method == .head ? .get : request.method
        guard let route = meant.routes.first(where: { $0.method == method }) else {
            var methods = meant.routes.map(\.method.rawValue)
            if methods.contains("GET") { methods.append("HEAD") }
            throw Problem(
                .methodNotAllowed, .methodNotAllowed,
                "\(request.uri.path) does not do \(request.method.rawValue); it does \(alternatives(methods)).",
                headers: [.allow: methods.joined(separator: ", ")])
        }
        return FoundRoute(
            route: route, segments: meant.ending.map { segments.dropLast() + [$0.stem] } ?? segments,
            ending: meant.ending?.form,
            path: Dictionary(zip(route.path.names, meant.values), uniquingKeysWith: { first, _ in first }))
    }
}

/// A route that a path means.
struct FoundRoute: Sendable {
    let route: Route
    /// Without the form at their end.
    let segments: [String]
    let ending: AnswerForm?
    /// By the names of the template.
    let path: [String: String]
}

/// What may stand after the beginning of a path. A text comes before a place, and a place before all that is left.
private struct RouteNode: Sendable {
    private var texts: [String: RouteNode] = [:]
    /// One place: at most one node.
    private var place: [RouteNode] = []
    private var rest: [Route] = []
    private var routes: [Route] = []

    /// The routes of one path, what stands in its places, and the form that it ends with.
    struct Meant {
        var routes: [Route]
        var values: [String]
        var ending: (stem: String, form: AnswerForm)?
    }

    mutating func add(_ route: Route, at parts: ArraySlice<PathTemplate.Part>) {
        let others = parts.dropFirst()
        switch parts.first {
        case nil: routes.append(route)
        case .text(let text): texts[text, default: RouteNode()].add(route, at: others)
        case .name:
            if place.isEmpty { place.append(RouteNode()) }
            place[0].add(route, at: others)
        case .rest: rest.append(route)
        }
    }

    /// - Parameter segments: of the path, decoded; what is left of them.
    /// - Returns: nil where no path is like it.
    func found(_ segments: ArraySlice<String>, _ values: [String] = []) -> Meant? {
        guard let segment = segments.first else {
            return routes.isEmpty ? nil : Meant(routes: routes, values: values)
        }
        let others = segments.dropFirst()
        if let meant = texts[segment]?.found(others, values) { return meant }
        let ending = others.isEmpty ? AnswerForm.ending(of: segment) : nil
        if let ending, let meant = texts[ending.stem]?.ended(ending, values) { return meant }
        if let place = place.first {
            if let ending, let meant = place.ended(ending, values + [ending.stem]) { return meant }
            if let meant = place.found(others, values + [segment]) { return meant }
        }
        return rest.isEmpty ? nil : Meant(routes: rest, values: values + [segments.joined(separator: "/")])
    }

    /// Those of its routes whose path may end with a form.
    private func ended(_ ending: (stem: String, form: AnswerForm), _ values: [String]) -> Meant? {
        let routes = routes.filter { $0.takesEnding && $0.forms.contains(ending.form) }
        return routes.isEmpty ? nil : Meant(routes: routes, values: values, ending: ending)
    }
}
