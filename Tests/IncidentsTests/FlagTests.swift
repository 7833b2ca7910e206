import Incidents
import Testing

/// What is implausible is flagged, and kept.
@Suite struct FlagTests {
    /// One oddity a row: the record, the flag, its field.
    static let flagged: [(Record, FlagCode, String)] = [
        (Examples.deaths { $0.females = .exactly(1) }, .femalesAndMalesExceedToll, "females"),
        (
            Examples.deaths { $0.females = Count(low: 1, qualifier: .atLeast) }, .femalesAndMalesExceedToll, "females"
        ),
        (Examples.deaths { $0.children = .exactly(6) }, .childrenExceedToll, "children"),
        (
            Examples.deaths {
                $0.dead = .notReported
                $0.missing = .notReported
            }, .tollNotReported, ""
        ),
        (Examples.deaths { $0.statedTotal = .exactly(7) }, .statedTotalDiffers, "statedTotal"),
        (Examples.deaths { $0.occurred?.year = 2019 }, .yearContradictsDays, "occurred"),
        (Examples.deaths { $0.occurred?.month = 2 }, .yearContradictsDays, "occurred"),
        (Examples.deaths { $0.occurred = nil }, .timeNotStated, "occurred"),
        (Examples.deaths { $0.occurred = .day(Day(year: 1920, month: 1, day: 5)!) }, .implausiblyOld, "occurred"),
        (
            Examples.deaths {
                $0.place.point = Point(latitudeE7: 0, longitudeE7: 0, precision: .asPublished)
                $0.place.regions = []
            }, .pointAtZero, "place.point"
        ),
        (
            Examples.deaths { $0.place.regions = [Region(scheme: "others", code: "North")] }, .unknownRegionScheme,
            "place.regions[0]"
        ),
        (
            // Degrees north and east the wrong way round.
            Examples.deaths {
                $0.place.point = Point(latitudeE7: 126_000_000, longitudeE7: 355_000_000, precision: .exact)
            }, .pointContradictsRegion, "place.point"
        ),
        (Examples.deaths { $0.notes.sources = [] }, .noSource, "sources"),
        (Examples.incident { $0.notes.sources = [] }, .noSource, "sources"),
        (Examples.arrests { $0.notes.sources = [] }, .noSource, "sources"),
        (Examples.operation { $0.notes.sources = [] }, .noSource, "sources"),
        (
            Examples.arrests {
                $0.count = .exactly(3)
                $0.people = [PeopleGroup(count: .exactly(4), nationality: "EG")]
            }, .peopleExceedCount, "people"
        ),
        (Examples.arrests { $0.operation = "" }, .arrestsWithoutContext, ""),
        (
            Examples.incident {
                $0.benefit = .proven
                $0.exemptions = [Exemption(ground: .family, outcome: .accepted)]
            }, .exemptionDespiteBenefit, "exemptions"
        ),
    ]

    @Test(arguments: flagged.indices)
    func `an oddity is flagged and kept`(row: Int) {
        let (record, code, field) = FlagTests.flagged[row]
        let validation = record.validate(knownAt: Examples.knownAt)
        #expect(validation.errors.isEmpty)
        #expect(validation.flags.map(\.code) == [code.rawValue])
        #expect(validation.flags.map(\.field) == [field])
        #expect(validation.flags.allSatisfy { !$0.detail.isEmpty })
    }

    @Test func `an imported file is taken as it is, and flagged`() throws {
        let record = Examples.deaths {
            $0.dead = .exactly(-1)
            $0.males = .notReported
            $0.children = .notReported
            $0.place.regions = [Region(scheme: "mmp-2014", code: "Atlantis")]
        }
        let event = Examples.event(record, importID: "mmp-2020-01-08")
        let flags = try event.validated(today: nil).state?.notes.flags.map(\.code) ?? []
        #expect(Set(flags) == ["negative-count", "unknown-region"])
        #expect(throws: ValidationErrors.self) { try Examples.event(record).validated(today: nil) }
    }

    /// Of a balance between rows nobody can be a part.
    @Test func `a negative toll is no whole that its parts could exceed`() {
        for part in [Count.notReported, .exactly(0), .exactly(2), .exactly(-3)] {
            let record = Examples.deaths {
                ($0.dead, $0.missing) = (.exactly(-3), .notReported)
                ($0.females, $0.males, $0.children) = (part, .notReported, part)
            }
            let flags = record.validate(knownAt: Examples.knownAt, origin: .enteredWithReason).flags
            #expect(Set(flags.map(\.code)) == ["negative-count"], "\(part)")
        }
    }

    @Test func `a negative count is accepted with a reason, and flagged`() throws {
        let record = Examples.deaths {
            $0.dead = .exactly(-1)
            $0.males = .notReported
            $0.children = .notReported
        }
        let errors = #expect(throws: ValidationErrors.self) { try Examples.event(record).validated(today: nil) }
        #expect(errors?.errors.map(\.code) == [.negativeCount])
        let event = Examples.event(record, reason: "balance between split incidents")
        #expect(try event.validated(today: nil).state?.notes.flags.map(\.code) == ["negative-count"])
    }

    @Test func `what is not reported counts as nothing, and unbounded tolls cannot be exceeded`() {
        let records = [
            Examples.deaths { $0.dead = Count(low: 4, qualifier: .atLeast) },
            Examples.deaths { $0.missing = Count(low: 1, qualifier: .approximately) },
            Examples.deaths {
                $0.males = .exactly(4)
                $0.missing = .notReported
            },
        ]
        for record in records { #expect(record.validate(knownAt: nil).flags.isEmpty) }
        let exceeded = Examples.deaths { $0.missing = .notReported }
        #expect(exceeded.validate(knownAt: nil).flags.map(\.code) == ["females-and-males-exceed-toll"])
    }

    @Test func `flags that no longer hold go, others stay, and twice is as good as once`() {
        var record = Examples.deaths { $0.females = .exactly(1) }
        record.notes.flags = [Flag(code: "negative-count", field: "dead"), Flag(code: "identifier-missing")]
        let once = record.flagged(record.validate(knownAt: nil))
        #expect(once.notes.flags.map(\.code) == ["identifier-missing", "females-and-males-exceed-toll"])
        #expect(once.flagged(once.validate(knownAt: nil)) == once)
    }

    @Test func `every flag of validation is tested here`() {
        let elsewhere: Set<FlagCode> = [.negativeCount, .unknownRegion, .malformedIdentifier, .titleMayNameAPerson]
        let tested = Set((FlagTests.flagged + LegalRecordTests.flagged).map(\.1)).union(elsewhere)
        #expect(tested == Set(FlagCode.allCases))
    }
}
