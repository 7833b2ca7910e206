import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// "What an importer must survive", each line as a small file.
@Suite struct SurvivalTests {
    private func flags(_ deaths: Deaths) -> Set<String> {
        Set(deaths.notes.flags.map(\.code))
    }

    @Test func `the year column wins over an instant whose time zone changed the year, with a flag`() throws {
        let deaths = try SmallExport.deaths([
            "Reported Date": "2019-12-31T23:30:00Z", "Reported Year": "2020", "Reported Month": "Jan",
        ])
        #expect(deaths.occurred?.firstDay == day("2019-12-31"))
        #expect(deaths.occurred?.year == 2020)
        #expect(deaths.occurred?.month == 1)
        #expect(flags(deaths).contains("year-contradicts-days"))
    }

    @Test func `where the year column contradicts an instant and no month is stated, the month is unknown`() throws {
        let deaths = try SmallExport.deaths([
            "Reported Date": "2019-12-31T23:00:00Z", "Reported Year": "2020", "Reported Month": "",
        ])
        #expect(deaths.occurred?.year == 2020)
        #expect(deaths.occurred?.month == nil)
        #expect(deaths.occurred?.firstDay == day("2019-12-31"))
        #expect(flags(deaths).contains("year-contradicts-days"))
        let agreeing = try SmallExport.deaths(["Reported Date": "2020-01-31T23:00:00Z", "Reported Month": ""])
        #expect(agreeing.occurred?.month == 1)
        #expect(flags(agreeing).isEmpty)
    }

    @Test func `without a date, year and month say when; without any, a flag does`() throws {
        let month = try SmallExport.deaths(["Reported Date": "", "Reported Year": "2015", "Reported Month": "February"])
        #expect(month.occurred == Period.month(year: 2015, month: 2, basis: .reported))
        let year = try SmallExport.deaths(["Reported Date": " ", "Reported Year": "2015", "Reported Month": ""])
        #expect(year.occurred == Period.year(2015, basis: .reported))
        let none = try SmallExport.deaths(["Reported Date": "", "Reported Year": "", "Reported Month": ""])
        #expect(none.occurred == nil)
        #expect(flags(none).contains("time-not-stated"))
    }

    @Test func `a date that cannot be read is reported with row, column and text, and kept`() throws {
        let export = try SmallExport.read([
            SmallExport.row(), SmallExport.row(["Web ID": "2", "Reported Date": "30 February 2019"]),
        ])
        let cell = try #require(export.refusedCells.first)
        #expect(export.refusedCells.count == 1)
        #expect([cell.row, 2] == [2, 2])
        #expect(cell.column == "Reported Date")
        #expect(cell.text == "30 February 2019")
        let deaths = try #require(export.deaths("2"))
        #expect(deaths.notes.rawCells == [RawCell(column: "Reported Date", text: "30 February 2019")])
        #expect(flags(deaths).contains("cell-not-read"))
        #expect(deaths.occurred == Period.month(year: 2020, month: 1, basis: .reported))
    }

    @Test func `blank is not reported and zero is zero`() throws {
        let deaths = try SmallExport.deaths(["Number Dead": "0", "Number of Males": ""])
        #expect(deaths.dead == .exactly(0))
        #expect(deaths.missing == .notReported)
        #expect(deaths.males == .notReported)
    }

    @Test func `negative balances between split rows are summed as they stand, and flagged`() throws {
        let export = try SmallExport.read([
            SmallExport.row(["Number Dead": "5"]), SmallExport.row(["Web ID": "2", "Number Dead": "-2"]),
        ])
        #expect(export.deaths.reduce(0) { $0 + $1.dead.low } == 3)
        #expect(flags(try #require(export.deaths("2"))).contains("negative-count"))
        #expect(export.flags.contains(FlagTally(code: "negative-count", count: 1)))
    }

    @Test func `females and males beyond dead and missing are flagged, beyond dead alone are not`() throws {
        let beyondDead = try SmallExport.deaths([
            "Number Dead": "1", "Minimum Estimated Number of Missing": "2",
            "Number of Females": "2", "Number of Males": "1",
        ])
        #expect(flags(beyondDead).isEmpty)
        let beyondToll = try SmallExport.deaths(["Number Dead": "1", "Number of Females": "2"])
        #expect(flags(beyondToll) == ["females-and-males-exceed-toll"])
    }

