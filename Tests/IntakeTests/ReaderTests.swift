import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Readers and their options, through mappings as a user writes them.
@Suite struct ReaderTests {
    private func deaths(_ field: String, _ reader: String, _ heading: String, _ cells: String) throws -> Deaths {
        try SmallMapping.deaths(
            try SmallMapping.deaths(field, reader), "id|n|\(heading)\n1|1|\(cells)\n")
    }

    @Test(arguments: [
        ("1.234", "\"thousands\": \".\"", 1_234), ("1 234", "\"thousands\": \" \"", 1_234),
        ("1'234", "\"thousands\": \"'\"", 1_234), ("1.234.567", "\"thousands\": \".\", \"decimal\": \",\"", 1_234_567),
        ("12,0", "\"decimal\": \",\"", 12), ("1,234", "\"thousands\": \",\"", 1_234),
        ("12.0", "\"thousands\": \"none\"", 12),
        ("1,234", "\"decimal\": \".\"", 1_234),
    ])
    func `thousands are separated as a locale does`(cell: String, options: String, value: Int64) throws {
        #expect(try deaths("missing", "{ \"count\": [\"m\"], \(options) }", "m", cell).missing == .exactly(value))
    }

    @Test(arguments: [
        ("1,234", "\"thousands\": \".\""), ("1.5", "\"thousands\": \"none\""), ("1.234", "\"decimal\": \",\""),
    ])
    func `a number of another locale is not read, and kept`(cell: String, options: String) throws {
        let read = try deaths("missing", "{ \"count\": [\"m\"], \(options) }", "m", cell)
        #expect(read.missing == .notReported)
        #expect(read.notes.rawCells == [RawCell(column: "m", text: cell)])
    }

    @Test(arguments: ["", "NULL", "na", "NaN", "-", " \u{2013} ", "N/A"])
    func `words for nothing say nothing, and are no zero`(word: String) throws {
        let read = try deaths("missing", "{ \"count\": [\"m\"] }", "m", word)
        #expect(read.missing == .notReported)
        #expect(read.notes.flags.isEmpty)
    }

    @Test func `a mapping's own words for nothing are for texts, too`() throws {
        let row = "{ \"identifier\": [\"id\"], \"nothing\": [\"unknown\"] }"
        let mapping = try SmallMapping.deaths("cause", "{ \"text\": [\"c\"] }", row: row)
        #expect(try SmallMapping.deaths(mapping, "id|n|c\n1|Unknown|Unknown\n").cause.isEmpty)
        #expect(try SmallMapping.deaths(mapping, "id|n|c\n1|1|NULL\n").cause == "NULL")
    }

    @Test(arguments: [
        ("5|3|9", Count(low: 3, high: 9, qualifier: .between), "5"), ("4|4|4", .exactly(4), ""),
        ("|3|9", Count(low: 3, high: 9, qualifier: .between), ""), ("5|3|", Count(low: 3, qualifier: .atLeast), "5"),
        ("5||9", Count(low: 0, high: 9, qualifier: .upTo), "5"), ("5||", .exactly(5), ""), ("||", .notReported, ""),
        ("5|9|3", Count(low: 3, high: 9, qualifier: .between), "5"),
    ])
    func `a lowest and a highest estimate are an interval, and the best is kept`(
        cells: String, count: Count, kept: String
    ) throws {
        let reader = "{ \"count\": [\"b\"], \"low\": [\"l\"], \"high\": [\"h\"] }"
        let read = try deaths("missing", reader, "b|l|h", cells)
        #expect(read.missing == count)
        #expect(read.notes.rawCells.map(\.text) == (kept.isEmpty ? [] : [kept]))
    }

    @Test func `a best estimate outside the bounds is flagged`() throws {
        let reader = "{ \"count\": [\"b\"], \"low\": [\"l\"], \"high\": [\"h\"] }"
        #expect(try SmallMapping.flags(deaths("missing", reader, "b|l|h", "10|3|9")).contains("best-outside-bounds"))
    }

