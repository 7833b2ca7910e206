import Foundation
import LedgerTesting
import Testing

/// What a correction by flags does to a record: what is printed of it, and what becomes of lists.
struct CorrectionTests {
    private static let reason = ["--reason", "A second report"]

    @Test func `every field that a correction changes is printed, old and new, in every format`() async throws {
        let ledger = try await Self.incident(["--crime", "robbery"])
        let arguments = ["correct", "incident", "boat", "--crime", "+fraud", "--place", "Off Zuwara"] + Self.reason
        let text = try await ledger.succeed(arguments)
        #expect(text.contains("crimes             robbery → robbery; fraud\n"), "\(text)")
        #expect(text.contains("place.description   → Off Zuwara\n"), "\(text)")
        #expect(!text.contains("kind "), "\(text)")

        let back = ["correct", "incident", "boat", "--crime", "-fraud"] + Self.reason
        let json = try JSONDecoder().decode(Made.self, from: Data(try await ledger.succeed(back + Self.json).utf8))
        #expect(json.changes == [Made.Change(field: "crimes", old: "robbery; fraud", new: "robbery")])
        let csv = CSVReader.rows(
            of: try await ledger.succeed(
                ["correct", "incident", "boat", "--crime", "=assault", "--format", "csv"] + Self.reason))
        #expect(csv.first { $0["name"] == "changed_crimes" }?["value"] == "robbery → assault")
    }

    @Test func `a value that would replace a list unseen is refused with the three forms`() async throws {
        let ledger = try await Self.incident(["--crime", "robbery", "--from", "SY", "--source", "IOM"])
        for (flag, value) in [("--crime", "fraud"), ("--from", "AF"), ("--source", "UNHCR")] {
            let run = try await ledger.run(["correct", "incident", "boat", flag, value] + Self.reason)
            #expect(run.status == 1, "\(flag)")
            for form in ["\(flag) +\(value)", "\(flag) -NAME", "\(flag) =\(value)"] {
                #expect(run.errors.contains(form), "\(run.errors)")
            }
        }
        #expect(try await ledger.head().position == 1)
        // There is nothing yet that it could replace.
        try await ledger.succeed(["correct", "incident", "boat", "--to", "IT"] + Self.reason)
        #expect(try await Self.field("countriesOfDestination", ledger) as? [String] == ["IT"])
    }

    /// The flag, what adds to it, what removes from it, what sets it, and the field as JSON has it after each.
    struct List: Sendable, CustomTestStringConvertible {
        var kind: String
        var flag: String
        var field: String
        var start: String
        var added: String
        var removed: String
        var set: String
        var place: String?
        var testDescription: String { "\(kind) \(flag)" }
    }

