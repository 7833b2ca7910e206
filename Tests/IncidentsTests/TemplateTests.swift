import Incidents
import Testing

@Suite struct TemplateTests {
    @Test(arguments: RecordKind.allCases)
    func `a template can be read, is accepted and earns no flag`(kind: RecordKind) throws {
        let text = RecordJSON.template(for: kind)
        let record = try RecordJSON.record(kind, from: Array(text.utf8))
        #expect(record.kind == kind)
        let validation = record.validate(knownAt: Day(year: 2020, month: 2, day: 17)!)
        #expect(validation == Validation())
    }

    @Test(arguments: RecordKind.allCases)
    func `a template names every field of its kind`(kind: RecordKind) {
        // The fields that reading accepts are listed where one is unknown and none is like it.
        let errors = #expect(throws: ValidationErrors.self) {
            try RecordJSON.record(kind, from: Array(#"{"!!!!!!!!!!!!": 1}"#.utf8))
        }
        let names = errors?.errors.first { $0.code == .unknownKey }?.allowed.split(separator: ", ") ?? []
        #expect(names.count > 5)
        let template = RecordJSON.template(for: kind)
        for name in names { #expect(template.contains("\"\(name)\":"), "\(kind.code) lacks \(name)") }
    }

    @Test func `the arrests template says why nobody is an offender for having been smuggled`() {
        #expect(RecordJSON.template(for: .arrests).contains("article 5"))
    }
}
