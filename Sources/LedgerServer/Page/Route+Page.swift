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
    ///   - question: reads what is asked.
    static func page(
        id: String, path: PathTemplate, summary: String, section: PageSection, permission: Permission? = nil,
        parameters: [Parameter] = [], _ question: @escaping @Sendable (Call) throws -> PageQuestion
    ) -> Route {
        Route(
            id: id, method: .get, path: path, summary: summary, group: .page,
            permission: permission ?? section.permission, parameters: parameters + Parameter.moment,
            answers: [.init(summary: "The page.", content: [("text/html", .text())])]
        ) { call in
            let asked = try call.query.moment()
            let question = try inTheirWords { try question(call) }
            let (moment, content) = try await call.asking { ledger in
                try inTheirWords {
                    let moment = PageMoment(
                        position: try ledger.position(of: asked.asOf), last: try ledger.position(of: nil),
                        asked: call.query.text("as-of"), knownBy: asked.knownBy)
                    let key = PageCache.Question(call, moment)
                    if let held = call.service.pages.content(for: key) { return (moment, held) }
                    let content = try question(ledger, moment)
                    call.service.pages.keep(content, for: key)
                    return (moment, content)
                }
            }
            let kept = call.query.all.filter { $0.name != "as-of" && $0.name != "known-by" }
            return PageResponse.html(
                call.service.page(
                    content, section, for: call.caller, at: moment, of: call.request, keeping: kept), to: call.request)
        }
    }
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
        SignInRoutes.all + AssetRoutes.all + LookPages.all
        + RecordPages.all
}
