import Foundation
import Incidents
import LedgerTesting
import Synchronization
import Testing

@testable import Intake

/// Every generation of the exports comes in without a word about it, and adds up to what an independent program computed
/// of the file: in every year and region, with females, males and children.
@Suite(.withRealExports) struct GenerationTests {
    private static let measures = ["rows", "dead", "missing", "total", "survivors", "females", "males", "children"]

    static let files = [
        "export-2018-01-17.csv", "export-2019-07-09.csv", "export-2020-01-08.csv", "export-2020-01-16.csv",
        "export-2021-03-27.csv", "export-2022-03-24-year-2021.csv", "export-2022-05-21.xlsx", "export-2024-04-10.csv",
        "export-2024-12-17.xlsx", "hdx-2017-05-31.csv", "hdx-2024-08-07.csv",
    ]

    private func table(_ file: String) throws -> MappedTable {
        if let kept = keptTables.withLock({ $0[file] }) { return kept }
        let table = try MissingMigrants.table(path: RealExports.data.appending(path: "missing-migrants/\(file)").path)
        keptTables.withLock { $0[file] = table }
        return table
    }

    private func deaths(_ table: MappedTable, _ body: (Deaths) throws -> Void) throws {
        try table.forEachRecord { _, record in if case .deaths(let deaths) = record { try body(deaths) } }
    }

    private func counts(_ deaths: Deaths) -> [Int64] {
        let total = deaths.statedTotal.isReported ? deaths.statedTotal.low : deaths.dead.low + deaths.missing.low
        return [
            1, deaths.dead.low, deaths.missing.low, total, deaths.survivors.low, deaths.females.low, deaths.males.low,
            deaths.children.low,
        ]
    }

    @Test(arguments: files) func `sums by region and year are those of the file`(file: String) throws {
        let table = try table(file)
        let scheme = table.dataset.record.regionScheme
        var sums: [String: [Int64]] = [:]
        var years: [String: [Int64]] = [:]
        try deaths(table) { deaths in
            let region: String = deaths.place.regions.first { $0.scheme == scheme }?.code ?? "(blank)"
            let year = deaths.occurred.map { "\($0.year)" } ?? "?"
            let counts = counts(deaths)
            sums["\(region)|\(year)"] = zip(sums["\(region)|\(year)"] ?? counts.map { _ in 0 }, counts).map { $0 + $1 }
            years[year] = zip(years[year] ?? counts.map { _ in 0 }, counts).map { $0 + $1 }
        }
        let name = file.hasPrefix("hdx") ? String(file.dropLast(4)) : String(file.dropFirst(7).prefix { $0 != "." })
        func expected(_ suffix: String, _ key: String) throws -> [String: [String: Int]] {
            try #require(RealExports.expected("\(name)-\(suffix)")[key] as? [String: [String: Int]])
        }
        for (key, values) in try expected("year", "per_year") {
            let sum = years.removeValue(forKey: key)
            let found = try #require(sum, "\(key)")
            #expect(zip(Self.measures, found).allSatisfy { values[$0].map(Int64.init) ?? $1 == $1 }, "\(key): \(found)")
        }
        #expect(years.isEmpty)
        for (key, values) in try expected("region-year", "per_region_year") {
            let parts = key.split(separator: "|").map(String.init)
            let region = RegionWords.code(parts[0], in: scheme) ?? parts[0]
            let sum = sums.removeValue(forKey: "\(region)|\(parts[1])")
            let found = try #require(sum, "\(key)")
            #expect(zip(Self.measures, found).allSatisfy { values[$0].map(Int64.init) ?? $1 == $1 }, "\(key): \(found)")
        }
        #expect(sums.isEmpty)
    }

