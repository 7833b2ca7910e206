import Incidents
import Testing

@Suite struct PeopleGroupTests {
    @Test(arguments: [
        ("64", PeopleGroup(count: .exactly(64))),
        ("3:male:adult:SY", PeopleGroup(count: .exactly(3), sex: .male, ageGroup: .adult, nationality: "SY")),
        ("2..4:child", PeopleGroup(count: Count(low: 2, high: 4, qualifier: .between), ageGroup: .child)),
        (
            ">5:unknown:unknown",
            PeopleGroup(count: Count(low: 5, qualifier: .moreThan), sex: .unknown, ageGroup: .unknown)
        ),
        ("EG", PeopleGroup(count: .notReported, nationality: "EG")),
        ("female:TN", PeopleGroup(count: .notReported, sex: .female, nationality: "TN")),
    ])
    func `a group is read from its notation, and written so`(_ text: String, _ group: PeopleGroup) throws {
        #expect(try PeopleGroup(text) == group)
        #expect(group.notation == text)
    }

    @Test(arguments: [
        ("3:mael", ["male"]), ("3:EGY", ["EG (Egypt)"]), ("3:SY:male", []), ("3:male:male", []), ("", []),
        ("3::SY", []), ("x:y", []),
    ])
    func `what is no group is refused with what was meant`(_ text: String, _ meant: [String]) throws {
        guard !text.isEmpty else { return #expect(try PeopleGroup(text) == PeopleGroup(count: .notReported)) }
        let error = #expect(throws: ValidationError.self) { try PeopleGroup(text) }
        #expect(error?.meant == meant)
    }

    private static func arrests(_ count: String, _ people: String...) throws -> [String] {
        var arrests = Arrests()
        arrests.count = try Count(count)
        arrests.people = try people.map { try PeopleGroup($0) }
        return Record.arrests(arrests).validate(knownAt: nil).flags.map(\.code).filter { $0.hasPrefix("people") }
    }

    @Test func `groups of those arrested that are more than those arrested are flagged`() throws {
        #expect(try Self.arrests("5", "3:EG", "2:TN") == [])
        #expect(try Self.arrests("5", "3:EG", "2:TN", "SY") == ["people-exceed-count"])
        #expect(try Self.arrests("4..5", "4..9:EG", "~3:TN") == [])
        #expect(try Self.arrests("..5", "6..:EG") == ["people-exceed-count"])
        #expect(try Self.arrests("5..", "9:EG") == [])
        #expect(try Self.arrests("-", "9:EG") == [])
        #expect(try Self.arrests("5", "5:EG", "\(Int64.max):TN") == ["people-exceed-count"])
    }
}
