import Forms
import Foundation
import Incidents
import LedgerTesting
import Testing

@Suite struct RecordJSONTests {
    @Test func `every record survives JSON`() throws {
        var values = RandomValues(generator: .init(for: "JSON round trip"))
        for turn in 0..<800 {
            let record = values.record()
            let text = RecordJSON.value(of: record).text(isPretty: turn.isMultiple(of: 2))
            #expect(try RecordJSON.record(record.kind, from: Array(text.utf8)) == record)
        }
    }

    @Test func `Foundation reads what is written, to the same values`() throws {
        var values = RandomValues(generator: .init(for: "JSON against Foundation"))
        for _ in 0..<200 {
            let value = RecordJSON.value(of: values.record())
            let text = Data(value.text().utf8)
            _ = try JSONSerialization.jsonObject(with: text)
            #expect(Set(keys(try JSONValue(parsing: Array(text)))) == Set(keys(value)))
        }
    }

    @Test func `keys stand in the order of the record's fields, and nothing is stated for what is not reported`() throws
    {
        let record = Examples.deaths { $0.missing = Count(low: 0, high: 3, qualifier: .upTo) }
        #expect(
            RecordJSON.value(of: record).text()
                == #"{"incident":"izmir","occurred":{"firstDay":"2020-01-05","lastDay":"2020-01-05","precision":"day","#
                + #""basis":"occurred","year":2020,"month":1},"place":{"country":"TR","regions":["mmp-2014:Mediterranean"]},"#
                + #""dead":{"low":4,"qualifier":"exact"},"missing":{"high":3,"qualifier":"up-to"},"#
                + #""males":{"low":5,"qualifier":"exact"},"children":{"low":1,"qualifier":"exact"},"#
                + #""sources":[{"publisher":"IOM"}]}"#)
    }

    @Test func `people may write counts, times, points and sources shortly`() throws {
        let json = """
            {
              // a comment
              "dead": 4, "missing": "1..2", "survivors": ">700", "females": {"low": 1}, "males": {"high": 3},
              "occurred": {"firstDay": "2020-01-05", "lastDay": "2020-01-06"},
              "place": {"point": "38.61, 26.65"}, "sources": ["IOM Turkey"], "note": null,
            }
            """
        guard case .deaths(let record) = try RecordJSON.record(.deaths, from: Array(json.utf8)) else { return }
        #expect(record.dead == .exactly(4))
        #expect(record.missing.text == "1 to 2")
        #expect(record.survivors.text == "more than 700")
        #expect(record.females == .exactly(1))
        #expect(record.males.text == "up to 3")
        #expect(try record.occurred == Period("2020-01-05..2020-01-06"))
        #expect(record.place.point?.latitudeE7 == 386_100_000)
        #expect(record.place.point?.longitudeE7 == 266_500_000)
        #expect(record.notes.sources == [Source(publisher: "IOM Turkey")])
    }

    /// What is given, the field that the error names, its code, and a word of what is allowed.
    static let refused: [(String, String, ValidationError.Code, String)] = [
        (#"{"ded": 4}"#, "ded", .unknownKey, "dead"),
        (#"{"place": {"contry": "TR"}}"#, "place.contry", .unknownKey, "country"),
        (#"{"sources": [{"publisher": "a", "url": "b"}]}"#, "sources[0].url", .unknownKey, "locator"),
        (#"{"dead": true}"#, "dead", .wrongType, "12..15"),
        (#"{"dead": 1.5}"#, "dead", .wrongType, "whole number"),
        (#"{"dead": "many"}"#, "dead", .notACount, "12..15"),
        (#"{"dead": {"low": "4"}}"#, "dead.low", .wrongType, "whole number"),
        (#"{"dead": {"low": 4, "qualifier": "roughly"}}"#, "dead.qualifier", .unknownCode, "approximately"),
        (#"{"occurred": "2019-02-30"}"#, "occurred", .notADay, "28"),
        (#"{"occurred": {"lastDay": "2019-02-03"}}"#, "occurred.firstDay", .missing, "firstDay"),
        (#"{"occurred": 2019}"#, "occurred", .wrongType, "2019-10"),
        (#"{"causeClass": "drowned"}"#, "causeClass", .unknownCode, "drowning, vehicle"),
        (#"{"causeClass": 1}"#, "causeClass", .wrongType, "drowning"),
        (#"{"place": {"regions": ["Mediterranean"]}}"#, "place.regions[0]", .notARegion, "mmp-2014"),
        (#"{"place": {"regions": "m49:015"}}"#, "place.regions", .wrongType, "list"),
        (#"{"place": {"point": "north"}}"#, "place.point", .notAPoint, "38.610762"),
        (#"{"place": {"point": {"latitude": 1}}}"#, "place.point.longitude", .missing, "longitude"),
        (
            #"{"place": {"point": {"latitude": 1, "longitude": 1e9}}}"#, "place.point.longitude", .pointOutsideTheGlobe,
            "180"
        ),
        (#"{"place": []}"#, "place", .wrongType, "description"),
        (#"{"sourceQuality": 99999999999}"#, "sourceQuality", .outOfRange, "2147483647"),
        (#"{"incident": 7}"#, "incident", .wrongType, "text"),
        (#"{"dead": 4"#, "", .notJSON, "JSON"), ("", "", .notJSON, "JSON"), ("\u{1}\u{2}", "", .notJSON, "JSON"),
        ("[]", "", .wrongType, "object"),
    ]

    @Test(arguments: refused.indices)
    func `what cannot be read is refused by its path`(row: Int) {
        let (json, field, code, allowed) = RecordJSONTests.refused[row]
        let errors = #expect(throws: ValidationErrors.self) { try RecordJSON.record(.deaths, from: Array(json.utf8)) }
        #expect(errors?.errors.map(\.field) == [field])
        #expect(errors?.errors.map(\.code) == [code])
        #expect(errors?.errors.first?.allowed.contains(allowed) == true)
    }

    @Test func `every field that cannot be read is named at once`() {
        let json = #"{"dead": "many", "occurred": "2019-02-30", "colour": "red", "place": {"point": 3}}"#
        let errors = #expect(throws: ValidationErrors.self) { try RecordJSON.record(.deaths, from: Array(json.utf8)) }
        #expect(Set(errors?.errors.map(\.field) ?? []) == ["dead", "occurred", "colour", "place.point"])
        #expect(errors?.description.split(separator: "\n").count == 4)
    }

    @Test func `a text that is no JSON is refused with the place where it stops being it`() {
        let errors = #expect(throws: ValidationErrors.self) {
            try RecordJSON.record(.deaths, from: Array("{\n\"dead\" 4}".utf8))
        }
        #expect(errors?.errors.map(\.code) == [.notJSON])
        #expect(errors?.description.contains("is not JSON") == true && errors?.description.contains("line 2") == true)
    }

    @Test func `an event is written with its position first and its state last`() {
        let event = Examples.event(nil, type: .withdrawn, id: "mmp-1", reason: "no longer listed")
        let recorded = RecordedEvent(position: 9, recordedAt: 1_579_167_000_000_000, version: 2, event: event)
        #expect(
            RecordJSON.value(of: recorded).text()
                == #"{"position":9,"recordedAt":"2020-01-16T09:30:00.000000Z","version":2,"kind":"deaths","id":"mmp-1","#
                + #""type":"withdrawn","knownAt":"2020-01-08","actor":"analyst","reason":"no longer listed","#
                + #""importId":"","dataset":"","state":null}"#)
    }

    private func keys(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else { return [] }
        return members.map(\.key)
    }
}
