import EventLog
import LedgerSchema
import SwiftProtobuf

/// What no program of this project writes: counts that reach the edges of 64 bits, and an operation, arrests and figures
/// about them.
enum HugeCounts {
    static func append(_ ledger: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        let entries = [
            deaths("most", .max, 5), deaths("least", .min, -5), operation, arrests("first", .max), arrests("second", 5),
            figure("world", "dead-and-missing", .nearly, operation: ""), figure("exact", "dead", .exact, operation: ""),
            figure("about", "arrests", .approximately, operation: "andes"),
        ]
        let drafts = try entries.map { Draft(callerPart: try $0.serializedBytes(), expected: .absent) }
        _ = try await log.append(AppendRequest(drafts: drafts))
        log.close()
    }

    static func appendDeaths(_ ledger: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var entry = deaths("huge", .max, 5)
        entry.knownAt = 18_048
        (entry.deaths.occurred.firstDay, entry.deaths.occurred.lastDay) = (17_897, 18_261)
        entry.deaths.occurred.year = 2_019
        let draft = Draft(callerPart: try entry.serializedBytes(), expected: .absent)
        say("\(try await log.append(AppendRequest(drafts: [draft])).firstPosition)")
        log.close()
    }

    private static func entry(_ kind: WireRecordKind, _ id: String) -> WireEntry {
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt, entry.actor) = (kind, id, .recorded, 18_000, "elsewhere")
        return entry
    }

    private static func count(_ value: Int64, _ qualifier: WireQualifier = .exact) -> WireCount {
        var count = WireCount()
        if qualifier == .nearly { count.high = value } else { count.low = value }
        count.qualifier = qualifier
        return count
    }

    private static var year: WirePeriod {
        var period = WirePeriod()
        (period.firstDay, period.lastDay, period.precision, period.basis) = (16_801, 17_166, .year, .occurred)
        period.year = 2_016
        return period
    }

    private static func deaths(_ id: String, _ dead: Int64, _ missing: Int64) -> WireEntry {
        var entry = entry(.deaths, id)
        (entry.deaths.occurred, entry.deaths.dead, entry.deaths.missing) = (year, count(dead), count(missing))
        return entry
    }

    private static func arrests(_ id: String, _ value: Int64) -> WireEntry {
        var entry = entry(.arrests, id)
        (entry.arrests.occurred, entry.arrests.operation, entry.arrests.count) = (year, "andes", count(value))
        return entry
    }

    private static var operation: WireEntry {
        var entry = entry(.operation, "andes")
        (entry.operation.name, entry.operation.occurred) = ("Andes", year)
        entry.operation.results = [(.preOperational, Int64.max), (.action, 5)].map { phase, value in
            var result = WireOperationResult()
            (result.publisher, result.measure, result.count, result.phase) = (
                "INTERPOL", "arrests", count(value), phase
            )
            return result
        }
        return entry
    }

    private static func figure(
        _ id: String, _ measure: String, _ qualifier: WireQualifier, operation: String
    ) -> WireEntry {
        var entry = entry(.publishedFigure, id)
        entry.publishedFigure.publisher = "somebody"
        (entry.publishedFigure.measure, entry.publishedFigure.measureCode) = (measure, measure)
        entry.publishedFigure.count = count(9_000_000_000_000_000_000, qualifier)
        entry.publishedFigure.count.unit = "persons"
        entry.publishedFigure.period = year
        entry.publishedFigure.operation = operation
        return entry
    }
}
