import EventLog
import Fields
import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// A record is stated anew: in the form that shows what it says.
enum CorrectPages {
    static let all = [form, send]

    static let record: [Parameter] = [
        .path("kind", "The kind of record.", example: "deaths"), .path("id", "The record's identifier."),
    ]

    private static let form = Route(
        id: "correctForm", method: .get, path: "/enter/correct/{kind}/{id}",
        summary: "The form of a record, with what it says.", group: .page, permission: .write, parameters: record,
        answers: EnterPages.page
    ) { call in
        let record = try call.writtenRecord()
        let content = try await call.asking { ledger in
            // The version is read before the state: what somebody says in between is a conflict, and is not overwritten.
            let version = try ledger.lastVersion(of: record)
            let (kind, _, state) = try shown(record, in: ledger)
            let pages = EntryPages(
                action: address(record), key: SentForm.newKey(), version: version, actor: try call.writer().name,
                suggesting: call.service.suggestions, in: ledger)
            return pages.form(EntryForm(kind, showing: state), titled: "Correct \(record)", isFresh: true)
        }
        return call.html(content, .enter)
    }

    /// What becomes of a form.
    private enum Outcome: Sendable {
        case shown(PageContent, HTTPResponse.Status)
        case append(Record, WriteStatement)
    }

    private static let send = Route(
        id: "sendCorrection", method: .post, path: "/enter/correct/{kind}/{id}",
        summary: "Shows what would change in a record, and corrects it once somebody has looked at it.", group: .page,
        permission: .write, parameters: record, body: SentForm.body, answers: EnterPages.sent
    ) { call in
        let record = try call.writtenRecord()
        let sent = try await SentForm(call)
        let found = try await call.asking { ledger in try outcome(of: sent, record, call, nil, in: ledger) }
        switch found {
        case .shown(let content, let status): return call.html(content, .enter, status: status)
        case .append(let state, let said):
            do {
                let made = try await call.writing { try await $0.correct(record, to: state, said.statement) }
                return PageResponse.goOn(to: EnterPages.place(made.positions, of: address(record)))
            } catch {
                let refused = try await call.asking { ledger in
                    try outcome(of: sent, record, call, LedgerError.wrapping(error), in: ledger)
                }
                guard case .shown(let content, _) = refused else { throw error }
                return call.html(content, .enter, status: .unprocessableContent)
            }
        }
    }

    /// - Parameter refusal: why the ledger did not take it.
    private static func outcome(
        of sent: SentForm, _ record: RecordID, _ call: Call, _ refusal: LedgerError?, in ledger: Ledger
    ) throws -> Outcome {
        let (kind, last, state) = try shown(record, in: ledger)
        var form = EntryForm(kind, sent: sent.items, takesParts: false)
        let seen = try sent.version
        let pages = EntryPages(
            action: address(record), key: try sent.key, version: seen, actor: try call.writer().name,
            suggesting: call.service.suggestions, in: ledger)
        let step = sent.step.split(separator: " ", maxSplits: 1).map(String.init)
        if step.first == "longer" { form.lengthen(step.last ?? "") }
        guard ["check", "record"].contains(step.first) else {
            return .shown(pages.form(form, titled: "Correct \(record)"), .ok)
        }
        var said = try sent.statement(call, isReasoned: true, in: ledger, &form.faults)
        said.statement.expectedVersion = seen
        try ledger.log.read { try call.checkMayChange(record, in: $0) }
        if let refusal {
            form.faults.add(refusal)
        } else if said.sent == nil, last.version != seen {
            form.faults.add(
                .conflict,
                "Somebody has said something else of \(record) meanwhile: it has version \(last.version), and this form "
                    + "showed version \(seen). Look at the record, and open the form again.")
        }
        let known = try ledger.state(of: record, at: Moment(knownBy: said.statement.knownAt))
        let new = form.correction(of: record, showing: state, from: known, said.statement) {
            (try? ledger.hasNamed($0)) == true
        }
        guard form.isFaultless else {
            return .shown(pages.form(form, titled: "Correct \(record)"), .unprocessableContent)
        }
        try call.checkMayState(new, replacing: state)
        if step.first == "record" { return .append(new, said) }
        let check = pages.check(
            form, correcting: record, from: known.state ?? state, to: new, said.statement, sent: sent.items)
        return .shown(check, .ok)
    }

    /// - Throws: `LedgerError`: `notFound`, `refused` where it is withdrawn.
    private static func shown(
        _ record: RecordID, in ledger: Ledger
    ) throws -> (kind: any EnteredState.Type, last: RecordState, state: Record) {
        let last = try ledger.state(of: record)
        guard let kind = record.kind.entered, let state = last.state else {
            throw LedgerError(.refused, "\(record) is withdrawn: reinstate it before it is corrected.")
        }
        return (kind, last, state)
    }

    static func address(_ record: RecordID) -> String {
        "/enter/correct/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))"
    }
}

extension Ledger {
    /// The version that a change must have seen.
    func lastVersion(of record: RecordID) throws -> UInt32 { try stream(of: record).events.last?.version ?? 0 }
}
