package import Forms
package import Incidents
package import Ledger

/// Every event about a record, each with what it changed; and events of others that belong to it or did.
package struct HistoryLayout: AnswerLayout {
    private let record: RecordID
    private let entries: [HistoryEntry]

    package init(_ record: RecordID, _ entries: [HistoryEntry]) {
        self.record = record
        self.entries = entries
    }

    package func text(width: Int?) -> String { entries.map(text).joined(separator: "\n") }

    package var json: JSONValue {
        .members([
            ("kind", .string(record.kind.code)), ("id", .string(record.id)), ("events", .array(entries.map(object))),
        ])
    }

    private func text(_ entry: HistoryEntry) -> String {
        let event = entry.event.event
        let other = event.record == record ? "" : "\(event.record), "
        var text =
            "\(other)version \(entry.event.version)  \(event.type.code)  known at \(event.knownAt)"
            + (entry.addsToPastOnly ? " (a later statement stands)" : "") + "\n"
        var facts = [
            (field: "position", value: "\(entry.event.position)"),
            (field: "recorded at", value: Instant.text(microseconds: entry.event.recordedAt)),
            (field: "by", value: event.actor),
        ]
        if !event.importID.isEmpty { facts.append((field: "import", value: event.importID)) }
        if !event.dataset.isEmpty { facts.append((field: "dataset", value: event.dataset)) }
        if !event.reason.isEmpty { facts.append((field: "reason", value: event.reason)) }
        if let part = event.partInSums {
            let beside = part.beside.isEmpty ? "" : " beside \(part.beside)"
            facts.append((field: "part in sums", value: "\(part.part.code)\(beside), link \(part.link)"))
        }
        if entry.moves(to: record) { text += "  now belongs to \(record)\n" }
        if entry.moves(from: record) { text += "  belongs to \(record) no longer\n" }
        text += Wording.lines(facts + entry.differences.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
        return text
    }

    /// A changed field a row; one row without a field where nothing was known before.
    package var table: TextTable {
        let rows = entries.flatMap { entry -> [[String]] in
            let event = entry.event.event
            let start = [
                event.record.kind.code, event.record.id, "\(entry.event.version)", "\(entry.event.position)",
                Instant.text(microseconds: entry.event.recordedAt), event.knownAt.description, event.type.code,
                event.actor, event.dataset, event.importID, event.reason,
            ]
            guard !entry.differences.isEmpty else { return [start + ["", "", ""]] }
            return entry.differences.map { start + [$0.field, $0.old, $0.new] }
        }
        let names = [
            "kind", "id", "version", "position", "recorded_at", "known_at", "type", "actor", "dataset", "import",
            "reason", "field",
            "old",
            "new",
        ]
        return TextTable(columns: names.map { .init(name: $0) }, rows: rows)
    }

    private func object(_ entry: HistoryEntry) -> JSONValue {
        guard case .object(var members) = entry.event.json else { return .null }
        members.insert(
            contentsOf: [
                .init("kind", .string(entry.event.event.record.kind.code)),
                .init("id", .string(entry.event.event.record.id)),
            ], at: 0)
        members.append(.init("addsToPastOnly", .bool(entry.addsToPastOnly)))
        members.append(.init("changes", RecordJSON.value(of: entry.differences)))
        return .object(members)
    }
}
