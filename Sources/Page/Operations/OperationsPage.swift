import Finding
import Folding
import Forms
import Incidents
package import Ledger

/// Operations: what each publisher states of them, side by side, and what the ledger's own records of arrests come to.
package struct OperationsPage: Sendable {
    struct Operation: Sendable {
        var title: String
        /// Its record; nil: who reads may not see records.
        var address: String?
        var facts: [String]
        var table: Markup
        var anchor: String
    }

    var isEmpty: Bool
    var operations: [Operation]
    var notices: [Markup]
    var notes: AnswerNotes
    var arrests: AnswerNotes

    /// - Throws: `LedgerError`.
    package static func content(
        of ledger: Ledger, at moment: PageMoment, recordsAreShown: Bool
    ) throws -> PageContent {
        let stated = try ledger.view(ViewRequest(name: "operations", moment: moment.moment))
        let arrests = try ledger.view(ViewRequest(name: "arrests-operation", moment: moment.moment))
        let known = recordsAreShown ? try OperationFacts.all(in: ledger, at: moment) : [:]
        var content = PageContent(
            "Operations", "operations", OperationsPage(stated, arrests, known, at: moment))
        content.isComplete = stated.provenance.isComplete && arrests.provenance.isComplete
        return content
    }

    private init(
        _ stated: Answer, _ arrests: Answer, _ known: [String: OperationFacts], at moment: PageMoment
    ) {
        notes = AnswerNotes(stated.provenance, "operations", [], at: moment)
        self.arrests = AnswerNotes(arrests.provenance, "arrests-operation", [], at: moment)
        let sentences = stated.provenance.notices + arrests.provenance.notices
        notices = sentences.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.map(AnswerNotes.sentence)
        let ids = Set(stated.rows.map { $0.key[0] } + arrests.rows.map { $0.key[0] } + known.keys)
        let kind = RecordKind.operation
        operations = ids.map { id in
            let facts = known[id]
            let sheet = OperationSheet(
                stated.rows.filter { $0.key[0] == id }, arrests.rows.filter { $0.key[0] == id }, arrests)
            return (
                facts?.order ?? "",
                Operation(
                    title: facts?.title ?? id,
                    address: facts.map { _ in moment.address(of: RecordID(kind: kind, id: id)) },
                    facts: facts?.sentences ?? [], table: sheet.markup, anchor: "operation-" + PercentText.encoded(id))
            )
        }.sorted { ($0.0, $0.1.title) < ($1.0, $1.1.title) }.map(\.1)
        isEmpty = operations.isEmpty
    }
}

/// What the records of operations say beside their results.
struct OperationFacts: Sendable {
    var title: String
    var sentences: [String]
    /// By which they are in order: their first day.
    var order: String

    /// So many are on the page.
    private static let most = 500

    static func all(in ledger: Ledger, at moment: PageMoment) throws -> [String: OperationFacts] {
        var request = FindRequest(.operation, moment: moment.moment)
        request.columns = ["id", "title", "date", "lead_bodies", "countries", "purpose", "first_day"]
        request.limit = most
        var facts: [String: OperationFacts] = [:]
        for row in try ledger.find(request).records.rows {
            let texts = row.map(\.plain)
            let named = zip(["When", "Led by", "Countries", "Purpose"], texts[2...5])
            facts[texts[0]] = OperationFacts(
                title: texts[1].isEmpty ? texts[0] : texts[1],
                sentences: named.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }, order: texts[6])
        }
        return facts
    }
}
