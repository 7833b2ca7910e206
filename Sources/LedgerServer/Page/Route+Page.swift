import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

extension Route {
    /// What a page shows of a ledger at a moment.
    typealias PageQuestion = @Sendable (_ ledger: Ledger, _ moment: PageMoment) throws -> PageContent

    /// A page that people read: all of it at one position of the log, which stands in it.
    ///
    /// - Parameters:
    ///   - section: in which it stands.
    ///   - parameters: of its query, beside the moment's.
    ///   - isSlow: it reads the log, and not what is kept for it: it is made once for a moment. Who asks before it is there
    ///     is shown the last one that was made, which says as of which event it is, or that it is being made.
    ///   - question: reads what is asked.
    static func page(
        id: String, path: PathTemplate, summary: String, section: PageSection, permission: Permission? = nil,
        parameters: [Parameter] = [], isSlow: Bool = false,
        _ question: @escaping @Sendable (Call) throws -> PageQuestion
    ) -> Route {
        Route(
            id: id, method: .get, path: path, summary: summary, group: .page,
            permission: permission ?? section.permission, parameters: parameters + Parameter.moment,
            answers: [.init(summary: "The page.", content: [("text/html", .text())])]
        ) { call in
            let asked = try call.query.moment()
            let question = try inTheirWords { try question(call) }
            let moment = try await call.asking { ledger in
                PageMoment(
                    position: try ledger.position(of: asked.asOf), last: try ledger.position(of: nil),
                    asked: call.query.text("as-of"), knownBy: asked.knownBy)
            }
            let pages = call.service.pages
            let key = PageCache.Question(call, moment)
            let make = { @Sendable (ledger: Ledger) in try inTheirWords { try question(ledger, moment) } }
            if let held = try pages.made(key) { return response(held, section, at: moment, to: call) }
            guard isSlow else {
                let content = try await call.asking(make)
                pages.keep(content, for: key)
                return response(content, section, at: moment, to: call)
            }
            if pages.begins(key) {
                Task {
                    do {
                        pages.end(key, .success(try await call.asking(make)))
                    } catch {
                        pages.end(key, .failure(Problem(error)))
                    }
                }
            }
            for _ in 0..<looks {
                if let made = try pages.made(key) { return response(made, section, at: moment, to: call) }
                try await Task.sleep(for: .milliseconds(10))
            }
            if moment.isPresent, let held = pages.latest(key) {
                return response(held.content, section, at: moment.before(held.position), to: call, isRenewed: true)
            }
            return response(.waiting, section, at: moment, to: call, isRenewed: true)
        }
    }

    /// So often is looked whether a page that takes long is there, before it is said that it is being made.
    private static let looks = 7

    /// - Parameter isRenewed: a newer page is being made: the browser asks again by itself, whether it runs scripts or not.
    private static func response(
        _ content: PageContent, _ section: PageSection, at moment: PageMoment, to call: Call, isRenewed: Bool = false
    ) -> Response {
        let kept = call.query.all.filter { $0.name != "as-of" && $0.name != "known-by" }
        let html = call.service.page(
            content, section, for: call.caller, at: moment, of: call.request, keeping: kept)
        guard isRenewed else { return PageResponse.html(html, to: call.request) }
        let isWaiting = content.template == PageContent.waiting.template
        return PageResponse.html(
            html, status: isWaiting ? .accepted : .ok, to: call.request, headers: [.refresh: isWaiting ? "1" : "3"])
    }
}

extension PageContent {
    /// What is shown while a page is being made.
    fileprivate static let waiting = PageContent("Being worked out", "waiting", 0)
}

extension PageCache.Question {
    fileprivate init(_ call: Call, _ moment: PageMoment) {
        self.init(
            route: call.route.id, path: call.path, items: call.query.all.map { $0.name + "=" + $0.value }.sorted(),
            position: moment.position, last: moment.last, today: .today, role: call.caller?.role)
    }
}

/// All pages, and what they are made of.
enum PageRoutes {
    static let all =
        SignInRoutes.all + AssetRoutes.all + LookPages.all + RecordPages.all + EnterPages.all + CorrectPages.all
        + ExistencePages.all + ImportPages.all + DuplicatePages.all + DisputePages.all + FederationPages.all
        + AuditPages.all
        + AdminPages.all
}
