import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
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
                    return (moment, try question(ledger, moment))
                }
            }
            let kept = call.query.all.filter { $0.name != "as-of" && $0.name != "known-by" }
            return PageResponse.html(
                call.service.page(
                    content, section, for: call.caller, at: moment, of: call.request, keeping: kept), to: call.request)
        }
    }
}

/// All pages, and what they are made of.
enum PageRoutes {
    static let all =
        SignInRoutes.all + AssetRoutes.all + [overview] + EnterPages.all + CorrectPages.all + ExistencePages.all
        + ImportPages.all
        + DuplicatePages.all + DisputePages.all + AuditPages.all + AdminPages.all

    private static let overview = Route.page(
        id: "overviewPage", path: "/", summary: "What is known in all, by year and region.", section: .overview
    ) { call in
        let mayReadRecords = call.caller.map { $0.role.permissions.contains(.records) } ?? false
        return { ledger, moment in
            try Overview.content(of: ledger, at: moment, changesAreShown: mayReadRecords)
        }
    }
}
