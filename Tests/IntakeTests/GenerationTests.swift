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
            let rows = try table(file).rows(asAt: day("9999-12-31"), in: NoRecords())
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

/// Forms of exports that others pass on, as small tables.
@Suite struct ExportFormTests {
    private func deaths(_ text: String) throws -> (MappedTable, [Deaths]) {
        let table = try MissingMigrants.table(Array(text.utf8), fileName: "form.csv")
        return (table, table.deaths)
    }

    @Test func `names that a program made of the headings are the headings`() throws {
        for mark in [".", "_"] {
            let columns = SmallExport.columns.map { $0.replacing(" ", with: mark) }
            var row: [String: String] = [:]
            for (name, cell) in SmallExport.row(["Number of Females": "1"]) {
                row[name.replacing(" ", with: mark)] = cell
            }
            let (table, deaths) = try deaths(SmallExport.text([row], columns: columns))
            #expect(table.mapping.name == "missing-migrants-web-id")
            #expect(deaths == [try SmallExport.deaths(["Number of Females": "1"])])
        }
    }

    @Test func `a table without identifiers and days, with a year and a month, is read whole`() throws {
        let header =
            "Incident Type,Incident Year,Reported Month,Region of Origin,Region of Incident,Country of Origin,Number of Dead,"
            + "Minimum Estimated Number of Missing,Total Number of Dead and Missing,Number of Survivors,Number of Females,"
            + "Number of Males,Number of Children,Cause of Death,Migration route,Location of death,Information Source,"
            + "Coordinates,UNSD Geographical Grouping\n"
        let row =
            "Incident,2014,January,Central America,North America,Guatemala,1.0,,1,0,1,,,Mixed or unknown,Route,Arizona,PCOME,"
            + "\"31.650259, -110.366453\",Northern America\n"
        let (table, deaths) = try deaths(
            header + row + row
                + row.replacing("Incident,2014", with: "Cumulative Incident,2015").replacing(
                    "North America", with: "Eastern Africa"))
        #expect(table.dataset.id == "missing-migrants-content" && table.dataset.record.regionScheme == "mmp-2021")
        #expect(deaths.count == 3)
        let first = try #require(deaths.first { $0.occurred?.year == 2014 })
        #expect(first.occurred == Period.month(year: 2014, month: 1, basis: .occurred))
        #expect(first.dead == .exactly(1) && first.females == .exactly(1) && first.survivors == .exactly(0))
        #expect(first.place.point?.longitudeE7 == -1_103_664_530 && first.countriesOfOrigin == ["GT"])
        #expect(first.place.regions.map(\.code) == ["North America", "Northern America"])
    }

    @Test func `a copy of the exchange's table of 2016 under plain names is read as it`() throws {
        let header =
            "id,cause_of_death,region_origin,affected_nationality,missing,dead,incident_region,date,source,reliability,lat,lon\n"
        let rows =
            "1,Presumed drowning,Middle East,Iraq,1,1,Mediterranean,05/11/2015,IOM Greece,Verified,36.8915,27.2877\n"
            + "3,Fell from train,Central America & Mexico,Honduras,,1,Central America incl. Mexico,13/11/2015,La Jornada,,15.9,-93.6\n"
        let (table, deaths) = try deaths(header + rows)
        #expect(table.mapping.name == "missing-migrants-hdx-2017" && table.notices.isEmpty)
        let first = try #require(deaths.first { $0.missing == .exactly(1) })
        #expect(first.occurred?.firstDay == day("2015-11-05") && first.occurred?.basis == .reported)
        #expect(first.place.point?.latitudeE7 == 368_915_000 && first.countriesOfOrigin == ["IQ"])
        #expect(first.causeClass == .drowning)
    }

    @Test func `where only a third party's columns have the coordinates they are the point`() throws {
        let columns = SmallExport.columns.filter { $0 != "Location Coordinates" } + ["lat", "lon"]
        let (table, deaths) = try deaths(
            SmallExport.text([SmallExport.row(["lat": "38.61", "lon": "26.65"])], columns: columns))
        #expect(deaths.first?.place.point?.longitudeE7 == 266_500_000)
        #expect(try table.rows(asAt: day("2021-01-01"), in: NoRecords()).file.unknownColumns.isEmpty)
    }

    @Test func `the words of the regions say of which generation they are`() throws {
        let text = SmallExport.text([
            SmallExport.row(["Region of Incident": "Eastern Africa"]),
            SmallExport.row(["Web ID": "2", "Region of Incident": "Mediterranean"]),
        ])
        let (_, deaths) = try deaths(text)
        #expect(Set(deaths.flatMap(\.place.regions).map(\.scheme)) == ["mmp-2021", "mmp-unsd"])
    }
}
