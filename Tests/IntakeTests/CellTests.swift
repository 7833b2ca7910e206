import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// A cell as readers are given it.
private func cell(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

@Suite struct CellTests {
    @Test(arguments: [
        ("January 05, 2020", "2020-01-05"), ("13-Jan-20", "2020-01-13"), ("9-Jul-19", "2019-07-09"),
        ("Mon, 10/27/2014 - 12:00", "2014-10-27"), ("10/27/2014", "2014-10-27"), ("27/10/2014", "2014-10-27"),
        ("Sun, 10/05/2014 - 12:00", "2014-10-05"),
        ("27.10.14", "2014-10-27"), ("2014/10/27", "2014-10-27"), ("41939", "2014-10-27"),
        ("5 janvier 2020", "2020-01-05"),
        ("5 de enero de 2020", "2020-01-05"), ("2019-12-31", "2019-12-31"),
        ("2019-12-31T23:30:00Z", "2019-12-31"), ("2020-01-01 00:30:00+01:00", "2020-01-01"),
        ("2019-12-31T23:30:00.000-05:00", "2019-12-31"), ("5 January 2020", "2020-01-05"),
        (" Sept 1, 2019 ", "2019-09-01"), ("February 29, 2016", "2016-02-29"),
    ])
    func `every date form of the exports is read`(text: String, expected: String) {
        let period = readDate(text, DateForm(basis: .reported)).value
        #expect(period == .day(day(expected), basis: .reported))
    }

    @Test(arguments: ["January 2015", "Jan-15", "2015 January", "2015-01", "January, 2015"])
    func `a month alone is read as its days`(text: String) {
        let period = readDate(text, DateForm(basis: .reported)).value
        #expect(period == Period.month(year: 2015, month: 1, basis: .reported))
    }

    @Test func `a range counts on its last day`() {
        let period = readDate("2015-12-01 to 2016-02-03", DateForm(basis: .reported)).value
        #expect(period?.firstDay == day("2015-12-01"))
        #expect(period?.lastDay == day("2016-02-03"))
        #expect(period?.basis == .lastDayOfPeriod)
        #expect(period?.year == 2016)
        #expect(period?.month == 2)
    }

    @Test(arguments: [
        "2019-02-30", "February 29, 2019", "32-Jan-20", "05/11/2014", "soon", "13-Jam-20", "0", "1/2/3", "31/31/2014",
        "2020-01-16 to 2020-01-01", "#NAME?", "Mon, 10/27/2014 at noon",
    ])
    func `what is no date is refused`(text: String) {
        guard case .refused = readDate(text, DateForm(basis: .reported)) else {
            Issue.record("\(text) was read")
            return
        }
    }

    @Test func `blank cells are blank, not zero`() {
        guard case .blank = readNumber(cell(" \u{A0}")), case .blank = readDate("", DateForm()),
            case .blank = readCoordinates(cell(" "), decimal: 0x2E), case .blank = readText("")
        else {
            Issue.record("a blank cell was read as something")
            return
        }
    }

    @Test(arguments: [
        ("1022", 1022), ("1,022", 1022), ("1\u{A0}022", 1022), (" 7 ", 7), ("-3", -3), ("\u{2212}3", -3), ("+4", 4),
        ("12.0", 12), ("0", 0), ("1,234,567", 1_234_567),
    ])
    func `whole numbers are read with and without separators`(text: String, value: Int64) {
        #expect(readNumber(cell(text)).value == value)
    }

    @Test(arguments: ["1.5", "1,02", "12,34,567", "a", "1e3", "--1", "-", "99999999999999999999", "#REF!", "1 or 2"])
    func `what is no whole number is refused`(text: String) {
        guard case .refused = readNumber(cell(text)) else {
            Issue.record("\(text) was read")
            return
        }
    }

    @Test func `coordinates are read to the seventh digit, with the text kept`() {
        let text = "38.610762461670, -26.6511875"
        let point = readCoordinates(cell(text), decimal: 0x2E).value?.point(text)
        #expect(point?.latitudeE7 == 386_107_625)
        #expect(point?.longitudeE7 == -266_511_875)
        #expect(point?.text == text)
        #expect(readCoordinates(cell("12.5331, 48"), decimal: 0x2E).value?.second == 480_000_000)
        #expect(degreesE7(cell("-0.00000005")) == -1)
        #expect(degreesE7(cell(".5")) == 5_000_000)
    }

    @Test(arguments: ["91, 0", "0, 181", "north of Lampedusa", "38.6", "1, 2, 3", "3 8.6, x", "., ."])
    func `what is no point on the globe is refused`(text: String) {
        if let pair = readCoordinates(cell(text), decimal: 0x2E).value, pair.isOnGlobe {
            Issue.record("\(text) was read")
        }
    }

    @Test(arguments: [
        ("Drowning", CauseClass.drowning), ("Presumed drowing", .drowning),
        ("Vehicle  accident", .vehicleOrHazardousTransport),
        ("Starvation, Dehydration", .harshConditions), ("Shot or stabbed", .violence), ("Mixed", .mixedOrUnknown),
        ("Unknown (skeletal remains)", .mixedOrUnknown),
        ("Sickness and lack of access to medicines", .sicknessOrLackOfCare),
        ("Train Accident, Unknown (found dead next to train tracks)", .vehicleOrHazardousTransport),
        ("Sickness and lack of access to medicines, Vehicle Accident", .mixedOrUnknown),
        ("Harsh environmental conditions / lack of adequate shelter, food, water", .harshConditions),
        ("Accidental death", .accident), ("Suicide", .other),
    ])
    func `causes of both vocabularies have a class`(text: String, expected: CauseClass) throws {
        #expect(try SmallExport.deaths(["Cause of Death": text]).causeClass == expected)
    }

    @Test(.withRealExports)
    func `no cause has no class, and few causes of the real exports are in no line of the table`() throws {
        #expect(try SmallExport.deaths(["Cause of Death": ""]).causeClass == nil)
        #expect(try SmallExport.deaths(["Cause of Death": " \u{200B}"]).causeClass == nil)
        let other = try RealExports.days.flatMap { try RealExports.export($0).deaths }
            .filter { $0.causeClass == .other }
        #expect(Set(other.map(\.cause)) == ["Suicide", "Hanging"])
    }

    @Test func `several addresses in one cell are several`() {
        #expect(addresses(in: "http://a.org/1,2, https://b.org") == ["http://a.org/1,2", "https://b.org"])
        #expect(addresses(in: "http://a.org,, http://b.org ") == ["http://a.org", "http://b.org"])
        #expect(addresses(in: "http://a.org http://b.org\nwww.c.org") == ["http://a.org", "http://b.org", "www.c.org"])
        #expect(addresses(in: "on file") == ["on file"])
        #expect(addresses(in: "") == [])
    }

    @Test func `countries are read by name`() {
        #expect(countryCodes(in: "Syrian Arab Republic, Eritrea, Unknown") == ["ER", "SY"])
        #expect(countryCodes(in: "Iran (Islamic Republic of)") == ["IR"])
        #expect(countryCodes(in: "Mixed") == [])
        #expect(countryCodes(in: "Côte d'Ivoire, Mali, Mali") == ["CI", "ML"])
    }

    /// Against the rule, scalar by scalar.
    @Test func `the normal form and the trimmed one are those of the rule, for text of any script`() {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        func isNothing(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isDefaultIgnorableCodePoint }
        var random = SeededGenerator(seed: 17)
        let scalars = Array(" \t\u{B}\r\n\u{0}\u{1F}\u{7F}aZ@[`{0~,\u{A0}\u{200B}\u{AD}éÜß\u{301}إ".unicodeScalars)
        for round in 0..<4_000 {
            // Half of the texts are of ASCII alone.
            let pool = round.isMultiple(of: 2) ? scalars.filter(\.isASCII) : scalars
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in pool.randomElement(using: &random) ?? " "
            }
            let given = String(String.UnicodeScalarView(text))
            let words = text.filter { !isNothing($0) }.split(whereSeparator: isSpace)
            let expected = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ").lowercased()
            #expect(Array(normalised(given).utf8) == Array(expected.utf8), "\(text)")
            let ends = text.trimmingPrefix { isSpace($0) || isNothing($0) }.reversed()
                .trimmingPrefix { isSpace($0) || isNothing($0) }.reversed()
            #expect(Array(trimmed(given).unicodeScalars) == Array(ends), "\(text)")
        }
    }

    @Test func `digits alone are the number that they are among other forms`() {
        let largest = Count.largest
        for (text, value) in [("007", 7), ("999999999999", 999_999_999_999), ("\(largest)", largest)] {
            #expect(readNumber(cell(text)).value == Int64(value))
            #expect(readNumber(cell((" " + text))).value == Int64(value))
        }
        #expect(readNumber(cell("\(largest + 1)")).value == nil)
    }
}
