import EventLog
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import MerkleLog
import Timeline

/// What is answered to a request that was done. It is made of what the log holds, so that a request that is sent again gets
/// what it got at first, to the letter.
enum Written {
    /// One event as it was acknowledged.
    ///
    /// - Parameter first: the first position of its request; whatever came later is not looked at.
    static func json(
        _ event: RecordedEvent, before first: UInt64, in snapshot: borrowing LogSnapshot
    ) throws -> JSONValue {
        guard let entry = try snapshot.entry(at: event.position) else {
            throw LedgerError(.damaged, "The log has no entry at position \(event.position).")
        }
        var changes: [FieldDifference] = []
        if event.event.type == .corrected {
            let stream = try snapshot.stream(of: event.event.record, through: first - 1)
            let old = stream.held(knownBy: event.event.knownAt)?.state
            changes = differences(from: old, to: event.event.state)
        }
        return .object([
            .init("kind", .string(event.event.record.kind.code)), .init("id", .string(event.event.record.id)),
            .init("type", .string(event.event.type.code)), .init("version", .integer(event.version)),
            .init("position", .integer(event.position)),
            .init("recordedAt", .string(Instant.text(microseconds: event.recordedAt))),
            .init("leafHash", .string(TreeHash.leaf(entry).description)),
            .init("changes", RecordJSON.value(of: changes)),
            .init("flags", .array((event.event.state?.notes.flags ?? []).map(json))),
        ])
    }

    private static func json(_ flag: Flag) -> JSONValue {
        .object([
            .init("code", .string(flag.code)), .init("field", .string(flag.field)),
            .init("detail", .string(flag.detail)),
        ])
    }

    /// All of a request: the events that it asked for first, and then what the ledger said of other records for it.
    static func json(_ positions: ClosedRange<UInt64>, in ledger: Ledger) throws -> JSONValue {
        try LedgerError.wrapping {
            try ledger.log.read { snapshot in
                let events = try positions.map { position in
                    try json(try snapshot.event(at: position), before: positions.lowerBound, in: snapshot)
                }
                return .object([
                    .init("events", .array(events)), .init("treeSize", .integer(positions.upperBound)),
                ])
            }
        }
    }

    /// - Parameters:
    ///   - made: of the request's first event.
    ///   - positions: of all its events.
    static func response(
        _ made: Acknowledgement, _ positions: ClosedRange<UInt64>, _ status: HTTPResponse.Status,
        in ledger: Ledger
    ) throws -> Response {
        let body = try json(positions, in: ledger)
        var headers: HTTPFields = [
            .eTag: "\"v\(made.version)\"", .location: place(of: made.record), .cacheControl: "no-store",
        ]
        if made.isRepeat { headers[.idempotencyReplayed] = "true" }
        return .json(body, status: status, headers: headers)
    }

    /// The address of a record.
    static func place(of record: RecordID) -> String {
        "/v1/\(record.kind.code)/" + PercentText.encoded(record.id)
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "Written",
            .object(
                [("events", .list(of: .named("WrittenEvent"), shortest: 1)), ("treeSize", .integer(from: 1))],
                required: ["events", "treeSize"], isClosed: true)
        ),
        (
            "WrittenEvent",
            .object(
                [
                    ("kind", .text(oneOf: RecordKind.allCases.map(\.code))), ("id", .text(shortest: 1)),
                    ("type", .text(oneOf: EventType.allCases.map(\.code))), ("version", .integer(from: 1)),
                    ("position", .integer(from: 1)), ("recordedAt", .text()),
                    ("leafHash", .text(pattern: "^[0-9a-f]{64}$")),
                    (
                        "changes",
                        .list(
                            of: .object(
                                [("field", .text()), ("old", .text()), ("new", .text())],
                                required: ["field", "old", "new"], isClosed: true))
                    ),
                    (
                        "flags",
                        .list(
                            of: .object(
                                [("code", .text()), ("field", .text()), ("detail", .text())],
                                required: ["code", "field", "detail"], isClosed: true))
                    ),
                ],
                required: ["kind", "id", "type", "version", "position", "recordedAt", "leafHash", "changes", "flags"],
                isClosed: true)
        ),
    ]
}
