import Incidents
import Testing

@Suite struct PeriodTests {
    @Test(arguments: [
        ("2019-10-28", "2019-10-28", "2019-10-28", DatePrecision.day, 2019, 10),
        ("2019-10", "2019-10-01", "2019-10-31", .month, 2019, 10),
        ("2020-02", "2020-02-01", "2020-02-29", .month, 2020, 2),
        ("2019", "2019-01-01", "2019-12-31", .year, 2019, 0),
        ("2019-10-28..2019-10-31", "2019-10-28", "2019-10-31", .range, 2019, 10),
        ("2019-10-28..2019-11-02", "2019-10-28", "2019-11-02", .range, 2019, 0),
        ("2018..2019", "2018-01-01", "2019-12-31", .range, 2018, 0),
        ("2019-10-28..2019-10-28", "2019-10-28", "2019-10-28", .day, 2019, 10),
    ])
    func `the notation is read`(
        text: String, first: String, last: String, precision: DatePrecision, year: Int32, month: Int32
    ) throws {
        let period = try Period(text)
        #expect(period.firstDay.description == first)
        #expect(period.lastDay.description == last)
        #expect(period.precision == precision)
        #expect(period.year == year)
        #expect(period.month == (month == 0 ? nil : month))
        #expect(try Period(period.notation) == period)
    }

    @Test func `a cumulative row counts where its last day lies`() throws {
        let period = try Period("2018-12-30..2019-01-02", basis: .lastDayOfPeriod)
        #expect(period.year == 2019)
        #expect(period.month == 1)
        #expect(try Period("2018-12-30..2019-01-02").year == 2018)
    }

    @Test func `the description says what the notation does not`() throws {
        var period = try Period("2019-12-31", basis: .reported)
        period.year = 2020
        period.month = 1
        #expect(period.description == "2019-12-31 (reported, counted in 2020-01)")
        #expect(try Period("2019-10").description == "2019-10")
    }

    @Test(arguments: [
        ("2019-13", ValidationError.Code.notAPeriod), ("19", .notAPeriod), ("", .notAPeriod), ("..2019", .notAPeriod),
        ("2019-02-30", .notADay), ("2019..2018", .inconsistentPeriod), ("2019-02-30..2019-03-01", .notADay),
        ("2019-10-28...2019-10-31", .notADay), ("Oct 2019", .notAPeriod), ("0000", .notAPeriod),
    ])
    func `what is not a period is refused`(text: String, code: ValidationError.Code) {
        let error = #expect(throws: ValidationError.self) { try Period(text) }
        #expect(error?.code == code)
    }
}
