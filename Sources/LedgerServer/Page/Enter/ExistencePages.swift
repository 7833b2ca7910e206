import EventLog
import Fields
import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// Records are withdrawn, and stand again.
enum ExistencePages {
    static let all = [ExistencePage.Change.withdraw, .reinstate].flatMap { [form($0), send($0)] }

    private static func form(_ change: ExistencePage.Change) -> Route {
        Route(
            id: "\(change.rawValue)Form", method: .get,
            path: .init(stringLiteral: "/enter/\(change.rawValue)/{kind}/{id}"),
            summary: "The form that asks why.", group: .page, permission: .write, parameters: CorrectPages.record,
            answers: EnterPages.page
        ) { call in
            let record = try call.writtenRecord()
            let content = try await call.asking { ledger in
                try page(change, record, call, key: SentForm.newKey(), StatementFields(), in: ledger)
            }
            return call.html(content, .enter)
        }
    }

    private static func send(_ change: ExistencePage.Change) -> Route {
        Route(
            id: "send\(change == .withdraw ? "Withdrawal" : "Reinstatement")", method: .post,
            path: .init(stringLiteral: "/enter/\(change.rawValue)/{kind}/{id}"), summary: "Says it, and why.",
            group: .page, permission: .write, parameters: CorrectPages.record, body: SentForm.body,
            answers: EnterPages.sent
        ) { call in
            let record = try call.writtenRecord()
            let sent = try await SentForm(call)
            let (said, faults) = try await call.asking { ledger in
                var faults = Faults()
                var said = try sent.statement(call, isReasoned: true, in: ledger, &faults)
                said.statement.expectedVersion = try sent.version
                _ = try ledger.stream(of: record)
                try ledger.log.read { try call.checkMayChange(record, in: $0) }
                return (said, faults)
            }
            var all = faults
            if all.isEmpty {
                do {
                    let made = try await append(change, record, sent, said.statement, call)
                    return PageResponse.goOn(
                        to: EnterPages.place(made.positions, of: ExistencePage.address(change, record)))
                } catch { all.add(error) }
            }
            let fields = StatementFields(knownAt: sent.text("known-at"), reason: sent.text("reason"), faults: all)
            let content = try await call.asking { ledger in
                try page(change, record, call, key: try sent.key, fields, in: ledger)
            }
            return call.html(content, .enter, status: .unprocessableContent)
        }
    }

    private static func append(
        _ change: ExistencePage.Change, _ record: RecordID, _ sent: SentForm, _ statement: Statement, _ call: Call
    ) async throws -> Acknowledgement {
        try await call.writing { ledger in
            switch change {
            case .reinstate: return try await ledger.reinstate(record, statement)
            case .withdraw:
                let linked: LinkedRecords =
                    switch sent.text("linked") {
                    case "withdraw": .withdraw
                    case "leave": .leave
                    default: .refuse
                    }
                return try await ledger.withdraw(record, statement, linked: linked) { record in
                    try ledger.log.read { try call.checkMayChange(record, in: $0) }
                }
            }
        }
    }

    private static func page(
        _ change: ExistencePage.Change, _ record: RecordID, _ call: Call, key: String, _ fields: StatementFields,
        in ledger: Ledger
    ) throws -> PageContent {
        let version = try ledger.lastVersion(of: record)
        let state = try ledger.state(of: record)
        return ExistencePage(change, record, actor: try call.writer().name, key: key).content(
            state.state ?? state.published, version: version, fields)
    }
}