    @Test(arguments: [
        ("38.61, 26.65", "lat-lon", 386_100_000, 266_500_000), ("26.65 38.61", "lon-lat", 386_100_000, 266_500_000),
        ("POINT (26.65 38.61)", "lat-lon", 386_100_000, 266_500_000),
        ("point(26.65 38.61)", "by-region", 386_100_000, 266_500_000),
        ("38°36'36\"N 26°39'E", "by-region", 386_100_000, 266_500_000),
        ("26°39'E, 38°36.6'N", "lat-lon", 386_100_000, 266_500_000),
        ("N 38° 36' 36'' E 26° 39'", "lat-lon", 386_100_000, 266_500_000),
        ("33°55'S 18°25'W", "lat-lon", -339_166_667, -184_166_667),
        ("38.61° 26.65°", "lat-lon", 386_100_000, 266_500_000), ("38.61;26.65", "lat-lon", 386_100_000, 266_500_000),
    ])
    func `a point of one cell is read in its usual forms`(
        cell: String, order: String, latitude: Int32, longitude: Int32
    ) throws {
        let point = try deaths("place.point", "{ \"point\": [\"p\"], \"order\": \"\(order)\" }", "p", cell).place.point
        #expect(point?.latitudeE7 == latitude && point?.longitudeE7 == longitude, "\(String(describing: point))")
        #expect(point?.text == cell)
    }

    @Test func `a point of two columns may have a decimal comma, and half of one is none`() throws {
        let reader = "{ \"latitude\": [\"a\"], \"longitude\": [\"o\"], \"decimal\": \",\" }"
        let read = try deaths("place.point", reader, "a|o", "38,61|26,65")
        #expect(read.place.point?.latitudeE7 == 386_100_000)
        let half = try deaths("place.point", reader, "a|o", "38,61|")
        #expect(half.place.point == nil)
        #expect(half.notes.flags.map(\.code) == ["cell-not-read"])
        let comma = "{ \"point\": [\"p\"], \"decimal\": \",\" }"
        #expect(try deaths("place.point", comma, "p", "38,61; 26,65").place.point?.longitudeE7 == 266_500_000)
    }

    @Test(arguments: [
        ("Eastern Mediterranean", "12.5, 35.2", false), ("Mediterranean", "12.5, 35.2", true),
        ("Mediterranean", "35.2, 12.5", false), ("Central America", "-89.2, 14.1", true), ("", "-110.4, 31.6", true),
        ("Southern Africa", "12.5, 35.2", false),
    ])
    func `the region of a row settles which coordinate comes first`(region: String, cell: String, isExchanged: Bool)
        throws
    {
        let mapping = try SmallMapping.read(
            SmallMapping.text(
                """
                { "deaths": { "dead": { "count": ["n"] }, "place.point": { "point": ["p"] },
                  "place.region": { "region": ["r"], "scheme": "mmp-2021" } } }
                """))
        let read = try SmallMapping.deaths(mapping, "id|n|p|r\n1|1|\(cell)|\(region)\n")
        #expect(SmallMapping.flags(read).contains("coordinates-exchanged") == isExchanged)
        let first = try #require(degreesE7(Array(cell.prefix { $0 != "," }.utf8)[...]))
        #expect(Int64(isExchanged ? read.place.point?.longitudeE7 ?? 0 : read.place.point?.latitudeE7 ?? 0) == first)
    }

    @Test(arguments: [
        ("Italy", ["IT"]), ("ITA; TUN", ["IT", "TN"]), ("IT/LY", ["IT", "LY"]), ("NA", ["NA"]), ("-", []),
        ("Congo, Democratic Republic of the Congo", ["CD", "CG"]), ("Côte d\u{2019}Ivoire", ["CI"]),
    ])
    func `countries are read by name and by code`(cell: String, codes: [String]) throws {
        let read = try deaths("countriesOfOrigin", "{ \"country\": [\"c\"] }", "c", cell)
        #expect(read.countriesOfOrigin == codes)
        #expect(read.notes.flags.isEmpty)
    }

    @Test func `what names no country is kept and reported, or passed over where that is asked`() throws {
        let kept = try deaths("countriesOfOrigin", "{ \"country\": [\"c\"] }", "c", "Italy, Atlantis")
        #expect(kept.countriesOfOrigin == ["IT"] && kept.notes.rawCells.map(\.text) == ["Italy, Atlantis"])
        let ignored = try deaths("countriesOfOrigin", "{ \"country\": [\"c\"], \"else\": \"ignore\" }", "c", "it")
        #expect(ignored.notes.flags.isEmpty)
    }

    @Test(arguments: [("4,5", 5), ("3", 3), ("2; 1", 2)]) func `of several qualities the best counts`(
        cell: String, value: Int32
    ) throws {
        let read = try deaths("sourceQuality", "{ \"number\": [\"q\"], \"several\": \"highest\" }", "q", cell)
        #expect(read.sourceQuality == value)
        #expect(read.notes.flags.isEmpty)
    }
}
