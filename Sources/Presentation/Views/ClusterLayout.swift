package import Cluster
package import Forms

/// How the workers of all machines stand: a row for each view, kept or not.
package struct ClusterLayout: AnswerLayout {
    private let status: ClusterStatus

    package init(_ status: ClusterStatus) { self.status = status }

    package var table: TextTable {
        TextTable(
            columns: [
                .init(name: "view"), .init(name: "keeper"), .init(name: "address"),
                .init(name: "version", isNumber: true), .init(name: "position", isNumber: true),
                .init(name: "lag", isNumber: true), .init(name: "age_seconds", isNumber: true), .init(name: "root"),
                .init(name: "complete"), .init(name: "lacking", isNumber: true), .init(name: "parked", isNumber: true),
                .init(name: "last_error"),
            ],
            rows: status.views.map(\.cells))
    }

    package func text(width: Int?) -> String {
        // What says whether something is wrong stands first: what has no room is left out from the right.
        let order = [
            "view", "keeper", "position", "lag", "root", "complete", "lacking", "parked", "last_error", "age_seconds",
            "version", "address",
        ]
        return table.showing(order).table(width: width) + Wording.onLines(remarks)
    }

    package var json: JSONValue {
        .members([
            ("head", .integer(status.head)),
            (
                "workers",
                .array(
                    status.workers.map { worker in
                        .members([
                            ("worker", .string(worker.name)), ("at", .optional(worker.at)),
                            ("asked", .integer(worker.asked)), ("kept", .integer(worker.kept)),
                        ])
                    })
            ),
            ("views", .array(status.views.map(\.json))),
        ])
    }

    package var remarks: [String] {
        let workers = status.workers.map { "\($0.name)\($0.at.map { " at \($0)" } ?? "") keeps \($0.kept)" }
        let alone = status.views.count { $0.lease == nil }
        let who =
            workers.isEmpty
            ? "No worker shares the views of this log on that bus."
            : "Of the views, " + workers.joined(separator: ", ") + "."
        let rest = alone == 0 || workers.isEmpty ? "" : " Nobody keeps \(alone) of them."
        return [who + rest + " The log has \(status.head) events, as far as is known here."]
    }
}

extension ClusterView {
    fileprivate var cells: [String] {
        [
            name, lease?.worker ?? "nobody", lease?.at ?? "", lease?.version.map { "\($0)" } ?? "",
            lease?.position.map { "\($0)" } ?? "", lag.map { "\($0)" } ?? "", age.map { "\($0)" } ?? "",
            agreement.word, lease?.complete.map { $0 ? "yes" : "no" } ?? "", lease?.lacking.map { "\($0)" } ?? "",
            lease?.parked.map { "\($0)" } ?? "", lease?.lastError ?? "",
        ]
    }

    fileprivate var json: JSONValue {
        .members([
            ("view", .string(name)), ("keeper", .optional(lease?.worker)), ("id", .optional(lease?.id)),
            ("at", .optional(lease?.at)), ("version", lease?.version.map { .integer($0) } ?? .null),
            ("position", lease?.position.map { .integer($0) } ?? .null), ("lag", lag.map { .integer($0) } ?? .null),
            ("root", .optional(lease?.root)), ("agreement", .said(agreement.word)),
            ("complete", lease?.complete.map { .bool($0) } ?? .null),
            ("lacking", lease?.lacking.map { .integer($0) } ?? .null),
            ("parked", lease?.parked.map { .integer($0) } ?? .null), ("lastError", .optional(lease?.lastError)),
            ("saidAt", .optional(lease?.saidAt)), ("ageSeconds", age.map { .number($0) } ?? .null),
        ])
    }
}

extension ClusterView.Agreement {
    /// Whether the keeper's root is that of the log here.
    fileprivate var word: String {
        switch self {
        case .unsaid: ""
        case .notHeld: "not held here"
        case .same: "same"
        case .differs: "DIFFERS"
        }
    }
}