    @Test func `a total that is not the sum is kept and flagged; an absent total is no matter`() throws {
        let other = try SmallExport.deaths(["Number Dead": "1,022", "Total Dead and Missing": "1,023"])
        #expect(other.statedTotal == .exactly(1023))
        #expect(flags(other).contains("stated-total-differs"))
        let same = try SmallExport.deaths(["Number Dead": "1,022", "Total Dead and Missing": "1022"])
        #expect(same.statedTotal == .notReported)
        let columns = SmallExport.columns.filter { $0 != "Total Dead and Missing" }
        #expect(try SmallExport.read([SmallExport.row()], columns: columns).deaths[0].dead == .exactly(2))
    }

    @Test func `rows of one Main ID are one incident, and each its own toll`() throws {
        let columns = ["Main ID", "Incident ID"] + SmallExport.columns.dropFirst()
        let rows = [("A", "A2"), ("A", "A"), ("B", "B")].map { main, id in
            SmallExport.row(["Main ID": main, "Incident ID": id, "Location Description": id])
        }
        let export = try SmallExport.read(rows, columns: columns)
        #expect(export.incidents.count == 2)
        #expect(export.deaths.count == 3)
        #expect(export.incident("A")?.place.description == "A")
        #expect(export.deaths("A2")?.incident == "mmpi-A")
        #expect(export.incident("A")?.notes.externalIDs == [ExternalID(scheme: "mmp-main-id", value: "A")])
    }

    @Test func `rows identical but for their identifiers are different records`() throws {
        let export = try SmallExport.read([SmallExport.row(), SmallExport.row(["Web ID": "2"])])
        #expect(export.deaths.count == 2)
    }

    @Test func `rows without identifiers are known by what they say, in any order and spelling`() throws {
        let columns = Array(SmallExport.columns.dropFirst())
        let rows = [
            SmallExport.row(), SmallExport.row(), SmallExport.row(["Number Dead": "1,022"]),
        ]
        let spelled = [
            SmallExport.row(["Number Dead": "1022", "Location Description": " Off  Izmir\u{200B}"]),
            SmallExport.row(["Reported Date": "5-Jan-20"]), SmallExport.row(),
        ]
        let first = try SmallExport.read(rows, columns: columns)
        let second = try SmallExport.read(spelled, columns: columns)
        #expect(first.deaths.count == 3)
        #expect(first.dataset.id == "missing-migrants-content")
        #expect(Set(first.records.keys) == Set(second.records.keys))
        #expect(first.records.keys.count { $0.kind == .deaths && $0.id.hasSuffix("~2") } == 1)
        #expect(first.deaths.allSatisfy { $0.notes.externalIDs.isEmpty })
    }

    @Test func `a repeated and a missing identifier are kept apart and flagged, whatever the order of rows`() throws {
        let rows = [
            SmallExport.row(["Number Dead": "1"]), SmallExport.row(["Number Dead": "2"]),
            SmallExport.row(["Web ID": " "]),
        ]
        let export = try SmallExport.read(rows)
        #expect(export.deaths.count == 3)
        #expect(export.incidents.count == 2)
        #expect(export.flags.contains(FlagTally(code: "identifier-repeated", count: 2)))
        #expect(export.flags.contains(FlagTally(code: "identifier-missing", count: 1)))
        #expect(try SmallExport.read(rows.reversed()).records == export.records)
    }

    @Test func `a number that is made for a repeated identifier is none that another row was given`() throws {
        let rows = [("1", "1"), ("1", "2"), ("1~2", "3"), ("1", "4")].map {
            SmallExport.row(["Web ID": $0.0, "Number Dead": $0.1])
        }
        let export = try SmallExport.read(rows)
        #expect(Set(export.deaths.compactMap(\.dead.exactValue)) == [1, 2, 3, 4])
        #expect(export.deaths("1~2")?.dead == .exactly(3))
        #expect(try SmallExport.read(rows.reversed()).records == export.records)
    }

    @Test func `texts are kept as they stand, with line breaks, edges and every script`() throws {
        let text = " Río \"Bravo\",\nإذاعة صوت العراق\u{200E} Привет\u{A0} "
        let deaths = try SmallExport.deaths(["Location Description": text, "Information Source": "@HS_Barboza"])
        #expect(deaths.place.description == text)
        #expect(deaths.notes.sources.first?.publisher == "@HS_Barboza")
    }

    @Test func `columns come in any order and case, and unknown ones are reported and no part of a record`() throws {
        let columns = ["Remarks", " number DEAD "] + SmallExport.columns.filter { $0 != "Number Dead" }.reversed()
        let row = SmallExport.row(["Remarks": "seen twice", " number DEAD ": "7"])
        let export = try SmallExport.read([row], columns: columns)
        #expect(export.unknownColumns == ["Remarks"])
        #expect(export.deaths[0].dead == .exactly(7))
        #expect(export.deaths[0].notes.rawCells.isEmpty)
    }

