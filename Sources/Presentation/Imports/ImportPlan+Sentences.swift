import Forms
import Incidents
import Intake
import Tables

/// What people read of a plan.
extension ImportPlan {
    /// How many rows it read, and what comes of them.
    var sentence: String {
        "\(summary.rows) rows: \(summary.recorded) records made, \(summary.corrected) corrected, "
            + "\(summary.withdrawn) withdrawn, \(summary.reinstated) reinstated, \(summary.unchanged) unchanged"
            + (summary.confirmed > 0 ? ", \(summary.confirmed) confirmed" : "")
            + (summary.rearranged > 0 ? "; \(summary.rearranged) incidents re-arranged, their toll unchanged" : "")
            + (summary.disputed > 0 ? "; \(summary.disputed) disputed between desk and publisher" : "")
            + (summary.restated > 0 ? "; \(summary.restated) restated as of later exports" : "")
    }

    /// What a person should know, a line each, and no more than a screen of it: what is not shown is counted, and said to
    /// be in the report or in JSON.
    func sentences() throws -> [String] {
        var lines = few(desk.map(sentence), 8, "more records of which the desk had spoken")
        lines += few(
            rearrangements.map { found in
                "re-arranged within incident/\(found.incident), toll \(found.deadAndMissing) unchanged: "
                    + "\(found.withdrawn.joined(separator: " ")) → \(found.recorded.joined(separator: " "))"
            }, 5, "more re-arranged")
        lines += summary.flags.map { "new flag: \($0.count) × \($0.code)" }
        if !summary.flags.isEmpty { lines.append("`flags --import \(importID)` lists what was flagged") }
        lines += try notRead(refusedCells)
        lines.append("mapping: \(mapping.name), version \(mapping.version)")
        lines += (table?.sentences ?? []).map { "file: \($0)" }
        lines += few(
            summary.unknownColumns.map { "column not recognised: \"\($0)\"; kept with the import" }, 6,
            "more columns not recognised")
        return lines + notices.map { "note: \($0)" }
    }

    private func few(_ lines: [String], _ count: Int, _ what: String) -> [String] {
        guard lines.count > count else { return lines }
        return lines.prefix(count) + ["… and \(lines.count - count) \(what); --format json lists them"]
    }

    private func sentence(_ encounter: DeskEncounter) -> String {
        switch encounter.outcome {
        case .disputed(let disputes):
            "disputed: \(encounter.record): " + disputes.map(sentence).joined(separator: "; ")
        case .merged: "changed by the publisher, too: \(encounter.record); the desk's corrections stand beside it"
        case .withdrawn: "withdrawn by the publisher: \(encounter.record), of which the desk had spoken"
        }
    }

    /// A line a cell, of each column and altogether the first ones only, and how many more there are.
    private func notRead(_ cells: RefusedCells) throws -> [String] {
        let (ofColumn, altogether) = (3, 12)
        var shown: [String: Int] = [:]
        var left: [String: Int] = [:]
        var lines: [String] = []
        try cells.read { cell in
            guard shown[cell.column, default: 0] < ofColumn, lines.count < altogether else {
                left[cell.column, default: 0] += 1
                return true
            }
            shown[cell.column, default: 0] += 1
            lines.append(
                "not read: row \(cell.row), \(cell.column): \"\(cell.text)\": \(cell.reason); kept as it stood")
            return true
        }
        let most = left.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !most.isEmpty else { return lines }
        let columns = most.prefix(5).map { "\($0.value) more of \($0.key)" }.joined(separator: ", ")
        let others = most.dropFirst(5).reduce(0) { $0 + $1.value }
        return lines + [
            "not read: \(columns)\(others > 0 ? ", \(others) more of other columns" : ""), kept as they stood; --report FILE"
                + " writes them all"
        ]
    }

    private func sentence(_ dispute: Dispute) -> String {
        guard dispute.field == "existence" else {
            return "\(dispute.field): the desk says \(dispute.desk), the publisher \(dispute.dataset)"
        }
        return dispute.dataset == "withdrawn"
            ? "withdrawn by the publisher; the desk's correction stands"
            : "changed by the publisher; the desk's withdrawal stands"
    }
}
