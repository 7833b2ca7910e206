import Crypto
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Incidents
import Intake
import Ledger
import NIOCore
import Tables

/// Tables of publishers: sent, planned, looked at, and taken in when that is confirmed.
enum ImportRoutes {
    static let all = [plan, show, confirm, forget, events]

    private static let planID = Parameter.path("plan", "The plan's identifier, which the first answer has.")
    private static let shown: [(mediaType: String, schema: Schema)] = [("application/json", .named("PlannedImport"))]

    private static let plan = Route(
        id: "planImport", method: .post, path: "/v1/imports",
        summary:
            "Takes a table and says what its import would do; nothing is imported before the plan is confirmed. The table is CSV "
            + "with any usual delimiter and encoding, an Excel workbook, a JSON list of objects or JSON lines.",
        group: .write, permission: .write, parameters: ImportQuestion.parameters,
        body: .init(
            mediaTypes: ImportQuestion.mediaTypes, schema: .anything, summary: "The table, as it is.", limit: .upload),
        answers: [
            .init(summary: "What the import would do; nothing is kept (dry-run).", content: shown),
            .init(status: .created, summary: "The plan, which can be confirmed for an hour.", content: shown),
            .init(
                status: .accepted,
                summary: "It is being planned (Prefer: respond-async): its events say how far it is.",
                content: shown),
        ]
    ) { call in
        let question = try ImportQuestion(call)
        let store = call.service.mappings
        let mappings = try await call.asking { _ in try store.mappings(question.mapping) }
        for dataset in Set(mappings.map(\.dataset)).sorted() {
            try call.checkMayWrite(for: dataset, "What mapping \"\(question.mapping)\" reads")
        }
        for dataset in question.request.relations.all.sorted() {
            try call.checkMayWrite(for: dataset, "What becomes of a dataset beside another")
        }
        let file = try await call.upload(named: question.fileName)
        let planned = PlannedImport(
            id: Hex.encode(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }), owner: try call.writer().name,
            file: file, mappings: mappings, question.request)
        let imports = call.service.imports
        if !question.isDry { try imports.add(planned) }
        planned.plan(in: call.service.ledger, imports.threads)
        let place: HTTPFields = [.location: "/v1/imports/\(planned.id)", .cacheControl: "no-store"]
        if question.isAsynchronous, !question.isDry { return .json(planned.json, status: .accepted, headers: place) }
        await planned.wait()
        if planned.stage == .failed, let problem = planned.problem {
            imports.remove(planned.id)
            throw problem
        }
        return question.isDry ? .json(planned.json) : .json(planned.json, status: .created, headers: place)
    }

    private static let show = Route(
        id: "showImport", method: .get, path: "/v1/imports/{plan}",
        summary: "What an import would do, how far it is, or what it did.", group: .write, permission: .write,
        parameters: [planID], answers: [.init(summary: "How it stands.", content: shown)]
    ) { call in .json(try call.plannedImport().json, headers: [.cacheControl: "no-store"]) }

    private static let confirm = Route(
        id: "confirmImport", method: .post, path: "/v1/imports/{plan}/confirm",
        summary:
            "Does what was planned, all of it or nothing, once: whoever confirms again gets the same answer. Where the ledger has "
            + "moved so that the plan is another, nothing is done (409), and it is planned again.",
        group: .write, permission: .write,
        parameters: [
            planID,
            .query(
                "confirm-withdrawals", "How many records the plan withdraws, as somebody has looked at it.",
                .integer(from: 0, through: 1_000_000_000)),
        ], answers: [.init(summary: "What was done.", content: shown)]
    ) { call in
        let planned = try call.plannedImport()
        let withdrawals = try call.query.integer("confirm-withdrawals", 0...1_000_000_000).map { Int($0) }
        guard planned.confirm(withdrawals: withdrawals, in: call.service.ledger, call.service.imports.threads) else {
            throw planned.problem
                ?? Problem(
                    .conflict, .conflict, "The import is still being planned: look at the plan before it is confirmed.")
        }
        await planned.wait()
        guard planned.stage == .done else {
            throw planned.problem ?? Problem(.conflict, .conflict, "The import was not done; its plan says more.")
        }
        return .json(planned.json, headers: [.cacheControl: "no-store"])
    }

    private static let forget = Route(
        id: "forgetImport", method: .delete, path: "/v1/imports/{plan}",
        summary: "Forgets a plan, and the table. What was imported stays.", group: .write, permission: .write,
        parameters: [planID], answers: [.init(status: .noContent, summary: "It is forgotten.", content: [])]
    ) { call in
        call.service.imports.remove(try call.plannedImport().id)
        return Response(status: .noContent)
    }

    private static let events = Route(
        id: "followImport", method: .get, path: "/v1/imports/{plan}/events",
        summary: "How far an import is, as server-sent events, until it is planned, done, or cannot be.", group: .write,
        permission: .write, parameters: [planID],
        answers: [.init(summary: "Progress.", content: [(EventStream.mediaType, .text())])], isStream: true
    ) { call in
        let planned = try call.plannedImport()
        return try call.events { stream in
            var (number, last) = (UInt64(0), JSONValue.null)
            while true {
                let (stage, now) = (planned.stage, planned.progressJSON)
                if now != last {
                    number += 1
                    try await stream.write(EventStream.event(number, now.text()))
                    last = now
                }
                guard stage == .planning || stage == .importing else { return }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    static let schemas: [(name: String, schema: Schema)] =
        MappingRoutes.schemas + [
            (
                "PlannedImport",
                .object(
                    [
                        ("plan", .text(pattern: "^[0-9a-f]{32}$")),
                        ("stage", .text(oneOf: PlannedImport.Stage.allCases.map(\.rawValue))),
                        (
                            "progress",
                            .object(
                                [("phase", .text()), ("done", .integer(from: 0)), ("total", .integer(from: 0))],
                                required: ["phase", "done", "total"], isClosed: true)
                        ),
                        ("would", .object([])), ("did", .object([])), ("problem", .named("Problem")),
                    ], required: ["plan", "stage"], isClosed: true)
            )
        ]
}

extension Call {
    fileprivate func plannedImport() throws -> PlannedImport {
        try service.imports.planned(path("plan"), of: try writer().name)
    }
}

/// What the sender of a table says of it.
struct ImportQuestion: Sendable {
    var mapping: String
    var request: ImportRequest
    var fileName: String
    var isDry: Bool
    /// The answer is wanted before it is planned.
    var isAsynchronous: Bool

    static let mediaTypes = [
        "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json",
        "application/x-ndjson", "application/octet-stream",
    ]

    static let parameters: [Parameter] = [
        .query(
            "mapping",
            "The name of a mapping: a built-in one, missing-migrants for whichever of these fits, or one that was sent to "
                + "/v1/mappings.", .text(shortest: 1), isRequired: true, example: "missing-migrants"),
        .query(
            "as-at", "The day on which the publisher's dataset was so.", .day, isRequired: true, example: "2020-01-08"),
        .query(
            "scope",
            "Of what the table is a complete statement: complete (the default), partial, or the years 2021 or 2019..2021, "
                + "several times. What it lacks within that is withdrawn.",
            .text(pattern: "^(complete|partial|[0-9]{1,4}([.][.][0-9]{1,4})?)$"), isRepeated: true, example: "complete"),
        .query("dry-run", "Say what the import would do, and keep nothing.", .truthText),
        .query(
            "file-name", "What the file is called: kept with the import.",
            .text(pattern: "^[^/.\\u0000-\\u001F\\u007F-\\u009F][^/\\u0000-\\u001F\\u007F-\\u009F]*$", longest: 200)),
        .query("encoding", "How its bytes stand for text.", .text(oneOf: TextEncoding.allCases.map(\.rawValue))),
        .query("header-row", "The row of the header.", .integer(from: 1, through: 1_000_000)),
        .query("sheet", "The name or the number of a workbook's sheet.", .text(shortest: 1)),
        .query(
            "accept-missing", "A column of numbers that may be missing although another looks like it.",
            isRepeated: true),
        .query("succeeds", "The table's dataset takes the place of this one.", .text(shortest: 1), isRepeated: true),
        .query("succeeded-by", "This dataset takes the place of the table's.", .text(shortest: 1), isRepeated: true),
        .query("beside", "This dataset holds other records than the table's.", .text(shortest: 1), isRepeated: true),
        .query(
            "confirm-withdrawals", "How many records the plan withdraws, as somebody has looked at it.",
            .integer(from: 0, through: 1_000_000_000)),
        .header("Prefer", "respond-async: answer at once, and plan meanwhile (RFC 7240)."),
    ]

    init(_ call: Call) throws {
        let query = call.query
        mapping = query.text("mapping") ?? ""
        guard let asAt = try query.day("as-at") else {
            throw Problem(field: "as-at", given: nil, allowed: "a day, YYYY-MM-DD", "\"as-at\" is needed.")
        }
        request = ImportRequest(
            asAt: asAt, scope: try Self.scope(query), actor: try call.writer().name,
            relations: DatasetRelations(
                succeeds: query.texts("succeeds"), succeededBy: query.texts("succeeded-by"),
                beside: query.texts("beside")),
            confirmedWithdrawals: try query.integer("confirm-withdrawals", 0...1_000_000_000).map { Int($0) })
        let encodings = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        request.table = TableRequest(
            encoding: try query.value("encoding", encodings) { text in
                guard let encoding = TextEncoding(rawValue: text) else {
                    throw LedgerError(.usage, "\"\(text)\" is none of \(encodings).")
                }
                return encoding
            }, headerRow: try query.integer("header-row", 1...1_000_000).map { Int($0) }, sheet: query.text("sheet"))
        request.acceptedMissing = query.texts("accept-missing")
        fileName = try Self.fileName(query.text("file-name") ?? "table")
        isDry = try query.truth("dry-run")
        isAsynchronous = (call.header(.prefer) ?? "").lowercased().contains("respond-async")
    }

    private static func scope(_ query: QueryItems) throws -> FileScope {
        let texts = query.texts("scope")
        guard texts != ["partial"] else { return .partial }
        guard !texts.isEmpty, texts != ["complete"] else { return .complete }
        let allowed = "complete, partial, a year (2021), or years (2019..2021)"
        return FileScope(
            completeFor: try query.values("scope", allowed) { text in
                guard let years = YearRange.range(text) else {
                    throw Problem(
                        .unprocessableContent, .refused,
                        "\"\(text)\" does not go with \(texts.joined(separator: ", ")).",
                        [.init(field: "scope", given: text, allowed: allowed, message: "It is not one of these.")])
                }
                return years
            })
    }

    /// A plain name: it becomes that of a file.
    private static func fileName(_ text: String) throws -> String {
        guard (1...200).contains(text.utf8.count), !text.hasPrefix("."), !text.contains("/"),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw Problem(
                .unprocessableContent, .refused, "\"file-name\" is the plain name of a file.",
                [
                    .init(
                        field: "file-name", given: text, allowed: "1 to 200 bytes without / and control characters",
                        message: "It is none.")
                ])
        }
        return text
    }
}

extension HTTPField.Name {
    fileprivate static let prefer = HTTPField.Name("Prefer")!
}
