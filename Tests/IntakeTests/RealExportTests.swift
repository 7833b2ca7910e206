import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// The real files against the totals and differences that an independent program computed.
@Suite(.withRealExports) struct RealExportTests {
    private struct Totals: Equatable {
        var rows = 0
        var dead: Int64 = 0
        var missing: Int64 = 0
        var total: Int64 = 0
        var survivors: Int64 = 0

        init() {}

        init(_ json: Any?) throws {
            let fields = try #require(json as? [String: Int])
            rows = try #require(fields["rows"])
            dead = Int64(try #require(fields["dead"]))
            missing = Int64(try #require(fields["missing"]))
            total = Int64(try #require(fields["total"]))
            survivors = Int64(try #require(fields["survivors"]))
        }

        mutating func add(_ deaths: Deaths) {
            rows += 1
            dead += deaths.dead.low
            missing += deaths.missing.low
            total += deaths.statedTotal.isReported ? deaths.statedTotal.low : deaths.dead.low + deaths.missing.low
            survivors += deaths.survivors.low
        }
    }

    /// Those whose totals an independent program made, and that are CSV with headings.
    private static let all = RealExports.days + ["2018-01-17", "2021-03-27", "2022-03-24-year-2021"]

    @Test(arguments: all) func `totals by region and year are those of the file`(name: String) throws {
        let export = try RealExports.export(name)
        var totals: [String: Totals] = [:]
        var years: [String: Totals] = [:]
        var all = Totals()
        let scheme = export.scheme
        for deaths in export.deaths {
            let region = try #require(deaths.place.regions.first { $0.scheme == scheme }).code
            let year = "\(try #require(deaths.occurred).year)"
            totals["\(region)|\(year)", default: Totals()].add(deaths)
            years[year, default: Totals()].add(deaths)
            all.add(deaths)
        }
        let expected = try RealExports.expected("\(name)-region-year")
        let regions = try #require(expected["per_region_year"] as? [String: Any])
        #expect(totals == (try regions.mapValues { try Totals($0) }))
        let byYear = try #require(RealExports.expected("\(name)-year")["per_year"] as? [String: Any])
        #expect(years == (try byYear.mapValues { try Totals($0) }))
        if let overall = expected["all"] { #expect(all == (try Totals(overall))) }
        if RealExports.days.contains(name) { #expect(export.refusedCells.count == (name == "2020-01-16" ? 2 : 0)) }
    }

    @Test func `the export since 2021 has one incident for each Main ID, and one toll for each row`() throws {
        let export = try RealExports.export("2024-04-10")
        #expect(export.incidents.count == 524)
        #expect(export.deaths.count == 535)
        #expect(export.deaths.count { $0.incident == "mmpi-2014.MMP00062" } == 4)
        #expect(export.scheme == "mmp-2021")
        #expect(export.incident("2014.MMP1039")?.countriesOfOrigin == ["PS", "SD"])
    }

    @Test func `cells that a spreadsheet destroyed are reported and kept`() throws {
        let export = try RealExports.export("2020-01-16")
        #expect(export.refusedCells.map(\.column) == ["Information Source", "Information Source"])
        #expect(export.refusedCells.map(\.text) == ["#NAME?", "#NAME?"])
        #expect(export.unknownColumns == ["latitude", "longitude"])
        let deaths = try #require(export.deaths("40482"))
        #expect(deaths.notes.rawCells.contains(RawCell(column: "Information Source", text: "#NAME?")))
        #expect(deaths.notes.flags.map(\.code).contains("cell-not-read"))
        #expect(try RealExports.export("2020-01-08").deaths("40482")?.notes.sources.first?.publisher == "@HS_Barboza")
    }

    @Test func `few points contradict their regions`() throws {
        for name in RealExports.days {
            let export = try RealExports.export(name)
            let flagged = export.flags.first { $0.code == "point-contradicts-region" }?.count ?? 0
            #expect(flagged < 40, "\(name)")
            #expect(export.flags.first { $0.code == "coordinates-contradict-each-other" } == nil)
        }
    }

    @Test(arguments: zip(RealExports.successive, RealExports.successive.dropFirst()))
    func `differences between successive exports are exactly those of the files`(from: String, to: String) throws {
        var ledger = NaiveLedger()
        let first = try RealExports.export(from)
        try ledger.run(first, asAt: day(from))
        let second = try RealExports.export(to)
        let plan = try ledger.run(second, asAt: day(to))
        let expected = try RealExports.expected("\(from)-to-\(to)")

        let deaths = plan.events.map(\.event).filter { $0.record.kind == .deaths }
        func ids(_ type: EventType) -> Set<String> {
            Set(deaths.filter { $0.type == type }.map { String($0.record.id.dropFirst(4)) })
        }
        let added = try #require(expected["added"] as? [String: [String: String]])
        let removed = try #require(expected["removed"] as? [String: [String: String]])
        #expect(ids(.recorded) == Set(added.keys))
        #expect(ids(.withdrawn) == Set(removed.keys))
        #expect(ids(.reinstated).isEmpty)
        for (id, row) in added {
            #expect(ExportCells(try #require(second.deaths(id))).cells == ExportCells.normal(row))
        }
        for (id, row) in removed {
            #expect(ExportCells(try #require(first.deaths(id))).cells == ExportCells.normal(row))
        }

        var changed: [String: [String: [String: String]]] = [:]
        for id in ids(.corrected) {
            let old = ExportCells(try #require(first.deaths(id))).cells
            let new = ExportCells(try #require(second.deaths(id))).cells
            for (column, text) in new where old[column] != text {
                changed[id, default: [:]][column] = ["old": old[column] ?? "", "new": text]
            }
        }
        let wanted = try #require(expected["changed"] as? [String: [String: [String: String]]])
        #expect(changed == wanted.mapValues { ExportCells.normal($0) })
        #expect(ids(.corrected) == Set(wanted.keys))
        let tally = try #require(plan.kinds[.deaths])
        #expect(Int(tally.recorded) == added.count)
        #expect(Int(tally.corrected) == wanted.count)
        #expect(Int(tally.withdrawn) == removed.count)
        #expect(Int(tally.unchanged) == second.rowCount - added.count - wanted.count)
        #expect(tally.restated == 0)
    }

    @Test func `states survive the wire, so that what is compared is what was planned`() throws {
        let export = try RealExports.export("2020-01-16")
        for (id, state) in export.records {
            let event = Event(
                type: .recorded, record: id, knownAt: day("2020-01-16"), actor: "importer", importID: "x",
                state: state)
            #expect(try event.validated(today: nil) == event)
        }
    }
}
