import Foundation
import Incidents
import Testing

@testable import Intake

/// MAPPINGS.md says all of the form, and what it shows is read.
@Suite struct MappingReferenceTests {
    private static var text: String {
        get throws {
            let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            return try String(contentsOf: repository.appending(path: "MAPPINGS.md"), encoding: .utf8)
        }
    }

    /// What stands under the heading of a reader.
    private static func section(_ reader: Mapping.Reader) throws -> String {
        let parts = try text.components(separatedBy: "\n### `\(reader.rawValue)`\n")
        return String(try #require(parts.dropFirst().first, "no section of \(reader)").prefix { $0 != "#" })
    }

    @Test(arguments: Mapping.Reader.allCases)
    func `the reference has every reader with its columns and options`(reader: Mapping.Reader) throws {
        let section = try Self.section(reader)
        let table = reader.takesTable ? ["table"] : []
        for name in reader.furtherColumns + reader.options.keys + table {
            #expect(section.contains("`\(name)`"), "\(reader): \(name)")
        }
        for (name, choices) in reader.options where name != "basis" {
            for choice in choices where choice.count > 1 {
                #expect(section.contains("`\(choice)`") || section.contains("\"\(choice)\""), "\(name): \(choice)")
            }
        }
    }

    @Test func `the reference has every field of every kind of record, and each can be set`() throws {
        let text = try Self.text
        for kind in MappingFields.kinds {
            #expect(text.contains("`\(kind.code)`"), "\(kind)")
            for (name, rule) in MappingFields.rules(of: kind) {
                #expect(text.contains("`\(name)`"), "\(kind.code).\(name)")
                #expect(FieldName(rawValue: name) != nil, "\(name)")
                #expect(!rule.readers.isEmpty)
            }
        }
        for member in [
            "format", "name", "version", "dataset", "records", "row", "shared", "basedOn", "id", "publisher",
        ]
            + ["prefix", "identifierScheme", "regionScheme", "identifier", "incident", "incidentScheme", "form"]
            + ["nothing", "keep", "part", "if", "required"]
        {
            #expect(text.contains("`\(member)`") || text.contains("\"\(member)\""), "\(member)")
        }
    }

    @Test func `the mappings that the reference shows are read, and so are those that come with the program`() throws {
        let blocks = try Self.text.components(separatedBy: "```json\n").dropFirst().map { $0.prefix { $0 != "`" } }
        #expect(!blocks.isEmpty)
        for text in try blocks.map(String.init)
            + BuiltInMappings.names.map({ try #require(BuiltInMappings.text(of: $0)) })
        {
            let reading = try MappingReading(Array(text.utf8))
            #expect(reading.faults.isEmpty, "\(reading.faults)")
            #expect(reading.mapping != nil)
        }
    }

    /// A value of every reader for every field that takes it: each changes the record.
    @Test(arguments: MappingFields.kinds) func `a value of every field reaches the record`(kind: RecordKind) throws {
        for (name, rule) in MappingFields.rules(of: kind) {
            let field = try #require(FieldName(rawValue: name))
            for reader in rule.readers {
                let value: MappedValue
                switch reader {
                case .text, .link: value = .text("x")
                case .count: value = .count(.exactly(7))
                case .date: value = .period(.day(Day(number: 9)))
                case .country: value = .countries(["IT"])
                case .region: value = .region(Region(scheme: "m49", code: "380"))
                case .point: value = .point(Point(latitudeE7: 1, longitudeE7: 2, precision: .asPublished))
                case .code: value = .codes([try #require(rule.codes.first).raw])
                case .number: value = .number(3)
                case .sources: value = .sources([Source(publisher: "x")])
                case .constant: continue
                }
                #expect(changes(kind, field, value), "\(kind.code).\(name) by \(reader)")
            }
        }
    }

    /// With an article and a fine, of which other fields say more.
    private var provision: Provision {
        var provision = Provision()
        provision.implements = [Implementation(article: .enablingStay)]
        provision.fine = Money(amount: .exactly(1), currency: "")
        return provision
    }

    private func changes(_ kind: RecordKind, _ field: FieldName, _ value: MappedValue) -> Bool {
        func set<Value: MappedRecord & Equatable>(_ empty: Value) -> Bool {
            var record = empty
            record.set(field, value)
            return record != empty
        }
        return switch kind {
        case .incident: set(Incident())
        case .deaths: set(Deaths())
        case .arrests: set(Arrests())
        case .operation: set(Operation())
        case .courtCase: set(CourtCase())
        case .proceeding: set(Proceeding())
        case .law: set(Law())
        case .provision: set(provision)
        case .indicator: set(Indicator())
        case .activity: set(Activity())
        default: set(PublishedFigure())
        }
    }
}

/// Mappings that are proposed for tables.
@Suite struct SuggestionTests {
    private func suggestion(_ table: String) throws -> (MappingSuggestion, Mapping) {
        let suggestion = try MappingSuggestion(Array(table.utf8), name: "list")
        let reading = try MappingReading(Array(suggestion.text.utf8))
        return (suggestion, try #require(reading.mapping, "\(reading.faults) \(suggestion.text)"))
    }

    @Test func `each column of a table of deaths is proposed for what it looks like`() throws {
        let rows = (1...12).map {
            "\($0),\($0 + 9)/0\($0 % 9 + 1)/2020,Libya,32.\($0),13.1,\($0),\($0 - 1),\($0 + 4),u\($0),1"
        }
        let (suggestion, mapping) = try suggestion(
            "Ref,Date,Country,Lat,Lon,Killed,Killed low,Killed high,Remarks,Prec\n" + rows.joined(separator: "\n"))
        let fields = try #require(mapping.templates(of: .deaths).first).fields
        #expect(mapping.row.identifier == ["Ref"])
        #expect(
            fields.first { $0.name == "dead" }?.columns == [
                "count": ["Killed"], "low": ["Killed low"], "high": ["Killed high"],
            ])
        #expect(fields.first { $0.name == "occurred" }?.options["order"] == ["dmy"])
        #expect(fields.first { $0.name == "place.point" }?.columns.count == 2)
        #expect(Set(fields.map(\.name)) == ["dead", "occurred", "place.point", "place.country", "note"])
        #expect(suggestion.remarks.contains { $0.contains("\"Prec\"") })
        let table = try MappedTable(
            Array(("Ref,Date,Country,Lat,Lon,Killed,Killed low,Killed high,Remarks,Prec\n" + rows[0] + "\n").utf8),
            fileName: "x", mappings: [mapping])
        #expect(table.deaths.first?.dead == Count(low: 0, high: 5, qualifier: .between))
    }

    @Test(arguments: [
        "Referencia,Fecha,Lugar,Fallecidos,Desaparecidos,Mujeres,Niños,Fuente",
        "Référence,Date,Lieu,Décès,Disparus,Femmes,Enfants,Source",
        "Riferimento,Data,Luogo,Morti,Dispersi,Donne,Bambini,Fonte",
        "Referência,Data,Lugar,Mortos,Desaparecidos,Mulheres,Crianças,Fonte",
        "Aktenzeichen,Datum,Ort,Tote,Vermisste,Frauen,Kinder,Quelle",
    ])
    func `headings in the languages of the routes are understood`(header: String) throws {
        let rows = (1...12).map {
            "A-\($0),2020-0\($0 % 9 + 1)-1\($0 % 9),Port \($0),\($0),\($0 % 3),\($0 % 5),\($0 % 4),Radio"
        }
        let (suggestion, mapping) = try suggestion(header + "\n" + rows.joined(separator: "\n"))
        let headings = header.split(separator: ",").map(String.init)
        #expect(mapping.row.identifier == [headings[0]])
        let fields = try #require(mapping.templates(of: .deaths).first).fields
        let found = fields.map { "\($0.name): \($0.columns.values.flatMap { $0 }.joined())" }
        #expect(
            Set(found) == [
                "occurred: \(headings[1])", "place.description: \(headings[2])", "dead: \(headings[3])",
                "missing: \(headings[4])", "females: \(headings[5])", "children: \(headings[6])",
                "sources: \(headings[7])",
            ], "\(suggestion.remarks)")
    }

    @Test func `what cannot be told is said, and headings that are known are named`() throws {
        let (undecided, mapping) = try suggestion("Place,Day,Zorb\nA,05/11/2015,x y z\nB,06/10/2015,q\n")
        #expect(mapping.records.map(\.kind) == [.incident])
        for words in [
            "no column identifies a row", "whether the day or the month comes first",
            "nothing is proposed for the column \"Zorb\"",
        ] {
            #expect(undecided.remarks.contains { $0.contains(words) }, "\(words): \(undecided.remarks)")
        }
        let known = try MappingSuggestion(Array(SmallExport.text([SmallExport.row()]).utf8), name: "x")
        #expect(
            known.remarks.contains {
                $0.contains("missing-migrants-web-id, which comes with the program, knows these headings")
            })
    }
}
