package import Forms
import Incidents
package import Ledger

/// How views stand: a row, or an object, for each build.
package struct ViewStatesLayout: AnswerLayout {
    private let states: [ViewState]

    package init(_ states: [ViewState]) { self.states = states }

    package var table: TextTable {
        TextTable(
            columns: [
                .init(name: "name"), .init(name: "version", isNumber: true), .init(name: "live"),
                .init(name: "position", isNumber: true), .init(name: "checked_after", isNumber: true),
                .init(name: "head", isNumber: true), .init(name: "lag", isNumber: true),
                .init(name: "lag_seconds", isNumber: true),
                .init(name: "events_per_second", isNumber: true), .init(name: "complete"),
                .init(name: "lacking", isNumber: true), .init(name: "parked", isNumber: true),
                .init(name: "dropped", isNumber: true), .init(name: "bytes", isNumber: true), .init(name: "worker"),
                .init(name: "last_error"),
            ],
            rows: states.map(\.cells))
    }

    package func text(width: Int?) -> String {
        // What says whether something is wrong stands first: what has no room is left out from the right.
        let order = [
            "name", "version", "position", "head", "lag", "complete", "worker", "parked", "lacking", "last_error",
            "live",
            "dropped", "lag_seconds", "events_per_second", "checked_after", "bytes",
        ]
        return table.showing(order).table(width: width)
    }

    package var json: JSONValue { .array(states.map(\.json)) }
}

/// The parked events of views: a row, or an object, for each.
package struct ParkedLayout: AnswerLayout {
    private let states: [ViewState]

    package init(_ states: [ViewState]) { self.states = states }

    package var table: TextTable {
        let rows = states.flatMap { state in
            state.parked.map { event in
                [
                    state.name, "\(state.version)", "\(event.position)", event.error, event.isDeciding ? "yes" : "no",
                    event.dropped?.reason ?? "", event.dropped?.actor ?? "", event.dropped?.at ?? "",
                ]
            }
        }
        return TextTable(
            columns: [
                .init(name: "view"), .init(name: "version", isNumber: true), .init(name: "position", isNumber: true),
                .init(name: "error"), .init(name: "lacking"), .init(name: "dropped_because"),
                .init(name: "dropped_by"), .init(name: "dropped_at"),
            ],
            rows: rows)
    }

    package func text(width: Int?) -> String {
        let table = table
        return table.rows.isEmpty ? "No view has parked an event.\n" : table.table(width: width)
    }

    package var json: JSONValue { table.json }
}

extension ViewState {
    fileprivate var cells: [String] {
        [
            name, "\(version)", isLive ? "yes" : "no", "\(position)", "\(checkedAfter)", "\(head)", "\(lag)",
            "\(lagSeconds)",
            eventsPerSecond.map { "\($0)" } ?? "", isComplete ? "yes" : "no", "\(lacking)", "\(undecided.count)",
            "\(parked.count - undecided.count)", "\(byteCount)", isKept ? "yes" : "no", lastError ?? "",
        ]
    }

    fileprivate var json: JSONValue {
        .members([
            ("name", .string(name)), ("version", .integer(version)), ("folder", .optional(folder)),
            ("live", .bool(isLive)), ("position", .integer(position)),
            ("checkedAfter", .integer(checkedAfter)), ("head", .integer(head)),
            ("lag", .integer(lag)), ("lagSeconds", .number(lagSeconds)),
            ("eventsPerSecond", eventsPerSecond.map { .number($0) } ?? .null), ("complete", .bool(isComplete)),
            ("lacking", .integer(lacking)),
            ("parked", .integer(undecided.count)), ("dropped", .integer(parked.count - undecided.count)),
            ("bytes", .integer(byteCount)), ("worker", .bool(isKept)), ("lastError", .optional(lastError)),
            ("lastErrorAt", .optional(lastErrorAt.map { Instant.text(microseconds: $0) })),
            (
                "events",
                .array(
                    events.map { count in
                        .members([
                            ("kind", .optional(count.kind?.code)), ("seen", .integer(count.seen)),
                            ("logged", .integer(count.logged)),
                        ])
                    })
            ),
        ])
    }
}
