import Incidents
import Testing

/// Cases, proceedings, laws, provisions, indicators and activities: what is refused, what is flagged, what looks alike.
@Suite struct LegalRecordTests {
    static func courtCase(_ change: (inout CourtCase) -> Void = { _ in }) -> Record {
        var record = CourtCase()
        (record.title, record.jurisdiction) = ("Case of the boat", "IT")
        record.opened = .day(Day(year: 2020, month: 1, day: 2)!)
        (record.defendantCount, record.migrantCount) = (.exactly(3), .exactly(64))
        record.notes.sources = [Examples.source]
        change(&record)
        return .courtCase(record)
    }

    static func proceeding(_ change: (inout Proceeding) -> Void = { _ in }) -> Record {
        var record = Proceeding()
        (record.caseID, record.jurisdiction, record.stage) = ("boat", "IT", .firstInstance)
        record.decided = .day(Day(year: 2020, month: 1, day: 2)!)
        (record.defendants, record.convicted, record.acquitted) = (.exactly(3), .exactly(2), .exactly(1))
        record.notes.sources = [Examples.source]
        change(&record)
        return .proceeding(record)
    }

    static func law(_ change: (inout Law) -> Void = { _ in }) -> Record {
        var record = Law()
        (record.title, record.number, record.jurisdiction) = ("Testo unico", "286/1998", "IT")
        record.adopted = .day(Day(year: 1998, month: 7, day: 25)!)
        record.notes.sources = [Examples.source]
        change(&record)
        return .law(record)
    }

    static func provision(_ change: (inout Provision) -> Void = { _ in }) -> Record {
        var record = Provision()
        (record.law, record.number, record.jurisdiction) = ("tui", "art. 12", "IT")
        record.notes.sources = [Examples.source]
        change(&record)
        return .provision(record)
    }

    static func indicator(_ change: (inout Indicator) -> Void = { _ in }) -> Record {
        var record = Indicator()
        (record.publisher, record.measure) = ("IOM", "victims assisted")
        record.value = Count(low: 90_000, qualifier: .moreThan, unit: "persons")
        change(&record)
        return .indicator(record)
    }

    static func activity(_ change: (inout Activity) -> Void = { _ in }) -> Record {
        var record = Activity()
        (record.type, record.title) = (.training, "Border guards")
        record.occurred = .day(Day(year: 2019, month: 5, day: 13)!)
        record.notes.sources = [Examples.source]
        change(&record)
        return .activity(record)
    }

    private static func id(_ scheme: String, _ value: String) -> ExternalID { ExternalID(scheme: scheme, value: value) }

    static let refused: [(Record, String, ValidationError.Code)] = [
        (courtCase { $0.title = "" }, "title", .missing),
        (courtCase { $0.jurisdiction = "" }, "jurisdiction", .missing),
        (courtCase { $0.title = "State v. Maria Rossi" }, "title", .outOfRange),
        (courtCase { $0.countriesInvolved = ["XX"] }, "countriesInvolved[0]", .unknownCountry),
        (courtCase { $0.notes.externalIDs = [id("ecli", "ECLI:IT:2020:1")] }, "externalIds[0]", .badIdentifier),
        (proceeding { $0.caseID = "" }, "case", .missing), (proceeding { $0.stage = nil }, "stage", .missing),
        (proceeding { $0.appealFrom = "earlier" }, "appealFrom", .outOfRange),
        (
            proceeding { $0.charges = [Charge()] + [charge(fine: Money(amount: .exactly(1), currency: "euro"))] },
            "charges[1].fine.currency", .notACurrency
        ),
        (law { ($0.title, $0.number) = ("", "") }, "title", .missing),
        (
            law { ($0.inForceFrom, $0.inForceTo) = (Day(number: 10), Day(number: 9)) }, "inForceTo", .inconsistentPeriod
        ),
        (law { $0.textDigest = [1, 2] }, "textDigest", .outOfRange),
        (provision { $0.law = "" }, "law", .missing), (provision { $0.number = "" }, "number", .missing),
        (
            provision { $0.implements = [Implementation(article: .smuggling)] }, "implements[0].saidBy", .missing
        ),
        (indicator { $0.value = .notReported }, "value", .missing),
        (indicator { $0.value.unit = "" }, "value.unit", .missing), (activity { $0.type = nil }, "type", .missing),
        (activity { $0.quantity = .exactly(3) }, "quantity.unit", .missing),
    ]

    private static func charge(fine: Money) -> Charge {
        var charge = Charge()
        charge.fine = fine
        return charge
    }

    @Test(arguments: refused) func `what cannot be is refused, with its field`(
        _ record: Record, _ field: String, _ code: ValidationError.Code
    ) {
        let errors = record.validate(knownAt: Examples.knownAt).errors
        #expect(errors.map(\.field) == [field])
        #expect(errors.map(\.code) == [code])
    }

