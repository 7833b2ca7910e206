import EventLog
import Fields
import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// Disputes between the desk and publishers are looked at, and settled.
enum DisputePages {
    static let all = [list, settle]

    private static let list = Route.page(
        id: "disputesPage", path: "/disputes",
        summary: "Records of which the desk says something else than their publisher.", section: .disputes,
        parameters: [.pageNumber]
    ) { call in
        let number = Int(try call.query.integer("page", 1...1_000_000) ?? 1)
        let mayWrite = call.mayWrite
        return { ledger, moment in
            let page = DisputesPage(try ledger.disputes(at: moment.moment), page: number, at: moment)
            return try page.content { record in mayWrite ? try form(record, in: ledger) : nil }
        }
    }

    private static func form(_ record: RecordID, in ledger: Ledger) throws -> DisputesPage.FormKey {
        DisputesPage.FormKey(key: SentForm.newKey(), version: try ledger.lastVersion(of: record))
    }

    private static let settle = Route(
        id: "settleDispute", method: .post, path: "/disputes",
        summary: "Says of each disputed field which value is to stand.", group: .page, permission: .write,
        body: SentForm.body, answers: EnterPages.sent
    ) { call in
        let sent = try await SentForm(call)
        let record = try Reading.record(sent.text("record"))
        let (said, state, faults) = try await call.asking { ledger in
            var faults = Faults()
            var said = try sent.statement(call, isReasoned: true, in: ledger, &faults)
            said.statement.expectedVersion = try sent.version
            try ledger.log.read { try call.checkMayChange(record, in: $0) }
            return (said, try settled(record, sent, in: ledger, &faults), faults)
        }
        var all = faults
        if all.isEmpty {
            do {
                let made = try await call.writing { try await $0.correct(record, to: state, said.statement) }
                return PageResponse.goOn(to: EnterPages.place(made.positions, of: "/disputes"))
            } catch { all.add(error) }
        }
        let fields = StatementFields(reason: sent.text("reason"), faults: all)
        let content = try await call.asking { ledger in
            let last = try ledger.position(of: nil)
            let moment = PageMoment(position: last, last: last, asked: nil, knownBy: nil)
            return try DisputesPage(try ledger.disputes(), page: 1, at: moment).content(
                { try form($0, in: ledger) }, fields)
        }
        return call.html(content, .disputes, status: .unprocessableContent)
    }

    /// The record with the publisher's values where they are to stand.
    private static func settled(
        _ record: RecordID, _ sent: SentForm, in ledger: Ledger, _ faults: inout Faults
    ) throws -> Record {
        let known = try ledger.state(of: record)
        guard let kind = record.kind.entered, let state = known.state, let published = known.published else {
            throw LedgerError(.refused, "\(record), or what its publisher says of it, is withdrawn: say which stands.")
        }
        let taken = known.disputes.map(\.field).filter { sent.text("take.\($0)") == "publisher" }
        return kind.taking(taken, of: published, into: state, &faults)
    }
}
