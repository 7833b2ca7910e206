import Forms
package import Incidents
import Ledger
import Presentation

/// That a record no longer stands, or stands again: said with nothing but a reason.
package struct ExistencePage {
    package enum Change: String, Sendable {
        case withdraw, reinstate

        var verb: String {
            switch self {
            case .withdraw: "Withdraw"
            case .reinstate: "Reinstate"
            }
        }
    }

    private let change: Change
    private let record: RecordID
    private let actor: String
    private let key: String

    package init(_ change: Change, _ record: RecordID, actor: String, key: String) {
        (self.change, self.record, self.actor, self.key) = (change, record, actor, key)
    }

    private struct Model {
        var action: String
        var key: String
        var version: UInt32
        var actor: String
        var summary: Markup
        var table: Markup
        var statement: Markup
        var isWithdrawal: Bool
        var verb: String
        var address: String
        var record: String
    }

    package static func address(_ change: Change, _ record: RecordID) -> String {
        "/enter/\(change.rawValue)/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))"
    }

    /// - Parameters:
    ///   - state: what it says, or said before it was withdrawn; nil: nothing is known of it.
    ///   - version: of the record, as the page shows it.
    package func content(_ state: Record?, version: UInt32, _ fields: StatementFields) -> PageContent {
        let rows = state.map { RecordText.fields(of: $0) } ?? []
        let table = PageTable(
            "What \(record) says", [.init("field"), .init("value")],
            rows.map { [.init(FieldWords.of($0.field)), .init($0.value)] })
        let help =
            change == .withdraw
            ? "Why it no longer stands: kept with the event, for ever."
            : "Why it stands again: kept with the event, for ever."
        let model = Model(
            action: Self.address(change, record), key: key, version: version, actor: actor, summary: fields.summary,
            table: rows.isEmpty ? .nothing : table.markup, statement: fields.markup(reason: help),
            isWithdrawal: change == .withdraw, verb: change.verb,
            address: "/records/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))",
            record: record.description)
        return PageContent("\(change.verb) \(record)", "enter-existence", model, scripts: ["enter.js"])
    }
}