    static let lists = [
        List(
            kind: "incident", flag: "--crime", field: "crimes", start: "robbery", added: "fraud", removed: "robbery",
            set: "assault"),
        List(
            kind: "incident", flag: "--from", field: "countriesOfOrigin", start: "SY", added: "AF", removed: "SY",
            set: "IQ"),
        List(
            kind: "incident", flag: "--via", field: "countriesOfTransit", start: "TR", added: "GR", removed: "TR",
            set: "RS"),
        List(
            kind: "incident", flag: "--to", field: "countriesOfDestination", start: "DE", added: "SE", removed: "DE",
            set: "GB"),
        List(
            kind: "incident", flag: "--conduct", field: "conduct", start: "6.1.a", added: "6.1.c", removed: "6.1.a",
            set: "6.2.a"),
        List(
            kind: "incident", flag: "--aggravation", field: "aggravations", start: "6.3.a", added: "6.3.b",
            removed: "6.3.a", set: "6.3.a"),
        List(
            kind: "incident", flag: "--document", field: "documentFraud", start: "forged", added: "altered",
            removed: "forged", set: "impostor-use"),
        List(
            kind: "incident", flag: "--exemption", field: "exemptions", start: "family",
            added: "ngo:accepted:said by a lawyer",
            removed: "family", set: "humanitarian"),
        List(
            kind: "incident", flag: "--people", field: "people", start: "3:female", added: "2:male:child:SY",
            removed: "female", set: "64"),
        List(
            kind: "deaths", flag: "--external-id", field: "externalIds", start: "united:17", added: "frontex:9",
            removed: "united:17", set: "own:1"),
        List(
            kind: "deaths", flag: "--source", field: "sources", start: "IOM Libya", added: "UNHCR",
            removed: "IOM Libya", set: "Red Crescent"),
        List(
            kind: "arrests", flag: "--people", field: "people", start: "2:EG", added: "TN", removed: "EG",
            set: "1:LY"),
        List(
            kind: "arrests", flag: "--conduct", field: "offences", start: "6.1.a", added: "6.1.c", removed: "6.1.a",
            set: "6.2.a"),
        List(
            kind: "operation", flag: "--lead", field: "leadBodies", start: "INTERPOL", added: "UNODC",
            removed: "INTERPOL", set: "Europol"),
        List(
            kind: "operation", flag: "--country", field: "countries", start: "IT", added: "GR", removed: "IT",
            set: "ES"),
        List(
            kind: "operation", flag: "--phase-period", field: "phases", start: "action:2018-11-27",
            added: "follow-up:2019:arrests", removed: "action", set: "pre-operational"),
        List(
            kind: "operation", flag: "--result", field: "results", start: "INTERPOL/arrests=4",
            added: "UN/checks@action=<44000", removed: "INTERPOL/arrests", set: "UN/arrests=49"),
        List(
            kind: "deaths", flag: "--region", field: "regions", start: "mmp-2014:Mediterranean",
            added: "m49:015", removed: "mmp-2014", set: "mmp-2014:Europe", place: "place"),
    ]

