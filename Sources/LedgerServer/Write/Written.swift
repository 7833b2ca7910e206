import EventLog
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import MerkleLog
import Timeline

/// What is answered to a request that was done: the same when it is sent again, to the letter. What has just been
/// acknowledged is known; anything else is made of what the log holds.
enum Written {
    /// All of a request: the events that it asked for first, and then what the ledger said of other records for it.
    private static func events(_ positions: ClosedRange<UInt64>, in ledger: Ledger) throws -> [WrittenEvent] {
        try LedgerError.wrapping {
            try ledger.log.read { snapshot in
                try positions.map { try WrittenEvent(at: $0, before: positions.lowerBound, in: snapshot) }
            }
        }
    }

    /// - Parameters:
    ///   - made: of the request's first event.
    ///   - type: of that; nil: the log says.
    static func response(
        _ made: Acknowledgement, of type: EventType? = nil, _ status: HTTPResponse.Status, in ledger: Ledger
    ) throws -> Response {
        let positions = made.positions
        let isKnown = positions.count == 1 && !made.isRepeat
        let events =
            if let type, isKnown { [WrittenEvent(made, type)] } else { try events(positions, in: ledger) }
        let body = JSONValue.object([
            .init("events", .array(events.map(\.json))), .init("treeSize", .integer(positions.upperBound)),
        ])
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

/// One event as it was acknowledged.
private struct WrittenEvent {
    var record: RecordID
    var type: EventType
    var version: UInt32
    var position: UInt64
    var recordedAt: UInt64
    var leafHash: String
    var changes: [FieldDifference]
    var flags: [Flag]

    init(_ made: Acknowledgement, _ type: EventType) {
        (record, self.type, version, position) = (made.record, type, made.version, made.position)
        (recordedAt, leafHash, changes, flags) = (made.recordedAt, made.leafHash, made.changes, made.flags)
    }

    /// - Parameter first: the first position of its request; whatever came later is not looked at.
    init(at position: UInt64, before first: UInt64, in snapshot: borrowing LogSnapshot) throws {
        guard let entry = try snapshot.entry(at: position) else {
            throw LedgerError(.damaged, "The log has no entry at position \(position).")
        }
        let recorded = try snapshot.event(at: position)
        let event = recorded.event
        (record, type, version) = (event.record, event.type, recorded.version)
        (self.position, recordedAt) = (position, recorded.recordedAt)
        leafHash = TreeHash.leaf(entry).description
        flags = event.state?.notes.flags ?? []
        changes = []
        if type == .corrected {
            let stream = try snapshot.stream(of: record, through: first - 1)
            changes = differences(from: stream.held(knownBy: event.knownAt)?.state, to: event.state)
        }
    }

    var json: JSONValue {
        .object([
            .init("kind", .string(record.kind.code)), .init("id", .string(record.id)),
            .init("type", .string(type.code)), .init("version", .integer(version)),
            .init("position", .integer(position)),
            .init("recordedAt", .string(Instant.text(microseconds: recordedAt))),
            .init("leafHash", .string(leafHash)), .init("changes", RecordJSON.value(of: changes)),
            .init("flags", .array(flags.map(Self.json))),
        ])
    }

    private static func json(_ flag: Flag) -> JSONValue {
        .object([
            .init("code", .string(flag.code)), .init("field", .string(flag.field)),
            .init("detail", .string(flag.detail)),
        ])
    }
}
