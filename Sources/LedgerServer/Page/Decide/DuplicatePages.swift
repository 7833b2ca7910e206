import Comparison
import EventLog
import Fields
import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// Pairs of records are looked at side by side, and decided.
enum DuplicatePages {
    static let all = [list, decide]

    private static let list = Route.page(
        id: "duplicatesPage", path: "/duplicates", summary: "Pairs of records that may be of the same people.",
        section: .duplicates,
        parameters: asked
    ) { call in
        let (relation, number) = try asked(call)
        let newKey = call.mayWrite ? SentForm.newKey : nil
        return { ledger, moment in
            DuplicatesPage(
                try ledger.duplicates(relation, at: moment.moment), relation, page: number, at: moment
            ).content(newKey: newKey)
        }
    }

    /// Which pairs are shown: how they are linked, and which page of them.
    static let asked: [Parameter] = [
        .query(
            "relation", "Only pairs that are linked so; all.",
            .text(oneOf: LinkRelation.allCases.filter { $0 != .searched }.map(\.code) + ["all"])), .pageNumber,
    ]

    static func asked(_ call: Call) throws -> (relation: LinkRelation?, page: Int) {
        let text = call.query.text("relation") ?? LinkRelation.suspected.code
        return (
            text == "all" ? nil : try LinkRelation(code: text), Int(try call.query.integer("page", 1...1_000_000) ?? 1)
        )
    }

    private static let decide = Route(
        id: "decideDuplicate", method: .post, path: "/duplicates", summary: "Decides how two records belong together.",
        group: .page, permission: .write, body: SentForm.body, answers: EnterPages.sent
    ) { call in
        try await decided(call, at: "/duplicates", in: .duplicates) { pair, ledger in
            try ledger.log.read { snapshot in
                for record in [pair.first, pair.second] { try call.checkMayChange(record, in: snapshot) }
            }
            return { ledger, statement in
                guard let relation = pair.relation else {
                    return try await ledger.undecide(pair.first, pair.second, statement)
                }
                return try await ledger.decide(pair.first, pair.second, relation, statement)
            }
        } again: { ledger, fields in
            let last = try ledger.position(of: nil)
            let moment = PageMoment(position: last, last: last, asked: nil, knownBy: nil)
            return DuplicatesPage(try ledger.duplicates(.suspected), .suspected, page: 1, at: moment).content(
                newKey: SentForm.newKey, fields)
        }
    }

    /// What appends a decision.
    typealias Saying = @Sendable (Ledger, Statement) async throws -> Acknowledgement

    /// Does what the form of a pair asks for, and leads on to what was recorded.
    ///
    /// - Parameters:
    ///   - path: of the page with the form.
    ///   - checked: looks whether it may be said, before anything is appended.
    ///   - again: the page once more, with what is wrong.
    static func decided(
        _ call: Call, at path: String, in section: PageSection,
        checked: @escaping @Sendable (Pair, Ledger) throws -> Saying,
        again: @escaping @Sendable (Ledger, StatementFields) throws -> PageContent
    ) async throws -> Response {
        let sent = try await SentForm(call)
        let pair = try Pair(sent)
        let (said, faults, saying) = try await call.asking { ledger in
            var faults = Faults()
            let said = try sent.statement(call, isReasoned: true, in: ledger, &faults)
            return (said, faults, try checked(pair, ledger))
        }
        var all = faults
        if all.isEmpty {
            do {
                let made = try await call.writing { try await saying($0, said.statement) }
                return PageResponse.goOn(to: EnterPages.place(made.positions, of: path))
            } catch { all.add(error) }
        }
        let fields = StatementFields(reason: sent.text("reason"), faults: all)
        let content = try await call.asking { try again($0, fields) }
        return call.html(content, section, status: .unprocessableContent)
    }

    /// What the form names.
    struct Pair: Sendable {
        var first: RecordID
        var second: RecordID
        /// Nil: a decision is taken back.
        var relation: LinkRelation?

        init(_ sent: SentForm) throws {
            var records = try ["first", "second"].map { try Reading.record(sent.text($0)) }
            let suffix = "-second"
            var text = sent.text("relation")
            if text.hasSuffix(suffix) {
                records.reverse()
                text = String(text.dropLast(suffix.count))
            }
            (first, second) = (records[0], records[1])
            guard text != "undecide" else { return }
            let relation = try LinkRelation(code: text)
            guard relation.isDecided else {
                throw Problem(.badRequest, .notUnderstood, "\"\(text)\" is no decision.")
            }
            self.relation = relation
        }
    }
}

extension Parameter {
    static let pageNumber = Parameter.query(
        "page", "Of a long list, the page of this number.", .integer(from: 1, through: 1_000_000))
}

extension Call {
    /// Whoever reads may also write.
    var mayWrite: Bool { caller.map { $0.role.permissions.contains(.write) } ?? false }
}
