import Forms
import Incidents
import Intake
import Tables

/// What programs read of a plan.
extension ImportPlan {
    /// How many, of what.
    var tallies: [NamedValues.Pair] {
        [
            ("import", .string(importID)), ("rows", .integer(summary.rows)),
            ("recorded", .integer(summary.recorded)),
            ("corrected", .integer(summary.corrected)), ("withdrawn", .integer(summary.withdrawn)),
            ("reinstated", .integer(summary.reinstated)), ("confirmed", .integer(summary.confirmed)),
            ("unchanged", .integer(summary.unchanged)), ("rearranged", .integer(summary.rearranged)),
            ("disputed", .integer(summary.disputed)), ("restated", .integer(summary.restated)),
        ]
    }

    /// Of cells that were not read an answer has so many at most; `--report` writes all.
    private static let mostCells = 1_000

    /// What was not read or not understood, a fact each.
    func refusals() throws -> [NamedValues.Pair] {
        summary.flags.map { (name: "flag \($0.code)", value: .integer($0.count)) }
            + [(name: "refused cells", value: .integer(refusedCells.count))]
            + (try refusedCells.first(Self.mostCells)).map {
                (name: "refused row \($0.row) \($0.column)", value: .string("\($0.text) (\($0.reason))"))
            }
            + summary.unknownColumns.map { (name: "unknown column", value: .string($0)) }
    }

    /// What was not read, as a list.
    func refusedList() throws -> [NamedValues.Pair] {
        let refused = try refusedCells.first(Self.mostCells).map { cell in
            JSONValue.members([
                ("row", .integer(cell.row)), ("column", .string(cell.column)), ("text", .string(cell.text)),
                ("reason", .string(cell.reason)),
            ])
        }
        return [("refused cells", .array(refused)), ("refused in all", .integer(refusedCells.count))]
    }

    /// What a report has beside the cells that were not read.
    var reportMembers: [NamedValues.Pair] {
        (tallies.dropFirst(2) + lists).map { ($0.name.lowerCamelCased, $0.value) }
    }

    /// What a spreadsheet has no place for.
    var lists: [NamedValues.Pair] {
        let rearranged = rearrangements.map { found in
            JSONValue.members([
                ("incident", .string(found.incident)), ("withdrawn", .texts(found.withdrawn)),
                ("recorded", .texts(found.recorded)),
                ("deadAndMissing", .integer(found.deadAndMissing)),
            ])
        }
        return [
            ("file", .texts(table?.sentences ?? [])),
            ("rearrangements", .array(rearranged)), ("desk", .array(desk.map(object))),
            ("flags", .members(summary.flags.map { ($0.code, .integer($0.count)) })),
            ("unknown columns", .texts(summary.unknownColumns)),
            ("notices", .texts(notices)),
        ]
    }

    private func object(_ encounter: DeskEncounter) -> JSONValue {
        var disputes: [Dispute] = []
        let outcome: String
        switch encounter.outcome {
        case .disputed(let found): (outcome, disputes) = ("disputed", found)
        case .merged: outcome = "merged"
        case .withdrawn: outcome = "withdrawn"
        }
        return .members([
            ("kind", .string(encounter.record.kind.code)), ("id", .string(encounter.record.id)),
            ("outcome", .string(outcome)),
            (
                "disputes",
                .array(
                    disputes.map {
                        .members([
                            ("field", .string($0.field)), ("desk", .string($0.desk)), ("dataset", .string($0.dataset)),
                        ])
                    })
            ),
        ])
    }
}
