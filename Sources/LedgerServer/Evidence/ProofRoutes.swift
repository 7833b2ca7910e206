import Evidence
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// Proofs that an event is in the signed log, and that one signed log continues another.
enum ProofRoutes {
    static let all = [inclusion, consistency]

    private static let inclusion = Route(
        id: "proveRecord", method: .get, path: "/v1/{kind}/{id}/proof",
        summary:
            "That what was said of a record is in the log: a C2SP tlog-proof with the entry and the signed checkpoint, which "
            + "stands alone.",
        group: .evidence, permission: .evidence,
        parameters: [
            .path("kind", "The kind of record.", .text(oneOf: RecordKind.allCases.map(\.code)), example: "deaths"),
            .path("id", "The record's identifier."),
            .query(
                "version", "Of its history; the last where it is not stated.", .integer(from: 1, through: 4_294_967_295)
            ),
        ],
        answers: [.init(summary: "The proof.", content: [("text/plain", .text())])]
    ) { call in
        let code = call.path("kind")
        guard let kind = try? RecordKind(code: code) else {
            throw Problem(
                .notFound, .notFound, "There is no kind of record \"\(code)\"; there are \(RecordKind.allowedCodes).")
        }
        let record = RecordID(kind: kind, id: call.path("id"))
        let version = try call.query.integer("version", 1...Int64(UInt32.max)).map { UInt32($0) }
        let position = try await call.asking { try $0.position(of: record, version: version) }
        try await call.service.ledger.settle()
        return try await call.asking { .text(try $0.inclusionProof(ofPosition: position)) }
    }

    private static let consistency = Route(
        id: "proveConsistency", method: .get, path: "/v1/proofs/consistency",
        summary:
            "That the log of one size is the beginning of the log that a signed checkpoint states: the body of an "
            + "add-checkpoint request of C2SP tlog-witness, with that checkpoint.",
        group: .evidence, permission: .evidence,
        parameters: [
            .query("from", "The smaller size.", .integer(from: 0, through: Int64.max), isRequired: true),
            .query(
                "to", "The larger size, of which a checkpoint is stored; the latest one's where it is not stated.",
                .integer(from: 0, through: Int64.max)),
        ],
        answers: [.init(summary: "The proof, and the checkpoint.", content: [("text/plain", .text())])],
        isOpenable: true
    ) { call in
        let from = UInt64(try call.query.integer("from", 0...Int64.max) ?? 0)
        let to = try call.query.integer("to", 0...Int64.max).map { UInt64($0) }
        return try await call.asking { .text(try $0.consistencyProof(from: from, to: to)) }
    }
}