    @Test func `headings of the exports of 2018 and of 2022 are read`() throws {
        let renamed = [
            "Number of Females": "Number of Female", "Number of Males": "Number of Male",
            "Migration Route": "Migrant Route",
            "Location Coordinates": "Location", "Minimum Estimated Number of Missing": "Number Missing",
            "Region of Incident": "Region",
        ]
        var row = SmallExport.row(["Number of Females": "1", "Number of Males": "1", "Migration Route": "Central"])
        for (old, new) in renamed { row[new] = row[old] }
        let export = try SmallExport.read([row], columns: SmallExport.columns.map { renamed[$0] ?? $0 })
        #expect(export.unknownColumns.isEmpty)
        let usual = ["Number of Females": "1", "Number of Males": "1", "Migration Route": "Central"]
        #expect(export.deaths == [try SmallExport.deaths(usual)])
        let misspelt = SmallExport.columns.map { $0 == "Migration Route" ? "Migrantion route" : $0 }
        #expect(
            try SmallExport.read([SmallExport.row(["Migrantion route": "East"])], columns: misspelt).deaths[0].route
                == "East")
    }

    @Test func `points that contradict their region or cannot be read are flagged and kept`() throws {
        let far = try SmallExport.deaths(["Location Coordinates": "-33.9, 18.4"])
        #expect(far.place.point?.latitudeE7 == -339_000_000)
        #expect(flags(far) == ["point-contradicts-region"])
        let broken = try SmallExport.deaths(["Location Coordinates": "38°36'N and east"])
        #expect(broken.place.point == nil)
        #expect(broken.notes.rawCells == [RawCell(column: "Location Coordinates", text: "38°36'N and east")])
    }

    @Test func `several addresses in one cell are several sources, and an odd cell is kept`() throws {
        let deaths = try SmallExport.deaths(["URL": "http://a.org, http://b.org"])
        #expect(deaths.notes.sources.map(\.locator) == ["http://a.org", "http://b.org"])
        #expect(deaths.notes.rawCells.isEmpty)
        let odd = try SmallExport.deaths(["URL": "http://a.org,, http://b.org"])
        #expect(odd.notes.sources.count == 2)
        #expect(odd.notes.rawCells == [RawCell(column: "URL", text: "http://a.org,, http://b.org")])
    }

    @Test func `a cumulative row carries the last day of its period`() throws {
        let export = try CutExports.export("2020-01-08")
        let deaths = try #require(export.deaths("52664"))
        #expect(deaths.occurred?.basis == .lastDayOfPeriod)
        #expect(deaths.occurred?.lastDay == day("2019-12-20"))
    }

    @Test func `source quality outside 1 to 5, other years and destroyed numbers are refused cells`() throws {
        let row = SmallExport.row([
            "Source Quality": "6", "Reported Year": "20 20!", "Number Dead": "#VALUE!", "Reported Month": "Brumaire",
            "Total Dead and Missing": "some",
        ])
        let export = try SmallExport.read([row])
        #expect(
            Set(export.refusedCells.map(\.column)) == [
                "Source Quality", "Reported Year", "Number Dead", "Reported Month", "Total Dead and Missing",
            ])
        #expect(export.deaths[0].notes.rawCells.count == 5)
        #expect(export.deaths[0].dead == .notReported)
        #expect(export.deaths[0].occurred?.year == 2020)
    }

    @Test func `another CSV is refused with the columns that it lacks`() {
        let error = #expect(throws: ImportError.self) {
            try MissingMigrants.table(Array("name,Region,price\na,b,1\n".utf8), fileName: "prices.csv")
        }
        #expect(error?.code == .missingColumns)
        #expect(error?.description.contains("\"Number Dead\"") == true)
        #expect(error?.description.contains("\"Region of Incident\"") == false)
        #expect(error?.description.contains("\"price\"") == true)
    }

    @Test func `two columns of one meaning and rows beyond an entry are refused`() {
        let twice = #expect(throws: ImportError.self) {
            try SmallExport.read([SmallExport.row()], columns: SmallExport.columns + ["number dead"])
        }
        #expect(twice?.code == .repeatedColumn)
        let large = #expect(throws: ImportError.self) {
            try SmallExport.read([SmallExport.row(["Location Description": String(repeating: "x", count: 40_000)])])
        }
        #expect(large?.code == .rowTooLarge)
        let id = #expect(throws: ImportError.self) { try SmallExport.read([SmallExport.row(["Web ID": "a\u{7}b"])]) }
        #expect(id?.code == .badIdentifier)
    }
}
