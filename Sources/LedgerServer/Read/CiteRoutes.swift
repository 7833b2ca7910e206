import Evidence
import Export
import Folding
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// Answers that somebody cites: kept as they were given, and had again by their digest.
enum CiteRoutes {
    static let all = [keep, cite]

    private static let keep = Route(
        id: "keepAnswer", method: .post, path: "/v1/views/{name}/cite",
        summary: "Keeps the answer of a view for good, so that it can be cited: the same answer is kept once.",
        group: .read, permission: .views, parameters: [ViewRoutes.name] + ViewRoutes.parameters + Parameter.moment,
        answers: [
            .init(
                status: .created, summary: "It is kept, at Location.",
                content: [("application/json", .named("KeptAnswer"))])
        ]
    ) { call in
        var request = try ViewRoutes.request(call)
        request.moment = try call.query.moment()
        let licence = call.service.licence
        let (digest, kept) = try await call.asking { [request] ledger in
            try Route.inTheirWords {
                let answer = try ledger.view(request)
                let receipt = try ledger.receipt(of: answer, to: request, in: .json)
                let digest = try ledger.keep(receipt)
                return (digest, try object(receipt, digest, in: ledger, licence))
            }
        }
        return .json(kept, status: .created, headers: [.location: "/v1/cite/" + digest])
    }

    private static let cite = Route(
        id: "citeAnswer", method: .get, path: "/v1/cite/{digest}",
        summary:
            "An answer that was kept: the question, the position, the citation, and the answer as it was given. As text/plain "
            + "the receipt itself, from which `ledger-replay --receipt` has the answer again from the log alone.",
        group: .read, permission: .views,
        parameters: [
            .path("digest", "What the answer is called.", .text(pattern: "^[0-9a-f]{64}$"))
        ],
        answers: [
            .init(
                summary: "The answer that was kept.",
                content: [("application/json", .named("KeptAnswer")), ("text/plain", .text())])
        ]
    ) { call in
        let digest = call.path("digest")
        let licence = call.service.licence
        let isText = (call.header(.accept) ?? "").lowercased().hasPrefix("text/plain")
        let (receipt, kept) = try await call.asking { ledger in
            let receipt = try ledger.keptAnswer(digest)
            return (receipt, isText ? nil : try object(receipt, digest, in: ledger, licence))
        }
        let headers: HTTPFields = [
            .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept, Authorization",
            .eTag: "\"\(digest)\"",
        ]
        return kept.map { .json($0, headers: headers) } ?? .text(receipt.text, headers: headers)
    }

    private static func object(
        _ receipt: ViewReceipt, _ digest: String, in ledger: Ledger, _ licence: Licence?
    ) throws -> JSONValue {
        let citation = try ledger.citation(of: receipt, licence: licence)
        let answer = try? JSONValue(parsing: Array(receipt.answer.utf8))
        return .members([
            ("digest", .string(digest)), ("address", .string("/v1/cite/" + digest)), ("log", .string(receipt.logID)),
            ("position", .integer(receipt.position)), ("root", .string(receipt.root)),
            ("knownBy", .optional(receipt.question.knownBy?.description)), ("isComplete", .bool(receipt.isComplete)),
            ("question", receipt.question.json),
            (
                "citation",
                .members([
                    ("text", .string(citation.text)), ("bibtex", .string(citation.bibtex)), ("csl", citation.csl),
                ])
            ), ("answer", answer ?? .string(receipt.answer)),
        ])
    }
}
