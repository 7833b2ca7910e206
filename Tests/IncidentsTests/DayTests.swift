import Foundation
import Incidents
import LedgerTesting
import Testing

@Suite struct DayTests {
    @Test func `every day from 1 to 9999 has one date, in the calendar's order`() throws {
        var (year, month, day): (Int32, Int32, Int32) = (1, 1, 1)
        for number in Int32(-719_162)...2_932_896 {
            let value = Day(number: number)
            let civil = value.civil
            guard civil == (year, month, day), Day(year: year, month: month, day: day) == value else {
                Issue.record("day \(number) is \(civil), not \((year, month, day))")
                return
            }
            day += 1
            if day > Day.length(ofMonth: month, year: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (10000, 1, 1))
    }

    @Test func `days agree with Foundation's calendar`() throws {
        var generator = SeededGenerator(for: "days against Foundation")
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(identifier: "UTC")!
        for _ in 0..<500 {
            let number = Int32.random(in: -25_000...80_000, using: &generator)
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let civil = Day(number: number).civil
            #expect(parts.year == Int(civil.year))
            #expect(parts.month == Int(civil.month))
            #expect(parts.day == Int(civil.day))
        }
    }

    @Test func `text reads back`() throws {
        #expect(try Day("1970-01-01").number == 0)
        #expect(try Day("2020-01-08").description == "2020-01-08")
        #expect(try Day("2020-02-29").dayOfMonth == 29)
        var values = RandomValues(generator: .init(for: "day text"))
        for _ in 0..<2000 {
            let day = values.day()
            #expect(try Day(day.description) == day)
        }
    }

    @Test func `30 February is refused with a sentence`() {
        let error = #expect(throws: ValidationError.self) { try Day("2019-02-30") }
        #expect(error?.code == .notADay)
        #expect(
            error?.description
                == "given \"2019-02-30\", which is not a day of the calendar; "
                + "allowed: days 01 to 28, since February 2019 has 28 days")
    }

    @Test(arguments: [
        "2019-13-01", "2019-00-10", "2019-01-00", "1900-02-29", "0000-01-01", "2019-1-1", "19-01-01", "2019/01/01", "",
        "2019-01-01T00:00:00Z", "January 05, 2020", "2019-01-1é", "-2019-01-01", "２０１９-01-01", "2019-04-31",
    ])
    func `what is not a day is refused`(text: String) {
        let error = #expect(throws: ValidationError.self) { try Day(text) }
        #expect(error?.code == .notADay)
        #expect(error?.given == text)
    }

    @Test func `moments read back and sort as their texts`() throws {
        #expect(Instant.text(microseconds: 0) == "1970-01-01T00:00:00.000000Z")
        #expect(try Instant.microseconds(text: "2020-01-16T09:30:00Z") == 1_579_167_000_000_000)
        #expect(try Instant.microseconds(text: "2020-01-16T09:30Z") == 1_579_167_000_000_000)
        #expect(try Instant.microseconds(text: "2020-01-16T09:30:00.25Z") == 1_579_167_000_250_000)
        #expect(Instant.day(microseconds: 1_579_167_000_000_000).description == "2020-01-16")
        var generator = SeededGenerator(for: "moments")
        for _ in 0..<2000 {
            let (one, two) = (
                UInt64.random(in: 0...4_000_000_000_000_000, using: &generator),
                UInt64.random(in: 0...4_000_000_000_000_000, using: &generator)
            )
            #expect(try Instant.microseconds(text: Instant.text(microseconds: one)) == one)
            #expect((one < two) == (Instant.text(microseconds: one) < Instant.text(microseconds: two)))
        }
    }

    @Test(arguments: [
        "2020-01-16", "2020-01-16T25:00:00Z", "2020-01-16T09:30:00", "2020-01-16T09:30:00+01:00", "T09:30:00Z",
        "2020-01-16T09:60:00Z", "2020-01-16T09:30:00.1234567Z", "1969-12-31T23:59:59Z", "2020-01-16T09Z",
        "2020-02-30T00:00:00Z", "2020-01-16T09:30:61Z", "2020-01-16T09:30.5Z",
    ])
    func `what is not a moment in universal time is refused`(text: String) {
        let error = #expect(throws: ValidationError.self) { try Instant.microseconds(text: text) }
        #expect(error?.code == .notAnInstant || error?.code == .notADay)
    }
}
