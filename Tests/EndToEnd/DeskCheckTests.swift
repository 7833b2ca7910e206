import Foundation
import LedgerTesting
import Testing

/// What is implausible in what a person types, and is kept: the checks of imports, and those that look at other records.
struct DeskCheckTests {
    private static let toll =
        ["--region", "mmp-2014:Mediterranean", "--date", "2020-01-11", "--dead", "12", "--missing", "17"]
    private static let source = ["--source", "IOM"]

    /// The lines of an acknowledgement that say what is implausible.
    private static func flags(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("flag: ") }.map { String($0.dropFirst(6)) }
    }

    private static func record(_ id: String, _ fields: [String] = []) -> [String] {
        ["record", "deaths", "--id", id] + toll + source + fields
    }

    @Test func `a point far outside its region and a record that names no source are flagged`() async throws {
        let ledger = try await TestLedger.make()
        let bad = try await ledger.succeed(["record", "deaths", "--id", "one", "--point", "12.6, 35.5"] + Self.toll)
        let flags = Self.flags(bad)
        #expect(flags.map { $0.prefix { $0 != " " } } == ["point-contradicts-region", "no-source"], "\(bad)")
        #expect(flags[0].contains("12.6, 35.5 lies far outside Mediterranean"))
        let mended = try await ledger.succeed(
            ["correct", "deaths", "one", "--point", "35.5, 12.6", "--source", "IOM", "--reason", "the other way round"])
        #expect(Self.flags(mended).isEmpty, "\(mended)")
        let shown = try await ledger.succeed(["show", "deaths", "one", "--format", "json"])
        #expect(!shown.contains(#""flags""#), "\(shown)")
    }

    @Test func `the same death typed twice is flagged with the record that it looks like`() async throws {
        let ledger = try await TestLedger.make()
        #expect(try await Self.flags(ledger.succeed(Self.record("boat"))).isEmpty)
        let twice = try await ledger.succeed(Self.record("other", ["--cause", "Drowning", "--survivors", "21"]))
        #expect(Self.flags(twice) == ["looks-like: deaths/boat has the same days, place and counts"], "\(twice)")
        let json = try await ledger.succeed(["show", "deaths", "other", "--format", "json"])
        #expect(json.contains(#""code": "looks-like""#), "\(json)")

        // It goes with what it was found by, and not before.
        let same = ["correct", "deaths", "other", "--reason", "Second report"]
        #expect(try await Self.flags(ledger.succeed(same + ["--survivors", "20"])).count == 1)
        #expect(try await Self.flags(ledger.succeed(same + ["--dead", "13"])).isEmpty)
    }

    /// What makes two records different ones, or the other no longer stand.
    static let others = [
        ["--date", "2020-01-12"], ["--dead", "13"], ["--missing", "16"], ["--region", "=mmp-2014:Europe"], ["withdraw"],
    ]

    @Test(arguments: others)
    func `a record of another day, place or count, or one that is withdrawn, looks like nothing`(
        _ change: [String]
    ) async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(Self.record("boat"))
        let reason = ["--reason", "Second report"]
        try await ledger.succeed(
            (change == ["withdraw"] ? ["withdraw", "deaths", "boat"] : ["correct", "deaths", "boat"] + change) + reason)
        let text = try await ledger.succeed(Self.record("other"))
        #expect(Self.flags(text).isEmpty, "\(text)")
    }

    @Test(arguments: [
        (["--country", "IT"], true), (["--place", "Off  lampedusa"], true), (["--country", "GR"], false),
        (["--place", "Off Lesvos"], false), ([], false),
    ])
    func `a place is the same by country or by its words, too`(place: [String], isSame: Bool) async throws {
        let ledger = try await TestLedger.make()
        let fields = ["--date", "2020-01-11", "--dead", "1"] + Self.source
        try await ledger.succeed(
            ["record", "deaths", "--id", "boat", "--country", "IT", "--place", "Off Lampedusa"] + fields)
        let text = try await ledger.succeed(["record", "deaths", "--id", "other"] + place + fields)
        #expect(Self.flags(text).contains { $0.contains("deaths/boat") } == isSame, "\(text)")
    }

    @Test func `arrests and incidents that are typed twice are flagged as well, by their own counts`() async throws {
        let ledger = try await TestLedger.make()
        let place = ["--date", "2020", "--country", "IT"] + Self.source
        for (kind, fields, other) in [
            ("arrests", ["--count", "3", "--role", "transporter"], ["--count", "3", "--role", "guide"]),
            (
                "incident", ["--incident-kind", "interception", "--people", "64"],
                ["--incident-kind", "interception", "--people", "64:female"]
            ),
        ] {
            try await ledger.succeed(["record", kind, "--id", "first"] + fields + place)
            let twice = try await ledger.succeed(["record", kind, "--id", "second"] + fields + place)
            #expect(Self.flags(twice).contains { $0.hasPrefix("looks-like: \(kind)/first ") }, "\(twice)")
            let another = try await ledger.succeed(["record", kind, "--id", "third"] + other + place)
            #expect(!another.contains("looks-like"), "\(another)")
        }
    }

    @Test func `a request that is sent again is the same request, whatever looks like it by then`() async throws {
        let ledger = try await TestLedger.make()
        let first = Self.record("boat", ["--incident", "sinking", "--key", "k"])
        #expect(try await Self.flags(ledger.succeed(first)).count == 1)
        let incident = ["record", "incident", "--id", "sinking", "--incident-kind", "other", "--date", "2020"]
        try await ledger.succeed(incident)
        try await ledger.succeed(Self.record("twin"))
        let again = try await ledger.succeed(first)
        #expect(again.contains("nothing was appended") && Self.flags(again).count == 1, "\(again)")
        #expect(try await ledger.head().position == 3)
    }
}
