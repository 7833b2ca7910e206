import Forms
import Incidents
import Ledger
import Page

/// Records, for people: found, and shown with their history.
enum RecordPages {
    static let all = [find, show]

    private static let find = Route.page(
        id: "recordsPage", path: "/records", summary: "Finds records.", section: .records,
        parameters: [
            .query("kind", "The kind of record.", .text(oneOf: FindRequest.kinds.map(\.code)))
        ] + FindQuestion.parameters.filter { !["as-of", "known-by", "columns", "limit"].contains($0.name) }
    ) { call in
        let kind = try RecordKind(code: call.query.text("kind") ?? "deaths")
        let asked = try FindQuestion.request(call, of: kind)
        let items = call.query.all.filter { $0.name != "as-of" && $0.name != "known-by" }
        return { ledger, moment in
            try FoundPage.content(of: ledger, asked, items, at: moment)
        }
    }

    private static let show = Route.page(
        id: "recordPage", path: "/records/{kind}/{id}", summary: "One record, with its history.", section: .records,
        parameters: [
            .path("kind", "The kind of record.", .text(oneOf: RecordKind.allCases.map(\.code))),
            .path("id", "The record's identifier."),
        ]
    ) { call in
        let record = try call.namedRecord()
        let mayProve = call.caller.map { $0.role.permissions.contains(.evidence) } ?? false
        let mayWrite = call.mayWrite
        return { ledger, moment in
            try RecordPage.content(of: ledger, record, at: moment, mayProve: mayProve, mayWrite: mayWrite)
        }
    }
}
