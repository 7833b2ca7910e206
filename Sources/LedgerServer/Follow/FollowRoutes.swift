import Crypto
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import NIOCore

/// What comes, as it comes: the events of the log, and what becomes of a view.
enum FollowRoutes {
    static let all = [events, stream, view]

    private static let kind = Parameter.query(
        "kind", "Only events about records of this kind.", .text(oneOf: RecordKind.allCases.map(\.code)))

    private static let events = Route(
        id: "listEvents", method: .get, path: "/v1/events",
        summary:
            "The events of the log, in its order, a JSON object a line. The last line says how many there were, through which "
            + "position, and their SHA-256: an answer without it was cut short.",
        group: .follow, permission: .records,
        parameters: [
            .after, kind, .query("limit", "At most so many events.", .integer(from: 1, through: 1_000_000_000)),
        ],
        answers: [.init(summary: "Events, and the line that ends them.", content: [(NDJSON.mediaType, .text())])]
    ) { call in
        let after = UInt64(try call.query.integer("after", 0...Int64.max) ?? 0)
        let limit = Int(try call.query.integer("limit", 1...1_000_000_000) ?? .max)
        let kind = try call.kind()
        let first = try await call.asking { try $0.events(after: after, kind: kind, limit: min(limit, NDJSON.batch)) }
        return Response(
            status: .ok, headers: [.contentType: NDJSON.mediaType, .cacheControl: "no-store"],
            body: .init { writer in
                var lines = NDJSON()
                var batch = first
                while true {
                    try await writer.write(ByteBuffer(string: lines.text(of: batch.found.map(\.json))))
                    let (through, left) = (batch.through, limit - lines.count)
                    guard through < first.end, left > 0 else { break }
                    batch = try await call.asking {
                        try $0.events(
                            after: through, through: first.end, kind: kind, limit: min(left, NDJSON.batch))
                    }
                }
                let end = JSONValue.members([
                    ("events", .integer(lines.count)), ("after", .integer(after)),
                    ("through", .integer(batch.through)), ("position", .integer(first.end)),
                    ("sha256", .string(lines.digest)),
                ])
                try await writer.write(ByteBuffer(string: JSONValue.members([("end", end)]).text() + "\n"))
                try await writer.finish(nil)
            })
    }

    private static let stream = Route(
        id: "followEvents", method: .get, path: "/v1/events/stream",
        summary:
            "The events of the log as server-sent events, from any position there ever was, and then each as it is appended, "
            + "by whatever program. An event's id is its position: none comes twice, and none is left out.",
        group: .follow, permission: .records, parameters: [.after, kind, .lastEventID],
        answers: [.init(summary: "Events, without end.", content: [(EventStream.mediaType, .text())])], isStream: true
    ) { call in
        let after = try call.lastPosition()
        let kind = try call.kind()
        let first = try await call.asking { try $0.events(after: after, kind: kind, limit: NDJSON.batch) }
        return try call.events { stream in
            var batch = first
            while true {
                try await stream.write(
                    batch.found.map { EventStream.event($0.position, $0.json.text()) }.joined())
                let through = batch.through
                if through >= batch.end {
                    guard try await stream.waits(after: through) else { return }
                }
                batch = try await call.asking { try $0.events(after: through, kind: kind, limit: NDJSON.batch) }
            }
        }
    }

    private static let view = Route(
        id: "followView", method: .get, path: "/v1/views/{name}/stream",
        summary:
            "What becomes of a view's answer, as server-sent events: first all of its rows, and then, whenever they have "
            + "changed, those that are new or say something else, and those that are gone. An event's id is the position of the "
            + "answer: whoever comes again is told what has changed since that one.",
        group: .follow, permission: .views,
        parameters: [ViewRoutes.name] + ViewFollowing.parameters + [.after, .lastEventID],
        answers: [.init(summary: "Changes, without end.", content: [(EventStream.mediaType, .text())])], isStream: true
    ) { call in
        let request = try ViewFollowing.request(call)
        let after = try call.lastPosition()
        let first = try await call.asking { try ViewFollowing(request, since: after, in: $0) }
        return try call.events { stream in
            var following = first
            while true {
                if let change = following.change {
                    try await stream.write(EventStream.event(following.position, change.text()))
                }
                guard try await stream.waits(after: following.position) else { return }
                let last = following
                following = try await call.asking { try last.next(in: $0) }
            }
        }
    }
}

extension Call {
    /// The kind that the query names; nil: none.
    fileprivate func kind() throws -> RecordKind? {
        try query.value("kind", RecordKind.allowedCodes) { try RecordKind(code: $0) }
    }
}

/// Lines of JSON, counted and hashed as they are written.
struct NDJSON {
    static let mediaType = "application/x-ndjson"
    /// So many are read at a time.
    static let batch = 1_000

    private(set) var count = 0
    private var hash = SHA256()

    mutating func text(of values: [JSONValue]) -> String {
        let text = values.map { $0.text() + "\n" }.joined()
        count += values.count
        hash.update(data: Array(text.utf8))
        return text
    }

    /// SHA-256 of all lines so far, in lower-case hexadecimal.
    var digest: String { Hex.encode(Array(hash.finalize())) }
}
