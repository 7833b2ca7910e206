import Export
import Finding
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Presentation

/// Records: found, shown, and how they came to be what they are.
enum RecordRoutes {
    static let all = [find, show, history]

    private static let find = Route.reading(
        id: "findRecords", path: "/v1/{kind}",
        summary:
            "Finds records by what is known of them, now or at any moment; what is asked together must all be true.",
        permission: .records,
        parameters: [
            .path("kind", "The kind of record.", .text(oneOf: FindRequest.kinds.map(\.code)), example: "deaths")
        ]
            + FindQuestion.parameters,
        forms: [.json, .csv, .ndjson, .geojson, .xlsx, .zip], schema: .named("FoundRecords")
    ) { call in
        let kind = try call.namedKind()
        let asked = try FindQuestion.request(call, of: kind)
        let licence = call.service.licence
        return { ledger, moment in
            var request = asked
            request.moment = moment
            return found(try ledger.find(request), request, in: ledger, licence)
        }
    }

    private static func found(
        _ answer: FoundAnswer, _ request: FindRequest, in ledger: Ledger, _ licence: Licence?
    ) -> LaidAnswer {
        var standing = LaidAnswer.Standing(
            isComplete: answer.isComplete, notes: [answer.summary] + answer.notes, total: answer.records.matched)
        let isFull = request.limit.map { answer.records.rows.count == $0 } ?? false
        let last = request.after == nil || !isFull ? nil : answer.records.last
        standing.next = last.map { "\($0)" }
        let log = [("log", JSONValue.string(ledger.logID))]
        return LaidAnswer(standing: standing) { form, question in
            let sheet = {
                try ledger.sheet(
                    of: answer, at: question.address(as: .json), licence,
                    provenance: .members(log + answer.provenanceMembers))
            }
            switch form {
            case .csv: return .pieces(answer.csv)
            case .ndjson: return .pieces(answer.lines)
            case .geojson: return .pieces(answer.geojson(with: log))
            case .xlsx:
                return .file(try ScratchFile("answer.xlsx") { try sheet().writeWorkbook(to: $0, scratch: $1) })
            case .zip:
                return .file(
                    try ScratchFile("answer.zip") { path, _ in try sheet().writeArchive(answer.csv.text, to: path) })
            case .json:
                let next = last.map { question.address(with: (name: "after", value: "\($0)")) }
                return .pieces(answer.object(with: log + (next.map { [("next", .string($0))] } ?? [])))
            }
        }
    }

    private static let record: [Parameter] = [
        .path("kind", "The kind of record.", .text(oneOf: RecordKind.allCases.map(\.code)), example: "deaths"),
        .path("id", "The record's identifier."),
    ]

    private static let show = Route.reading(
        id: "showRecord", path: "/v1/{kind}/{id}",
        summary:
            "What is known of one record, what it belongs to, and what belongs to it, with what that adds up to. ETag is its "
            + "version, which a change names in If-Match.", permission: .records, parameters: record + Parameter.moment,
        forms: [.json, .csv], schema: .named("Record"), takesEnding: false
    ) { call in
        let record = try call.namedRecord()
        return { ledger, moment in
            let known = try ledger.state(of: record, at: moment)
            var flags = FlagSelection()
            flags.records = [record]
            let found = try ledger.flags(flags, at: moment)
            let layout = RecordLayout(
                known, try ledger.owners(of: known, at: moment), try ledger.belongings(of: record, at: moment),
                found.flags, at: moment)
            let standing = LaidAnswer.Standing(isComplete: found.parked == 0, version: known.version)
            return LaidAnswer(layout, standing, members: ledger.members(moment, standing))
        }
    }

    private static let history = Route.reading(
        id: "recordHistory", path: "/v1/{kind}/{id}/history",
        summary: "Every event about one record, who said it and why, and what each changed.", permission: .records,
        parameters: record + [
            .query(
                "linked", "With every event about the records that belong to an incident or operation, or did.",
                .truthText)
        ] + Parameter.moment, forms: [.json, .csv, .ndjson], schema: .named("History"), takesEnding: false
    ) { call in
        let record = try call.namedRecord()
        let isLinked = try call.query.truth("linked")
        return { ledger, moment in
            let entries = try ledger.history(of: record, isLinked ? .linked : .moves, at: moment)
            let standing = try ledger.standing(at: moment)
            return LaidAnswer(
                HistoryLayout(record, entries), standing, members: ledger.members(moment, standing))
        }
    }
}

extension Ledger {
    /// How an answer stands that rests on the whole log: it lacks what no view could take in up to its position.
    ///
    /// - Parameter notes: what else is to be known of it.
    func standing(at moment: Moment, _ notes: [String] = []) throws -> LaidAnswer.Standing {
        let position = try position(of: moment.asOf)
        let lacking = try viewStates().filter(\.isLive).flatMap(\.parked).filter {
            $0.isDeciding && $0.position <= position
        }
        let positions = Set(lacking.map(\.position)).sorted()
        guard let first = positions.first else { return LaidAnswer.Standing(notes: notes) }
        let others = positions.count == 1 ? "" : ", and \(positions.count - 1) more"
        let note = "INCOMPLETE: the event at position \(first)\(others) could not be taken in."
        return LaidAnswer.Standing(isComplete: false, notes: [note] + notes)
    }

    /// What an answer in JSON says of itself before anything else.
    func members(_ moment: Moment, _ standing: LaidAnswer.Standing) -> [(String, JSONValue)] {
        let position: JSONValue =
            if case .position(let position)? = moment.asOf { .integer(position) } else { .null }
        return [
            ("log", .string(logID)), ("position", position), ("knownBy", .optional(moment.knownBy?.description)),
            ("isComplete", .bool(standing.isComplete)), ("notes", .array(standing.notes.map { .string($0) })),
        ]
    }
}

extension Call {
    /// The kind that the path names.
    ///
    /// - Throws: ``Problem``: 404 where there is none.
    func namedKind() throws -> RecordKind {
        let code = path("kind")
        guard let kind = try? RecordKind(code: code) else {
            throw Problem(
                .notFound, .notFound, "There is no kind of record \"\(code)\"; there are \(RecordKind.allowedCodes).")
        }
        return kind
    }

    func namedRecord() throws -> RecordID { RecordID(kind: try namedKind(), id: path("id")) }
}
