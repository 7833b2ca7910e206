import Incidents
import Testing

/// What is refused. What is flagged is in FlagTests.
@Suite struct ValidationTests {
    /// One spoilt field a row: the record, the field that the error names, its code.
    static let refused: [(Record, String, ValidationError.Code)] = [
        (Examples.incident { $0.kind = nil }, "kind", .missing),
        (Examples.incident { $0.place.point = point(900_000_001, 0) }, "place.point.latitude", .pointOutsideTheGlobe),
        (Examples.incident { $0.place.point = point(.min, 5) }, "place.point.latitude", .pointOutsideTheGlobe),
        (
            Examples.incident { $0.place.point = point(5, -1_800_000_001) }, "place.point.longitude",
            .pointOutsideTheGlobe
        ),
        (Examples.incident { $0.place.country = "XK" }, "place.country", .unknownCountry),
        (Examples.incident { $0.countriesOfOrigin = ["SY", "Syria"] }, "countriesOfOrigin[1]", .unknownCountry),
        (Examples.incident { $0.countriesOfTransit = ["tr"] }, "countriesOfTransit[0]", .unknownCountry),
        (Examples.incident { $0.countriesOfDestination = [""] }, "countriesOfDestination[0]", .missing),
        (Examples.incident { $0.people = [PeopleGroup(count: .exactly(-1))] }, "people[0].count", .negativeCount),
        (
            Examples.incident { $0.people = [PeopleGroup(count: .exactly(1), nationality: "UK")] },
            "people[0].nationality", .unknownCountry
        ),
        (Examples.incident { $0.fee = Fee(amount: .exactly(9), currency: "dollars") }, "fee.currency", .notACurrency),
        (Examples.incident { $0.fee = Fee(amount: .exactly(9), currency: "usd") }, "fee.currency", .notACurrency),
        (
            Examples.incident {
                $0.place.regions = [.init(scheme: "m49", code: "015"), .init(scheme: "m49", code: "013")]
            }, "place.regions[1]", .regionTwice
        ),
        (
            Examples.incident { $0.place.regions = [.init(scheme: "M 49", code: "015")] }, "place.regions[0]",
            .notARegion
        ),
        (
            Examples.incident { $0.place.regions = [.init(scheme: "mmp-2014", code: "Mediteranean")] },
            "place.regions[0]", .unknownRegion
        ),
        (Examples.incident { $0.occurred = .day(Day(number: 18_270)) }, "occurred", .tooLate),
        (
            Examples.incident {
                $0.occurred?.lastDay = Day(number: 0)
                $0.occurred?.precision = .range
            }, "occurred", .inconsistentPeriod
        ),
        (Examples.incident { $0.occurred?.month = 13 }, "occurred.month", .inconsistentPeriod),
        (Examples.incident { $0.occurred?.year = .max }, "occurred.year", .inconsistentPeriod),
        (Examples.incident { $0.occurred?.year = 0 }, "occurred.year", .inconsistentPeriod),
        (Examples.incident { $0.occurred?.firstDay.number -= 1 }, "occurred.precision", .inconsistentPeriod),
        (Examples.deaths { $0.survivors = .exactly(-1) }, "survivors", .negativeCount),
        (Examples.deaths { $0.dead = Count(low: 5, high: 3, qualifier: .between) }, "dead", .inconsistentCount),
        (Examples.deaths { $0.missing = Count(low: 5, high: 6, qualifier: .exact) }, "missing", .inconsistentCount),
        (Examples.deaths { $0.females = Count(low: 5, qualifier: .notReported) }, "females", .inconsistentCount),
        (Examples.deaths { $0.males = Count(low: 1, qualifier: .nearly) }, "males", .inconsistentCount),
        (Examples.deaths { $0.sourceQuality = 6 }, "sourceQuality", .outOfRange),
        (
            Examples.deaths { $0.notes.sources = [Source(publisher: "a", quality: 0)] }, "sources[0].quality",
            .outOfRange
        ),
        (Examples.deaths { $0.notes.sources = [Source(publisher: "")] }, "sources[0]", .missing),
        (
            Examples.deaths { $0.notes.sources = [Source(publisher: "a", asAt: Day(number: 30_000))] },
            "sources[0].asAt", .tooLate
        ),
        (Examples.deaths { $0.notes.externalIDs = [.init(scheme: "", value: "1")] }, "externalIds[0].scheme", .missing),
        (Examples.deaths { $0.notes.flags = [Flag(code: "")] }, "flags[0].code", .missing),
        (Examples.arrests { $0.jurisdiction = "Colombia" }, "jurisdiction", .unknownCountry),
        (
            Examples.arrests { $0.people = [PeopleGroup(count: .exactly(1), nationality: "ZZ")] },
            "people[0].nationality", .unknownCountry
        ),
        (Examples.operation { $0.name = "" }, "name", .missing),
        (
            Examples.operation { $0.results = [.init(publisher: "", measure: "arrests", count: .exactly(1))] },
            "results[0].publisher", .missing
        ),
        (Examples.figure { $0.publisher = "" }, "publisher", .missing),
        (Examples.figure { $0.measure = "" }, "measure", .missing),
        (Examples.figure { $0.count = .exactly(9) }, "count.unit", .missing),
        (Examples.figure { $0.count = .notReported }, "count", .missing),
        (Examples.figure { $0.region = Region(scheme: "mmp-2014", code: "America") }, "region", .unknownRegion),
        (Examples.file { $0.fileDigest = [1] }, "fileDigest", .outOfRange),
        (Examples.file { $0.dataset = "" }, "dataset", .missing),
        (Examples.file { $0.notes.externalIDs = [.init(scheme: "a", value: "b")] }, "externalIds", .stateDoesNotFit),
    ]

