import EventLog
import Fields
import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import MerkleLog
import Page

/// Records are entered: chosen, filled in, looked at, and recorded.
enum EnterPages {
    static let all = [choose, form, send, recorded]

    private static let kind = Parameter.path("kind", "The kind of record.", example: "incident")
    static let page: [Route.Answer] = [.init(summary: "The page.", content: [("text/html", .text())])]
    /// Of a form: shown again with what is wrong, or done.
    static let sent =
        page + [
            .init(status: .seeOther, summary: "To what was recorded.", content: []),
            .init(
                status: .unprocessableContent, summary: "The form, with what is wrong.",
                content: [("text/html", .text())]),
        ]

    private static let choose = Route(
        id: "enterPage", method: .get, path: "/enter", summary: "What can be entered.", group: .page,
        permission: .write,
        answers: page
    ) { call in call.html(EnterChoice.content(actor: try call.writer().name), .enter) }

    private static let form = Route(
        id: "enterForm", method: .get, path: "/enter/{kind}", summary: "The form of a kind of record.", group: .page,
        permission: .write, parameters: [kind], answers: page
    ) { call in
        let kind = try entered(call)
        let content = try await call.asking { ledger in
            EntryPages(
                action: action(kind), key: SentForm.newKey(), actor: try call.writer().name,
                suggesting: call.service.suggestions, in: ledger
            ).form(EntryForm(kind), titled: title(kind), isFresh: true)
        }
        return call.html(content, .enter)
    }

    /// What becomes of a form.
    enum Outcome: Sendable {
        case shown(PageContent, HTTPResponse.Status)
        case append([NewRecord], WriteStatement)
    }

    private static let send = Route(
        id: "sendEntry", method: .post, path: "/enter/{kind}",
        summary: "Looks at what was filled in, and records it once somebody has looked at it.", group: .page,
        permission: .write, parameters: [kind], body: SentForm.body, answers: sent
    ) { call in
        let kind = try entered(call)
        let sent = try await SentForm(call)
        let found = try await call.asking { ledger in try outcome(of: sent, kind, call, in: ledger) }
        switch found {
        case .shown(let content, let status): return call.html(content, .enter, status: status)
        case .append(let records, let said):
            do {
                let made = try await call.writing { try await $0.record(records, said.statement) }
                return PageResponse.goOn(to: place(made[0].positions, of: action(kind)))
            } catch {
                let content = try await call.asking { ledger in
                    var form = EntryForm(kind, sent: sent.items, takesParts: true)
                    form.faults.add(refusal(error))
                    return try pages(sent, kind, call, ledger).form(form, titled: title(kind))
                }
                return call.html(content, .enter, status: .unprocessableContent)
            }
        }
    }

    private static func outcome(
        of sent: SentForm, _ kind: any EnteredState.Type, _ call: Call, in ledger: Ledger
    ) throws -> Outcome {
        var form = EntryForm(kind, sent: sent.items, takesParts: true)
        let pages = try pages(sent, kind, call, ledger)
        let step = sent.step.split(separator: " ", maxSplits: 1).map(String.init)
        switch step.first {
        case "add": form.add(step.last ?? "")
        case "longer": form.lengthen(step.last ?? "")
        default: break
        }
        guard ["check", "record"].contains(step.first) else {
            return .shown(pages.form(form, titled: title(kind)), .ok)
        }
        let said = try sent.statement(call, isReasoned: false, in: ledger, &form.faults)
        let key = said.statement.idempotencyKey
        let records = form.records(
            said.statement, identifier: { Ledger.newIdentifier(key: key, number: $0) },
            hasNamed: { (try? ledger.hasNamed($0)) == true })
        var flags: [[Flag]] = []
        if form.isFaultless {
            for new in records {
                try call.checkMayWrite(for: new.record.kind == .dataset ? new.record.id : nil, "A new record")
                try call.checkMayState(new.state, replacing: nil)
            }
            do { flags = try ledger.flags(of: records, said.statement) } catch { form.faults.add(error) }
        }
        guard form.isFaultless else { return .shown(pages.form(form, titled: title(kind)), .unprocessableContent) }
        if step.first == "record" { return .append(records, said) }
        return .shown(pages.check(form, records, flags: flags, said.statement, sent: sent.items), .ok)
    }

    private static func pages(
        _ sent: SentForm, _ kind: any EnteredState.Type, _ call: Call, _ ledger: Ledger
    ) throws -> EntryPages {
        EntryPages(
            action: action(kind), key: try sent.key, actor: try call.writer().name,
            suggesting: call.service.suggestions, in: ledger)
    }

    private static let recorded = Route(
        id: "recordedPage", method: .get, path: "/enter/recorded", summary: "What was just recorded.", group: .page,
        permission: .write,
        parameters: [
            .query("from", "The first position.", .integer(from: 1, through: Int64.max), isRequired: true),
            .query("through", "The last position.", .integer(from: 1, through: Int64.max), isRequired: true),
            .query("form", "The form that it was entered with.", .text(longest: 500)),
        ], answers: page
    ) { call in
        let from = UInt64(try call.query.integer("from", 1...Int64.max) ?? 1)
        let through = UInt64(try call.query.integer("through", 1...Int64.max) ?? 1)
        let form = PageSession.localPath(call.query.text("form"))
        let positions = from...max(from, min(through, from + mostListed - 1))
        let events = try await call.asking { try lines(of: positions, in: $0) }
        return call.html(RecordedPage.content(events, form: form), .enter)
    }

    /// So many events of one request are listed.
    private static let mostListed: UInt64 = 100

    private static func lines(of positions: ClosedRange<UInt64>, in ledger: Ledger) throws -> [RecordedPage.Line] {
        try LedgerError.wrapping {
            try ledger.log.read { snapshot in
                guard positions.upperBound <= snapshot.head.position else {
                    throw LedgerError(.notFound, "The log does not reach position \(positions.upperBound).")
                }
                return try positions.map { position in
                    guard let entry = try snapshot.entry(at: position) else {
                        throw LedgerError(.damaged, "The log has no entry at position \(position).")
                    }
                    return RecordedPage.Line(
                        try snapshot.event(at: position), leafHash: TreeHash.leaf(entry).description)
                }
            }
        }
    }

    /// - Parameter form: whose draft the browser need not keep any longer.
    static func place(_ positions: ClosedRange<UInt64>, of form: String) -> String {
        PageMoment.address(
            "/enter/recorded",
            [("from", "\(positions.lowerBound)"), ("through", "\(positions.upperBound)"), ("form", form)])
    }

    /// Why the ledger did not take what the form had found nothing wrong with.
    static func refusal(_ error: any Error) -> any Error {
        let failure = LedgerError.wrapping(error)
        guard failure.code == .conflict else { return error }
        return LedgerError(
            .conflict,
            "This form was sent before, and recorded; what it says now is something else. Open a new form to enter more; to "
                + "change what was recorded, correct it.")
    }

    private static func entered(_ call: Call) throws -> any EnteredState.Type {
        guard let kind = try RecordKind.written(call.path("kind")).entered else {
            throw Problem(.notFound, .notFound, "Records of this kind are not entered by hand.")
        }
        return kind
    }

    private static func action(_ kind: any EnteredState.Type) -> String { "/enter/" + kind.recordKind.code }

    private static func title(_ kind: any EnteredState.Type) -> String { EnterChoice.title(of: kind.recordKind) }
}
