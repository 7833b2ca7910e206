package import Evidence
package import Forms
import Incidents
package import Replication

/// How a replica stands to its origin.
package struct ReplicaLayout: AnswerLayout {
    private let status: ReplicaStatus

    package init(_ status: ReplicaStatus) { self.status = status }

    private var facts: NamedValues {
        NamedValues([
            ("replica of", .string(status.origin)), ("verifier key", .string(status.verifierKey)),
            ("published at", .texts(status.addresses)), ("position", .integer(status.position)),
            ("signed", .integer(status.signed)), ("origin size", status.originSize.map { .integer($0) } ?? .null),
            ("verified at", .optional(status.verifiedAt.map { Instant.text(microseconds: $0) })),
            ("age", status.age.map { .integer($0) } ?? .null), ("problem", .optional(status.problem)),
            ("fork", .optional(status.fork)), ("cosigned by", .optional(status.mirror)),
        ])
    }

    package func text(width: Int?) -> String { facts.text(width: width) + status.sentence + "\n" }
    package var table: TextTable { facts.table }
    package var json: JSONValue { facts.json }
}

/// What became of mirrors that were held to their promise.
package struct MirrorsLayout: AnswerLayout {
    private let found: [FoundMirror]

    package init(_ found: [FoundMirror]) { self.found = found }

    /// Events that every one of them holds; nil: not all keep their promise.
    private var heldByAll: UInt64? {
        found.allSatisfy { $0.finding == nil } ? found.compactMap(\.size).min() : nil
    }

    private var sentence: String {
        let holding = found.filter { $0.finding == nil }.map(\.mirror)
        guard let heldByAll else {
            return "\(holding.count) of \(found.count) mirrors hold what they cosigned."
        }
        return
            "All \(found.count) hold what they cosigned: \(holding.joined(separator: ", ")) each serve the first \(heldByAll) "
            + "events, of the root that the log has signed."
    }

    package func text(width: Int?) -> String { table.table(width: width) + sentence + "\n" }

    package var table: TextTable {
        TextTable(
            columns: ["mirror", "address", "events", "cosigned_at", "holds_all", "finding"].map { .init(name: $0) },
            rows: found.map { mirror in
                [
                    mirror.mirror, mirror.address, mirror.size.map { "\($0)" } ?? "",
                    mirror.cosignedAt.map { Instant.text(microseconds: $0 * 1_000_000) } ?? "",
                    mirror.finding == nil ? "yes" : "no", mirror.finding ?? "",
                ]
            })
    }

    package var json: JSONValue {
        NamedValues([
            ("held by all", heldByAll.map { .integer($0) } ?? .null), ("mirrors", table.json),
        ]).json
    }
}
