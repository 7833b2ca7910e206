import Incidents
import LedgerTesting
import Testing

@Suite struct DifferencesTests {
    @Test func `equal states differ in nothing`() {
        var values = RandomValues(generator: .init(for: "differences"))
        for _ in 0..<300 {
            let record = values.record()
            #expect(differences(from: record, to: record).isEmpty)
            let other = values.record(record.kind)
            #expect(differences(from: record, to: other).isEmpty == (record == other))
            let back = differences(from: other, to: record)
            #expect(
                back.map { FieldDifference(field: $0.field, old: $0.new, new: $0.old) }
                    == differences(from: record, to: other))
        }
    }

    @Test func `each changed field is named with both values as people write them`() throws {
        let old = Examples.deaths { $0.missing = Count(low: 1, high: 3, qualifier: .between) }
        let new = Examples.deaths {
            $0.dead = .exactly(1204)
            $0.missing = .notReported
            $0.occurred = .day(Day(year: 2020, month: 1, day: 6)!, basis: .reported)
            $0.place.country = "GR"
            $0.place.point = Point(latitudeE7: 386_100_000, longitudeE7: -5, precision: .exact)
            $0.causeClass = .drowning
            $0.notes.sources = [Source(publisher: "IOM", asAt: Day(number: 0), quality: 4), Source(publisher: "BBC")]
        }
        #expect(
            differences(from: old, to: new) == [
                FieldDifference(field: "occurred", old: "2020-01-05", new: "2020-01-06 (reported)"),
                FieldDifference(field: "place.point", old: "", new: "38.61, -0.0000005 (exact)"),
                FieldDifference(field: "place.country", old: "TR", new: "GR"),
                FieldDifference(field: "dead", old: "4", new: "1,204"),
                FieldDifference(field: "missing", old: "1 to 3", new: ""),
                FieldDifference(field: "causeClass", old: "", new: "drowning"),
                FieldDifference(field: "sources", old: "IOM", new: "IOM, 1970-01-01, 4; BBC"),
            ])
    }

    @Test func `a new record differs in every field that it states, a withdrawn one likewise`() {
        let added = differences(from: nil, to: Examples.arrests())
        #expect(added.map(\.field) == ["operation", "occurred", "count", "sources"])
        #expect(added.map(\.new) == ["andes", "2018-11-27", "18", "IOM"])
        #expect(differences(from: Examples.arrests(), to: nil).map(\.old) == added.map(\.new))
        #expect(differences(from: nil, to: nil).isEmpty)
    }

    @Test func `text is compared exactly`() {
        let old = Examples.deaths { $0.cause = "Drowning" }
        let new = Examples.deaths { $0.cause = "Drowning " }
        #expect(differences(from: old, to: new).map(\.field) == ["cause"])
    }
}
