import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// Several records in one request.
enum BatchRoute {
    static let all = [batch]

    private static let batch = Route(
        id: "recordBatch", method: .post, path: "/v1/batch",
        summary:
            "Records several things that belong together: all of them or none. Where one names another of the request, it says "
            + "@ and the other's name.",
        group: .write, permission: .write,
        parameters: [
            .query("known-at", "The day on which the source said so; today where it is not stated.", .day),
            .query("reason", "Why; a negative count needs one."), .notAPerson, .idempotencyKey,
        ],
        body: .init(
            mediaTypes: ["application/json"], schema: .list(of: .named("BatchedRecord"), shortest: 1),
            summary: "The list that `record --json` takes."),
        answers: [
            .init(
                status: .created, summary: "They are recorded, in their order.",
                content: [("application/json", .named("Written"))])
        ]
    ) { call in
        let bytes = Array((try await call.body()).readableBytesView)
        return try await call.writing { ledger in
            let said = try WriteStatement(
                call, knownAt: call.query.text("known-at"), reason: call.query.text("reason") ?? "", in: ledger)
            var faults = Faults()
            let origin = RecordsInJSON.Origin(name: "the body", noun: "request") { field in
                ["knownAt": "known-at", "reason": "reason"][field].map { ($0, $0) }
            }
            let records = RecordsInJSON(bytes, from: origin, &faults).records(said.statement, &faults)
            guard faults.isEmpty else {
                throw Problem(
                    .unprocessableContent, .refused, faults.text,
                    faults.errors.map { .init(field: "", given: nil, allowed: nil, message: $0.description) })
            }
            for new in records {
                let dataset = new.record.kind == .dataset ? new.record.id : nil
                try call.checkMayWrite(for: dataset, new.record.description)
                try call.checkMayState(new.state, replacing: nil)
            }
            try call.checkNames(
                of: records.enumerated().map { ("/\($0.offset)/state", $0.element.state) }, in: ledger)
            let made = try await said.appending(in: ledger) { try await ledger.record(records, said.statement) }
            var response = try Written.response(made[0], .created, in: ledger)
            // Of several records no address and no version is the answer's.
            response.headers[.eTag] = nil
            response.headers[.location] = nil
            return response
        }
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "BatchedRecord",
            .object(
                [
                    ("kind", .text(oneOf: RecordKind.byHand.map(\.code))), ("id", .text(longest: 200, shortest: 1)),
                    ("name", .text(shortest: 1)), ("state", .named("RecordState")),
                ], required: ["kind", "state"], isClosed: true)
        )
    ]
}