    static let flagged: [(Record, FlagCode, String)] = [
        (
            courtCase { $0.defendants = [DefendantGroup(people: PeopleGroup(count: .exactly(4)))] }, .peopleExceedCount,
            "defendants"
        ),
        (courtCase { $0.migrants = [PeopleGroup(count: .exactly(65))] }, .peopleExceedCount, "migrants"),
        (proceeding { $0.acquitted = .exactly(2) }, .verdictsExceedDefendants, "convicted"),
        (proceeding { $0.stage = .appeal }, .appealWithoutDecision, "appealFrom"),
        (
            provision { ($0.benefit, $0.benefitOmitted) = (.required, .paragraph49a) }, .benefitOmittedThoughRequired,
            "benefitOmitted"
        ),
    ]

    @Test(arguments: flagged) func `what is implausible is flagged and kept`(
        _ record: Record, _ code: FlagCode, _ field: String
    ) {
        let validation = record.validate(knownAt: Examples.knownAt)
        #expect(validation.isAccepted)
        #expect(validation.flags.map(\.code) == [code.rawValue])
        #expect(validation.flags.map(\.field) == [field])
    }

    @Test func `what a file has is kept with a flag, and what a person types is refused`() {
        let odd = [
            (Self.courtCase { $0.title = "Staat v. Jan Peeters" }, FlagCode.titleMayNameAPerson),
            (Self.law { $0.notes.externalIDs = [Self.id("eli", "law 286")] }, .malformedIdentifier),
        ]
        for (record, code) in odd {
            #expect(!record.validate(knownAt: nil).isAccepted)
            let imported = record.validate(knownAt: nil, origin: .imported)
            #expect(imported.isAccepted && imported.flags.map(\.code) == [code.rawValue])
        }
    }

    @Test(arguments: [
        ("ecli", "ECLI:IT:CASS:2020:1234PEN", true), ("ecli", "ECLI:EU:C:2014:238", true),
        ("ecli", "ECLI:IT:CASSAZIONE:2020:1", false), ("ecli", "ECLI:IT:CASS:20:1", false),
        ("ecli", "IT:CASS:2020:1", false), ("akn", "/akn/it/act/2002-07-30/189", true),
        ("akn", "https://example.org/akn/ke/act/2010/8/eng@2010-11-30", true), ("akn", "/akn/act", false),
        ("eli", "https://data.europa.eu/eli/dir/2002/90/oj", true), ("eli", "http://law.example/eli/", false),
        ("eli", "eli/dir/2002/90", false), ("urn-lex", "urn:lex:it:stato:legge:2002-07-30;189", true),
        ("urn-lex", "urn:lex:it", false), ("urn-lex", "urn:nir:stato:legge:2002;189", false),
        ("docket", "whatever the court writes, 12/3", true), ("other", "x y", true),
    ])
    func `an identifier is held against the standard that its scheme names`(
        _ scheme: String, _ value: String, _ isOne: Bool
    ) {
        let record = Self.law { $0.notes.externalIDs = [Self.id(scheme, value)] }
        #expect(record.validate(knownAt: nil).isAccepted == isOne)
    }

    @Test func `one docket of one jurisdiction is one case, and a first instance is decided once`() throws {
        func like(_ one: Record, _ other: Record) -> Bool {
            guard let one = Likeness(one), let other = Likeness(other) else { return false }
            return one.resembles(other)
        }
        let docket = Self.id("docket", "417 / 2020")
        let known = Self.courtCase { $0.notes.externalIDs = [Self.id("ecli", "ECLI:IT:CASS:2020:1"), docket] }
        #expect(like(known, Self.courtCase { $0.notes.externalIDs = [docket] }))
        #expect(
            !like(
                known,
                Self.courtCase { ($0.jurisdiction, $0.notes.externalIDs) = ("MT", [docket]) }))
        #expect(!like(known, Self.courtCase()))
        let tribunal = Self.proceeding { $0.court = "Tribunal" }
        #expect(like(tribunal, Self.proceeding { $0.court = "TRIBUNAL" }))
        #expect(!like(tribunal, Self.proceeding { ($0.court, $0.stage) = ("Tribunal", .retrial) }))
        #expect(like(Self.law(), Self.law { $0.title = "Another title" }))
        #expect(!like(Self.law(), Self.law { $0.number = "287/1998" }))
        #expect(like(Self.provision(), Self.provision { $0.title = "Aid" }))
    }

    @Test func `what a record names is found, and can be given other names`() {
        var record = Self.proceeding {
            $0.appealFrom = "first"
            var charge = Charge()
            charge.provision = "tui-12"
            $0.charges = [charge]
        }
        #expect(record.links.map(\.record.description) == ["case/boat", "proceeding/first", "provision/tui-12"])
        #expect(record.links.map(\.field) == ["case", "appealFrom", "charges[0].provision"])
        record.mapLinks { "\($1.id)-2" }
        #expect(record.links.map(\.record.id) == ["boat-2", "first-2", "tui-12-2"])
    }
}
