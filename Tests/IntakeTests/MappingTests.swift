import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Mappings as files say them, and what is wrong with one.
@Suite struct MappingTests {
    private static let whole = """
        {
          "format": 1, "name": "gendarmerie-arrests", "version": 3,
          "dataset": {
            "id": "gendarmerie", "publisher": "Gendarmerie", "title": "Arrests", "prefix": "gend-",
            "identifierScheme": "gend-case", "regionScheme": "m49"
          },
          "row": { "identifier": ["Case no.", "Case"], "incident": ["File no."] },
          "records": {
            "arrests": {
              "count": { "count": ["Arrested"], "low": ["At least"], "high": ["At most"], "thousands": "." },
              "occurred": { "date": ["Day"], "order": "dmy" },
              "place.point": { "latitude": ["Lat"], "longitude": ["Lon"], "decimal": "," },
              "place.country": { "country": ["Country"] },
              "role": { "code": ["Role"], "table": { "Boat  Driver": "\(OffenderRole.allCases[0].code)" }, "else": "keep" },
              "note": { "constant": "From the monthly list" }
            },
            "deaths": { "cause": { "text": ["Cause"] }, "causeClass": { "code": ["Cause"], "table": {} } }
          }
        }
        """

    private func faults(_ text: String) throws -> [MappingFault] { try MappingReading(Array(text.utf8)).faults }

    /// The whole mapping with one text in the place of another.
    private func faults(_ old: String, _ new: String) throws -> [MappingFault] {
        #expect(Self.whole.contains(old), "\(old)")
        return try faults(Self.whole.replacing(old, with: new, maxReplacements: 1))
    }

    @Test func `a mapping is read as it is written`() throws {
        let reading = try MappingReading(Array(Self.whole.utf8))
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        let mapping = try #require(reading.mapping)
        #expect((mapping.name, mapping.version, mapping.dataset) == ("gendarmerie-arrests", 3, "gendarmerie"))
        #expect(mapping.described.prefix == "gend-")
        #expect(mapping.row.identifier == ["Case no.", "Case"])
        #expect(mapping.row.incident == ["File no."])
        let arrests = try #require(mapping.templates(of: .arrests).first).fields
        #expect(arrests.map(\.name) == ["count", "occurred", "place.point", "place.country", "role", "note"])
        #expect(arrests[0].columns == ["count": ["Arrested"], "low": ["At least"], "high": ["At most"]])
        #expect(arrests[0].options == ["thousands": ["."]])
        #expect(arrests[4].codes == ["boat driver": OffenderRole.allCases[0].code])
        #expect(arrests[5].reader == .constant)
        #expect(arrests[5].options == ["constant": ["From the monthly list"]])
    }

