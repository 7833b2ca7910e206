import Federation
import Forms
import Hummingbird
import Incidents
import Ledger
import Page

/// What several agencies know together, for people: the figures, the records, and the pairs between members.
enum FederationPages {
    static let all = [figures, records, pairs, decide]

    private static let figures = Route.pooledPage(
        id: "federationPage", path: "/federation",
        summary: "The members of the federation, and what they know together.", permission: .views
    ) { call in
        let mayRead = call.mayReadRecords
        return { federation, moment in
            try FederationPage.content(of: federation, at: moment, recordsAreShown: mayRead)
        }
    }

    private static let records = Route.pooledPage(
        id: "federationRecordsPage", path: "/federation/records", summary: "Finds records of all members.",
        permission: .records,
        parameters: [
            .query("kind", "The kind of record.", .text(oneOf: FindRequest.kinds.map(\.code)))
        ] + FindQuestion.parameters.filter { !["as-of", "known-by", "columns", "limit", "after"].contains($0.name) }
    ) { call in
        let kind = try RecordKind(code: call.query.text("kind") ?? "deaths")
        let asked = try FindQuestion.request(call, of: kind)
        let items = call.query.all.filter { !["at", "file", "known-by"].contains($0.name) }
        return { federation, moment in try FoundPage.content(of: federation, asked, items, at: moment) }
    }

    private static let pairs = Route.pooledPage(
        id: "federationPairsPage", path: "/federation/duplicates",
        summary: "Pairs of records of different members that may be of the same people.", permission: .records,
        parameters: DuplicatePages.asked
    ) { call in
        let (relation, number) = try DuplicatePages.asked(call)
        let newKey = call.mayWrite && !call.service.ledger.isReplica ? SentForm.newKey : nil
        return { federation, moment in
            DuplicatesPage(try federation.findDuplicates(at: moment.moment), relation, page: number, at: moment)
                .content(newKey: newKey)
        }
    }

    private static let decide = Route(
        id: "decidePairOfMembers", method: .post, path: "/federation/duplicates",
        summary: "Decides in this ledger how records of two members belong together.", group: .page, permission: .write,
        body: SentForm.body, answers: EnterPages.sent
    ) { call in
        let kept = try call.keptFederation()
        return try await DuplicatePages.decided(
            call, at: FederationPlace.Page.duplicates.path, in: .federation
        ) { pair, _ in
            let link = try call.link(pair.first, pair.second, pair.relation, in: kept)
            return { ledger, statement in
                try await ledger.say(link, isTakenBack: pair.relation == nil, statement)
            }
        } again: { _, fields in
            let federation = kept.now()
            let moment = try PoolMoment(federation, kept.own, FederatedMoment(), asked: nil)
            return DuplicatesPage(try federation.findDuplicates(), .suspected, page: 1, at: moment)
                .content(newKey: SentForm.newKey, fields)
        }
    }
}

extension Route {
    /// What a page shows of several logs at a moment.
    typealias PooledPageQuestion =
        @Sendable (_ federation: Federation, _ moment: PoolMoment) throws -> PageContent

    /// A page over the federation whose file the service was started with. It is made anew for everybody who asks: how old logs are and
    /// what cannot be read changes while nobody records anything.
    static func pooledPage(
        id: String, path: PathTemplate, summary: String, permission: Permission, parameters: [Parameter] = [],
        _ question: @escaping @Sendable (Call) throws -> PooledPageQuestion
    ) -> Route {
        Route(
            id: id, method: .get, path: path, summary: summary, group: .page, permission: permission,
            parameters: parameters + Parameter.federatedMoment,
            answers: [.init(summary: "The page.", content: [("text/html", .text())])]
        ) { call in
            let kept = try call.keptFederation()
            let asked = try call.federatedMoment(of: kept.file)
            let question = try inTheirWords { try question(call) }
            let (content, moment) = try await call.asking { _ in
                try inTheirWords {
                    let federation = kept.now()
                    try call.checkReads(federation, of: kept.own)
                    let moment = try PoolMoment(federation, kept.own, asked, asked: call.query.text("at"))
                    return (
                        try call.answered(by: federation, moment.position) { try question($0, moment) }, moment
                    )
                }
            }
            let kinds: Set = ["at", "file", "known-by"]
            let html = call.service.page(
                content, .federation, for: call.caller, at: nil, pool: moment, of: call.request,
                keeping: call.query.all.filter { !kinds.contains($0.name) })
            return PageResponse.html(html, to: call.request)
        }
    }
}

extension PoolMoment {
    fileprivate init(
        _ federation: Federation, _ own: FederationFile.Member, _ moment: FederatedMoment, asked: String?
    ) throws {
        self.init(federation.file, own: own.name, try federation.position(at: moment), asked: asked, moment)
    }
}