    @Test(arguments: lists)
    func `a flag of a list adds, removes by name, sets the whole list and clears it`(_ list: List) async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(
            ["record", list.kind, "--id", "one", "--note", "n"] + Self.required(list.kind) + [list.flag, list.start])
        var states: [Any?] = []
        for edit in ["+" + list.added, "-" + list.removed, "=" + list.set, "="] {
            try await ledger.succeed(["correct", list.kind, "one", list.flag, edit] + Self.reason)
            states.append(try await Self.field(list.field, list.kind, "one", ledger, in: list.place))
        }
        // What each leaves is what a record says that was given it at once.
        let given: [[String]] = [[list.start, list.added], [list.added], [list.set]]
        for (state, values) in zip(states, given) {
            let id = "given \(values)"
            try await ledger.succeed(
                ["record", list.kind, "--id", id] + Self.required(list.kind) + values.flatMap { [list.flag, $0] })
            let same = try await Self.field(list.field, list.kind, id, ledger, in: list.place)
            #expect(try Self.data(state) == Self.data(same))
        }
        #expect(try #require(states.last) == nil)
        let absent = try await ledger.run(["correct", list.kind, "one", list.flag, "-nobody"] + Self.reason)
        #expect(absent.status == 1 && absent.errors.contains("nobody"), "\(absent.errors)")
    }

    @Test func `a result replaces only that of its own publisher, measure and phase, and keeps its unit`() async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "operation", "--id", "andes", "--name", "Andes", "--date", "2018", "--result",
            "INTERPOL/arrests=49", "--result", "INTERPOL/arrests@action=18", "--result", "UN/arrests=50", "--result",
            "INTERPOL/assets=~10 USD",
        ])
        let text = try await ledger.succeed(
            ["correct", "operation", "andes", "--result", "INTERPOL/arrests=4", "--result", "INTERPOL/assets=12"]
                + Self.reason)
        #expect(text.contains(" → "))
        let results = try #require(
            try await Self.field("results", "operation", "andes", ledger) as? [[String: Any]])
        let counts = results.map { result -> String in
            let count = result["count"] as? [String: Any]
            return "\(result["publisher"] ?? "")/\(result["measure"] ?? "")@\(result["phase"] ?? "")"
                + "=\(count?["low"] ?? "") \(count?["unit"] ?? "")"
        }
        #expect(
            counts == [
                "INTERPOL/arrests@=4 ", "INTERPOL/arrests@action=18 ", "UN/arrests@=50 ", "INTERPOL/assets@=12 USD",
            ])
    }

    @Test func `a total of people replaces a total, and never a breakdown`() async throws {
        let ledger = try await Self.incident(["--people", "60"])
        try await ledger.succeed(["correct", "incident", "boat", "--people", "64"] + Self.reason)
        try await ledger.succeed(
            ["correct", "incident", "boat", "--people", "=14:female", "--people", "=50:male"] + Self.reason)
        let run = try await ledger.run(["correct", "incident", "boat", "--people", "64"] + Self.reason)
        #expect(run.status == 1)
        for form in ["--people +64", "--people -NAME", "--people =64", "14:female; 50:male"] {
            #expect(run.errors.contains(form), "\(run.errors)")
        }
        try await ledger.succeed(["correct", "incident", "boat", "--people", "+15:female"] + Self.reason)
        let shown = try await ledger.succeed(["show", "incident", "boat"])
        #expect(shown.contains("15, female; 50, male"), "\(shown)")
    }

    @Test func `two values of which one would be lost are refused`() async throws {
        let ledger = try await TestLedger.make()
        let record = ["record", "operation", "--id", "andes", "--name", "Andes", "--date", "2018"]
        for values in [["--result", "UN/arrests=4", "--result", "UN/arrests=5"], ["--lead", "UN", "--lead", "+IOM"]] {
            #expect(try await ledger.run(record + values).status == 1)
        }
        let deaths = ["record", "deaths", "--date", "2020", "--dead", "1", "--country", "IT", "--country", "GR"]
        let twice = try await ledger.run(deaths)
        #expect(twice.status == 1 && twice.errors.contains("--country"), "\(twice.errors)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `an address belongs to the source before it, and a removed source has none`() async throws {
        let ledger = try await Self.incident(["--source", "IOM", "--source", "UNHCR", "--url", "https://iom.int/1"])
        try await ledger.succeed(
            ["correct", "incident", "boat", "--source", "-UNHCR", "--source", "+BBC", "--url", "https://bbc.com/2"]
                + Self.reason)
        let sources = try #require(try await Self.field("sources", ledger) as? [[String: Any]])
        #expect(sources.map { $0["publisher"] as? String } == ["IOM", "BBC"])
        #expect(sources.map { $0["locator"] as? String } == ["https://iom.int/1", "https://bbc.com/2"])
    }

    // MARK: -

    private struct Made: Decodable {
        struct Change: Decodable, Equatable {
            var field: String
            var old: String
            var new: String
        }
        var changes: [Change]
    }

    private static let json = ["--format", "json"]

    private static func incident(_ fields: [String]) async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "incident", "--id", "boat"] + required("incident") + fields)
        return ledger
    }

    private static func required(_ kind: String) -> [String] {
        switch kind {
        case "incident": ["--incident-kind", "interception", "--date", "2020"]
        case "operation": ["--name", "Andes", "--date", "2018"]
        case "arrests": ["--count", "3", "--date", "2020"]
        default: ["--dead", "3", "--date", "2020"]
        }
    }

    private static func field(_ name: String, _ ledger: TestLedger) async throws -> Any? {
        try await field(name, "incident", "boat", ledger)
    }

    private static func field(
        _ name: String, _ kind: String, _ id: String, _ ledger: TestLedger, in part: String? = nil
    ) async throws -> Any? {
        let json = try await ledger.succeed(["show", kind, id] + Self.json)
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let state = try #require(object?["state"] as? [String: Any])
        guard let part else { return state[name] }
        return (state[part] as? [String: Any])?[name]
    }

    private static func data(_ field: Any?) throws -> Data {
        try JSONSerialization.data(withJSONObject: [field ?? NSNull()], options: .sortedKeys)
    }
}