    @Test func `each file is read by the mapping of its generation, whose columns are all known`() throws {
        let names = try Self.files.map { try table($0) }.map { ($0.mapping.name, $0.dataset.id) }
        let web = ("missing-migrants-web-id", "missing-migrants-web-id")
        let main = ("missing-migrants-main-id", "missing-migrants-main-id")
        let expected = [
            web, web, web, web, web, main, main, main, main, ("missing-migrants-hdx-2017", "missing-migrants-hdx-2017"),
            ("missing-migrants-hdx-main-id", "missing-migrants-main-id"),
        ]
        #expect(names.map { "\($0)" } == expected.map { "\($0)" })
        for file in Self.files where file != "export-2020-01-16.csv" {
            let rows = try table(file).rows(asAt: day("9999-12-31"), known: []) { _ in nil }
            #expect(rows.file.unknownColumns == [], "\(file)")
        }
    }

    @Test func `the export of 2018 has its points, routes and females`() throws {
        var (points, routes, females) = (0, 0, Int64(0))
        try deaths(try table("export-2018-01-17.csv")) { deaths in
            points += deaths.place.point == nil ? 0 : 1
            routes += deaths.route.isEmpty ? 0 : 1
            females += deaths.females.low
        }
        #expect(females == 1_020)
        #expect(points > 3_200, "\(points)")
        #expect(routes == 878)
    }

    @Test func `points whose order the region decides lie where people die, and not at the pole`() throws {
        var (south, exchanged, points) = (0, 0, 0)
        try deaths(try table("export-2021-03-27.csv")) { deaths in
            guard let point = deaths.place.point else { return }
            points += 1
            if point.latitudeE7 < -600_000_000 { south += 1 }
            if deaths.notes.flags.contains(where: { $0.code == "coordinates-exchanged" }) { exchanged += 1 }
        }
        #expect(south == 0)
        #expect(exchanged >= 88, "\(exchanged)")
        #expect(points == 8_296, "\(points)")
    }

    @Test func `the workbook of 2022 has its points and its days`() throws {
        var (points, days, rows) = (0, 0, 0)
        try deaths(try table("export-2022-05-21.xlsx")) { deaths in
            rows += 1
            points += deaths.place.point == nil ? 0 : 1
            days += deaths.occurred?.precision == .day ? 1 : 0
        }
        #expect(points == 10_570)
        #expect(rows - days == 15)
    }

    @Test func `days come first in the file of 2017, since most of its dates can be nothing else`() throws {
        let table = try table("hdx-2017-05-31.csv")
        #expect(table.findings.dateOrder == .dayFirst)
        let first = try #require(table.explain(row: 1).records.first { $0.id.kind == .deaths }?.record)
        #expect(first.occurrence?.firstDay == day("2015-11-05"))
        #expect(first.notes.flags.isEmpty)
    }

    @Test func `the exchange's rows join the dataset of Main IDs, and equal rows are counted each`() throws {
        var ledger = NaiveLedger()
        let later = try table("export-2024-12-17.xlsx")
        try ledger.run(later, asAt: day("2024-12-17"))
        let exchange = try table("hdx-2024-08-07.csv")
        let plan = try ledger.run(
            exchange, asAt: day("2024-08-07"), scope: .years([2023...2024]))
        #expect(plan.dataset == "missing-migrants-main-id")
        var records = 0
        try deaths(exchange) { _ in records += 1 }
        #expect(records == 3_723)
        let tally = try #require(plan.kinds[.deaths])
        let taken =
            tally.recorded + tally.corrected + tally.unchanged + tally.reinstated + tally.confirmed
            + tally.rearranged
        #expect(taken >= 3_723)
        // Nearly all are rows that the later export has under an Incident ID.
        let known = plan.recordEvents.filter { $0.record.kind == .deaths && $0.type == .recorded }
        let ids = Set(ledger.streams.keys.filter { $0.kind == .deaths }.map(\.id))
        #expect(ids.count < 17_474 + 200, "\(ids.count)")
        #expect(known.count > 3_000)
    }
}

/// Read once in a process of tests.
private let keptTables = Mutex<[String: MappedTable]>([:])
