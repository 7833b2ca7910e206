import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Intake
import Ledger
import Page

/// Tables are sent, planned, and taken in once somebody has looked at the plan.
enum ImportPages {
    static let all = [form, plan, decide]

    private static let planID = Parameter.path("plan", "The plan's identifier.")

    private static let form = Route(
        id: "importPage", method: .get, path: "/enter/import", summary: "The form that sends a table.", group: .page,
        permission: .write, answers: EnterPages.page
    ) { call in
        let (store, actor) = (call.service.mappings, try call.writer().name)
        let names = try await call.asking { _ in
            [MappingStore.anyMissingMigrants] + BuiltInMappings.names + (try store.names())
        }
        return call.html(ImportPage.form(actor: actor, mappings: names), .enter)
    }

    private static let plan = Route(
        id: "importPlanPage", method: .get, path: "/enter/import/{plan}",
        summary: "What the import of a table would do, how far it is, or what it did.", group: .page,
        permission: .write, parameters: [planID], answers: EnterPages.page
    ) { call in
        let planned = try call.service.imports.planned(call.path("plan"), of: try call.writer().name)
        return page(planned, call)
    }

    private static let decide = Route(
        id: "decideImport", method: .post, path: "/enter/import/{plan}",
        summary: "Does what was planned, or forgets it.", group: .page, permission: .write, parameters: [planID],
        body: SentForm.body, answers: EnterPages.sent
    ) { call in
        let sent = try await SentForm(call)
        let imports = call.service.imports
        let planned = try imports.planned(call.path("plan"), of: try call.writer().name)
        guard sent.step == "confirm" else {
            imports.remove(planned.id)
            return PageResponse.goOn(to: "/enter/import")
        }
        // Whether it can be done, and how far it is, the page of the plan says.
        _ = planned.confirm(withdrawals: Int(sent.text("withdrawals")), in: call.service.ledger, imports.threads)
        return PageResponse.goOn(to: "/enter/import/\(planned.id)")
    }

    private static func page(_ planned: PlannedImport, _ call: Call) -> Response {
        call.html(ImportPage.plan(planned.id, planned.json, problem: planned.problem?.detail), .enter)
    }
}