    @Test(arguments: [
        ("\"format\": 1", "\"format\": 2", 2, 13, "The format of mappings that is read here is 1."),
        ("\"version\": 3", "\"version\": 0", 2, 58, "The version is a whole number from 1."),
        ("gendarmerie-arrests", "My list", 2, 24, "small letters, digits and hyphens"),
        ("\"prefix\": \"gend-\"", "\"prefix\": \"gend\"", 4, 84, "A prefix ends in a hyphen"),
        ("\"m49\"", "\"m50\"", 5, 54, "\"m50\" is no region scheme; it is one of"),
        ("\"publisher\"", "\"publishers\"", 4, 26, "The dataset has no \"publishers\""),
        ("[\"File no.\"]", "\"File no.\"", 7, 60, "a list of at least one"),
        ("[\"File no.\"]", "[]", 7, 60, "a list of at least one"),
        ("[\"Case no.\", \"Case\"]", "[\"Case\", \"case \"]", 7, 35, "The heading \"case \" is there twice."),
        ("\"arrests\"", "\"arrest\"", 9, 5, "\"records\" has no \"arrest\"; it has \"incident\", \"deaths\""),
        ("\"order\": \"dmy\"", "\"order\": \"dym\"", 11, 47, "\"dym\" is no order; it is one of \"ymd\", \"dmy\""),
        ("\"order\"", "\"ordre\"", 11, 38, "The reader \"date\" has no \"ordre\""),
        ("{ \"date\": [\"Day\"]", "{ \"end\": [\"Day\"]", 11, 19, "A date is read from \"date\", or from \"year\""),
        ("\"longitude\": [\"Lon\"], ", "", 12, 22, "has both, \"latitude\" and \"longitude\""),
        (
            "\"country\": [\"Country\"]", "\"text\": [\"Country\"]", 13, 26,
            "is read by \"country\" or \"constant\", not by \"text\""
        ),
        ("{ \"country\": [\"Country\"] }", "{}", 13, 24, "needs one reader: \"country\" or \"constant\""),
        ("{ \"country\": [\"Country\"] }", "[\"Country\"]", 13, 24, "is read by an object"),
        ("[\"Country\"]", "[\" day\"]", 13, 7, "The column \"day\" feeds \"occurred\" already"),
        ("\"else\": \"keep\"", "\"else\": \"drop\"", 14, 85, "\"drop\" is no else"),
        ("{ \"Boat  Driver\": \"", "{ \"Boat  Driver\": \"x", 14, 62, "is no code; it is one of"),
        ("\"thousands\": \".\"", "\"thousands\": \".\", \"decimal\": \".\"", 10, 16, "are the same character"),
        ("\"From the monthly list\"", "12", 15, 29, "A text in quotes is expected here"),
        ("\"note\": {", "\"count\": {", 15, 7, "A record of arrests has \"count\" twice."),
    ])
    func `a fault is said with its line and column`(
        old: String, new: String, line: Int, column: Int, sentence: String
    ) throws {
        let faults = try faults(old, new)
        let found = faults.first { $0.sentence.contains(sentence) }
        #expect(found != nil, "\(faults)")
        #expect(found?.line == line && found?.column == column, "\(faults)")
    }

    @Test func `every fault is said, in the order of the file`() throws {
        let faults = try faults("{\"format\": 1,\n\"name\": 5,\n\"records\": {\"deaths\": {\"deads\": {}}}}")
        #expect(
            faults.map(\.description) == [
                "line 1, column 1: The mapping lacks \"version\".", "line 1, column 1: The mapping lacks \"dataset\".",
                "line 2, column 9: A text in quotes is expected here, and not an empty one.", faults.last?.description,
            ])
        #expect(faults.last?.description.hasPrefix("line 3, column 24: A record of deaths has no \"deads\"") == true)
    }

    @Test(arguments: [
        ("{", "line 1, column 2"), ("{\"a\": 1,}", "nothing follows the comma (line 1, column 9)"),
        ("[1] x", "more after its end"),
        ("{\"a\" 1}", "line 1, column 6"), ("{\"a\": 1 \"b\": 2}", "a comma or the end is expected here"),
        (String(repeating: "[", count: 40), "32 deep"), ("", "is missing"),
    ])
    func `what is no JSON is refused with line and column`(text: String, words: String) {
        let error = #expect(throws: ImportError.self) { try MappingReading(Array(text.utf8)) }
        #expect(error?.code == .badMapping)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func `a mutated mapping ends in faults or in a mapping, never in a trap`() {
        var random = SeededGenerator(for: "mutated mappings")
        for round in 0..<300 {
            var bytes = Array(Self.whole.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = random.pick(Array("{}[]\",:0-\\u ".utf8) + [0x00, 0xC3, 0xFF])
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...12, using: &random)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
                }
            }
            do throws(ImportError) {
                let reading = try MappingReading(bytes)
                if (reading.mapping == nil) == reading.faults.isEmpty {
                    Issue.record("round \(round) of seed \(random.seed): no mapping and no fault, or both")
                }
            } catch {
                if !error.description.hasSuffix(".") { Issue.record("round \(round) of seed \(random.seed): \(error)") }
            }
        }
    }
}
