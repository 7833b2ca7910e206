import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// One table has one order of dates.
@Suite struct DateOrderTests {
    private func table(_ dates: [String], order: String = "auto", month: [String]? = nil) throws -> MappedTable {
        let months = month == nil ? "" : ", \"month\": [\"m\"], \"year\": [\"y\"]"
        let mapping = try SmallMapping.deaths("occurred", "{ \"date\": [\"d\"], \"order\": \"\(order)\"\(months) }")
        let rows = dates.enumerated().map { index, date in
            "\(index)|1|\(date)" + (month.map { "|\($0[index])|2015" } ?? "") + "\n"
        }
        return try SmallMapping.table(mapping, "id|n|d\(month == nil ? "" : "|m|y")\n" + rows.joined())
    }

    private func days(_ table: MappedTable) throws -> [String] {
        var days: [String: String] = [:]
        try table.forEachRecord { id, record in
            guard case .deaths(let deaths) = record else { return }
            days[id.id] = deaths.occurred.map { $0.notation } ?? "?"
        }
        return days.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test func `where one date can only be day first, all are`() throws {
        let table = try table(["05/11/2015", "13/11/2015", "01/02/2015"])
        #expect(try days(table) == ["2015-11-05", "2015-11-13", "2015-02-01"])
        #expect(table.findings.dateOrder == .dayFirst)
    }

    @Test func `where one can only be month first, all are`() throws {
        #expect(try days(table(["05/11/2015", "11/13/2015"])) == ["2015-05-11", "2015-11-13"])
        #expect(try days(table(["05/11/2015", "Tue, 05/12/2015 - 12:00"])) == ["2015-05-11", "2015-05-12"])
    }

    @Test func `where nothing decides it, what could be two days is not guessed`() throws {
        let table = try table(["05/11/2015", "06/06/2015"])
        #expect(try days(table) == ["?", "2015-06-06"])
        let rows = try table.rows(asAt: day("2020-01-01"), in: NoRecords())
        try rows.forEachRecord { _ in }
        #expect(rows.file.refusedCells.all.map(\.text) == ["05/11/2015"])
        #expect(rows.file.refusedCells.all[0].reason.contains("could be two days"))
    }

    @Test func `the month column decides where no date does`() throws {
        #expect(try days(table(["05/11/2015", "01/02/2015"], month: ["Nov", "2"])) == ["2015-11-05", "2015-02-01"])
        #expect(try days(table(["05/11/2015", "01/02/2015"], month: ["May", "Jan"])) == ["2015-05-11", "2015-01-02"])
    }

    @Test func `dates that contradict each other stop the import, each named with its row`() {
        let error = #expect(throws: ImportError.self) { try table(["13/11/2015", "05/11/2015", "11/13/2015"]) }
        #expect(error?.code == .contradictoryDates)
        for words in ["\"13/11/2015\" (row 1)", "\"11/13/2015\" (row 3)", "\"d\"", "\"order\""] {
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
    }

    @Test func `a mapping that says the order is obeyed, and what is no date in it is kept`() throws {
        #expect(try days(table(["05/11/2015", "11/13/2015"], order: "dmy")) == ["2015-11-05", "?"])
        #expect(try days(table(["05/11/2015", "13/11/2015"], order: "mdy")) == ["2015-05-11", "?"])
    }

    @Test func `the days by which rows are held against the as-at day are those of the order that is found`() throws {
        let rows = try table(["05/11/2015", "13/11/2015"]).rows(asAt: day("2015-11-10"), in: NoRecords())
        let unread = try ["small-0", "small-1"].filter { try rows.isUnread(RecordID(kind: .deaths, id: $0)) }
        #expect(unread == ["small-1"])
    }

    @Test func `a precision column says how much of a date is known`() throws {
        let reader = """
            { "date": ["d"], "end": ["e"], "precision": ["p"], "table": { "1": "day", "2": "range", "4": "month", "5": "year" } }
            """
        let mapping = try SmallMapping.deaths("occurred", reader)
        let rows = [
            "2024-03-02|2024-03-02|1", "2024-03-09|2024-03-15|2", "2024-04-01|2024-04-30|4", "2024-01-01|2024-12-31|5",
            "2024-02-02||day",
        ]
        let text = rows.enumerated().map { "\($0)|1|\($1)\n" }.joined()
        #expect(
            try days(SmallMapping.table(mapping, "id|n|d|e|p\n" + text)) == [
                "2024-03-02", "2024-03-09..2024-03-15", "2024-04", "2024", "2024-02-02",
            ])
    }
}