    @Test(arguments: refused.indices)
    func `a field that cannot be accepted is refused by name`(row: Int) {
        let (record, field, code) = ValidationTests.refused[row]
        let errors = record.validate(knownAt: Examples.knownAt).errors
        #expect(errors.map(\.field) == [field])
        #expect(errors.map(\.code) == [code])
        #expect(errors.allSatisfy { !$0.allowed.isEmpty && !$0.problem.isEmpty })
    }

    @Test func `the examples themselves are accepted without a flag`() {
        let all = [
            Examples.deaths(), Examples.incident(), Examples.arrests(), Examples.operation(), Examples.figure(),
            Examples.file(),
        ]
        for record in all { #expect(record.validate(knownAt: Examples.knownAt) == Validation()) }
    }

    @Test func `each field has its own error`() {
        let record = Examples.deaths {
            $0.dead = .exactly(-1)
            $0.place.country = "XX"
            $0.sourceQuality = 9
        }
        let fields = record.validate(knownAt: Examples.knownAt).errors.map(\.field)
        #expect(Set(fields) == ["dead", "place.country", "sourceQuality"])
    }

    @Test func `a group of regions is a geography of a figure but not of a place`() {
        let americas = Region(scheme: "mmp-2014", code: "Americas")
        #expect(Examples.figure { $0.region = americas }.validate(knownAt: nil).isAccepted)
        #expect(!Examples.incident { $0.place.regions = [americas] }.validate(knownAt: nil).isAccepted)
    }

    @Test func `an event needs an identifier, an actor, a reason and a day that has come`() throws {
        var event = Examples.event(Examples.deaths())
        #expect(try event.validated(today: Examples.knownAt) == event)
        event.actor = ""
        event.record.id = "a\nb"
        event.type = .corrected
        let errors = #expect(throws: ValidationErrors.self) { try event.validated(today: Day(number: 0)) }
        #expect(Set(errors?.errors.map(\.field) ?? []) == ["actor", "id", "reason", "knownAt"])
        for id in ["", String(repeating: "é", count: 101)] {
            let named = Examples.event(Examples.deaths(), id: id)
            let errors = #expect(throws: ValidationErrors.self) { try named.validated(today: nil) }
            #expect(errors?.errors.map(\.code) == [.badIdentifier])
        }
    }

    @Test func `corrections, withdrawals and reinstatements need a reason`() {
        for type in [EventType.corrected, .withdrawn, .reinstated] {
            let event = Examples.event(type == .withdrawn ? nil : Examples.deaths(), type: type)
            let errors = #expect(throws: ValidationErrors.self) { try event.validated(today: nil) }
            #expect(errors?.errors.map(\.field) == ["reason"])
        }
    }

    @Test func `a state of another kind is refused`() {
        var event = Examples.event(Examples.deaths())
        event.record.kind = .incident
        let errors = #expect(throws: ValidationErrors.self) { try event.validated(today: nil) }
        #expect(errors?.errors.map(\.code) == [.stateDoesNotFit])
    }

    private static func point(_ latitude: Int32, _ longitude: Int32) -> Point {
        Point(latitudeE7: latitude, longitudeE7: longitude, precision: .exact)
    }
}
