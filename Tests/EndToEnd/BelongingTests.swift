import Foundation
import LedgerTesting
import Testing

/// What belongs to an incident or operation: listed, added up, each person once, and followed when it moves.
struct BelongingTests {
    private static let reason = ["--reason", "Made for a test"]

    /// An operation with an incident, its deaths and arrests, and arrests of its own; a second incident with nothing.
    private static func ledger() async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "belongings") {
            let ledger = try await TestLedger.make()
            for record in [
                ["operation", "--id", "andes", "--name", "Andes"],
                ["incident", "--id", "boat", "--incident-kind", "interception", "--operation", "andes"],
                ["incident", "--id", "raft", "--incident-kind", "other"],
                ["deaths", "--id", "toll", "--dead", "3", "--missing", "1..4", "--incident", "boat"],
                ["deaths", "--id", "later", "--dead", "2", "--incident", "boat", "--place", "Off the coast"],
                ["arrests", "--id", "crew", "--count", "2", "--incident", "boat"],
                ["arrests", "--id", "ashore", "--count", "5", "--operation", "andes"],
                ["deaths", "--id", "other", "--dead", "100"],
            ] {
                try await ledger.succeed(["record"] + record + ["--source", "IOM", "--date", "2020-03-01"])
            }
            return ledger
        }
    }

    private struct Shown: Decodable {
        var belongsTo: [Owner]
        var belongings: Belongings?

        struct Owner: Decodable {
            var kind: String
            var id: String
            var isThere: Bool
        }
        struct Belongings: Decodable {
            var groups: [Group]
            var former: [Former]
            var notes: [String]
        }
        struct Group: Decodable {
            var kind: String
            var counted: Int
            var sums: [String: Sum]
            var records: [Member]
        }
        struct Sum: Decodable {
            var sum: Value
            var reportedBy: Int
        }
        struct Member: Decodable {
            var id: String
            var part: String
            var reason: String?
        }
        struct Former: Decodable {
            var kind: String
            var id: String
        }
        /// A number, or the notation of a range.
        enum Value: Decodable, Equatable {
            case number(Int)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .text(try container.decode(String.self))
                }
            }
        }

        func group(_ kind: String) throws -> Group { try #require(belongings?.groups.first { $0.kind == kind }) }
        func sum(_ kind: String, _ measure: String) throws -> Value? { try group(kind).sums[measure]?.sum }
    }

    private func show(_ ledger: TestLedger, _ arguments: String...) async throws -> Shown {
        let text = try await ledger.succeed(["show"] + arguments + ["--format", "json"])
        return try JSONDecoder().decode(Shown.self, from: Data(text.utf8))
    }

    @Test func `an incident shows its deaths and arrests and what they add up to`() async throws {
        let ledger = try await Self.ledger()
        let shown = try await show(ledger, "incident", "boat")
        #expect(try shown.group("deaths").records.map(\.id) == ["later", "toll"])
        #expect(try shown.sum("deaths", "dead") == .number(5))
        #expect(try shown.sum("deaths", "missing") == .text("1..4"))
        #expect(try shown.group("deaths").sums["missing"]?.reportedBy == 1)
        #expect(try shown.group("arrests").records.map(\.id) == ["crew"])
        #expect(try shown.sum("arrests", "arrests") == .number(2))
        #expect(shown.belongsTo.map(\.id) == ["andes"])
        let text = try await ledger.succeed(["show", "incident", "boat"])
        for line in [
            "deaths: 2 records, dead 5, missing 1..4 (1 of 2 report it)", "arrests: 1 record, arrests 2",
            "belongs to operation/andes: Andes, 2020-03-01",
        ] {
            #expect(text.contains(line), "\(text)")
        }
        #expect(try await ledger.succeed(["show", "incident", "raft"]).contains("Nothing belongs to it."))
    }

    @Test func `an operation shows what its incidents show, each record once, and a toll leads back`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["correct", "arrests", "crew", "--operation", "andes"] + Self.reason)
        let shown = try await show(ledger, "operation", "andes")
        #expect(try shown.group("incident").records.map(\.id) == ["boat"])
        #expect(try shown.sum("deaths", "dead") == .number(5))
        // The crew names both the incident and the operation.
        #expect(try shown.group("arrests").records.map(\.id) == ["ashore", "crew"])
        #expect(try shown.sum("arrests", "arrests") == .number(7))
        let toll = try await show(ledger, "deaths", "toll")
        #expect(toll.belongsTo.map(\.id) == ["boat"] && toll.belongings == nil)
        let csv = try await ledger.succeed(["show", "operation", "andes", "--format", "csv"])
        #expect(csv.contains("belonging.deaths,toll\n") && csv.contains("sum.arrests.arrests,7\n"), "\(csv)")
    }

    @Test func `whom a link makes the same counts once in what belongs together, and the answer says so`()
        async throws
    {
        let ledger = try await Self.ledger()
        let decide = ["duplicates", "decide", "deaths/toll", "deaths/later", "same"] + Self.reason
        let before = try await ledger.head().position
        try await ledger.succeed(decide)
        let shown = try await show(ledger, "incident", "boat")
        #expect(try shown.sum("deaths", "dead") == .number(3) && shown.group("deaths").counted == 1)
        let later = try #require(try shown.group("deaths").records.first { $0.id == "later" })
        #expect(later.part == "none" && later.reason == "the same as deaths/toll")
        #expect(try await ledger.succeed(["show", "incident", "boat"]).contains("no: the same as deaths/toll"))
        let earlier = try await show(ledger, "incident", "boat", "--as-of", "\(before)")
        #expect(try earlier.sum("deaths", "dead") == .number(5))
        // Without the record that counts, nobody is counted twice.
        try await ledger.succeed(["correct", "deaths", "toll", "--incident", "raft"] + Self.reason)
        #expect(try await show(ledger, "incident", "boat").sum("deaths", "dead") == .number(2))
    }

    @Test func `an incident's dead are the same number wherever they are asked for`() async throws {
        let ledger = try await TestLedger.make()
        let tolls = ["dead=>12", "dead=3", "dead=<20", "dead=1..4"].flatMap { ["--deaths", $0] }
        try await ledger.succeed(
            ["record", "incident", "--id", "boat", "--incident-kind", "other", "--date", "2020", "--source", "IOM"]
                + tolls)
        let view = try await ledger.view("year").map { $0["dead"] }
        #expect(view == ["16.."])
        let found = CSVReader.rows(
            of: try await ledger.succeed(["find", "incident", "--columns", "id,dead", "--format", "csv"]))
        #expect(found.map { $0["dead"] } == view && found.map { $0["dead_low"] } == ["16"])
        #expect(try await show(ledger, "incident", "boat").sum("deaths", "dead") == .text("16.."))
    }

    @Test func `moving a toll to another incident is a correction that both histories show`() async throws {
        let ledger = try await Self.ledger()
        let move = ["correct", "deaths", "toll", "--incident", "raft", "--reason", "It was the other boat"]
        #expect(try await ledger.succeed(move).contains("boat → raft"))
        let from = try await ledger.succeed(["history", "incident", "boat"])
        #expect(from.contains("deaths/toll, version 2  corrected"), "\(from)")
        #expect(from.contains("belongs to incident/boat no longer") && from.contains("It was the other boat"))
        #expect(!from.contains("arrests/crew"), "\(from)")
        let to = try await ledger.succeed(["history", "incident", "raft"])
        #expect(to.contains("now belongs to incident/raft") && to.contains("It was the other boat"), "\(to)")
        #expect(try await show(ledger, "incident", "boat").belongings?.former.map(\.id) == ["toll"])
        #expect(try await show(ledger, "incident", "raft").sum("deaths", "dead") == .number(3))
        let earlier = try await ledger.succeed(["history", "incident", "boat", "--as-of", "8"])
        #expect(!earlier.contains("deaths/toll"), "\(earlier)")
    }

    @Test func `a linked history has every event of what belongs or belonged to it, in the order of the log`()
        async throws
    {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["correct", "deaths", "toll", "--incident", "raft"] + Self.reason)
        try await ledger.succeed(["withdraw", "arrests", "crew"] + Self.reason)
        let csv = try await ledger.succeed(["history", "operation", "andes", "--linked", "--format", "csv"])
        let rows = CSVReader.rows(of: csv)
        let positions = try rows.map { try #require(UInt64($0["position"] ?? "")) }
        #expect(positions == positions.sorted())
        let named = Set(rows.map { "\($0["kind"] ?? "")/\($0["id"] ?? "") \($0["type"] ?? "")" })
        #expect(
            named == [
                "operation/andes recorded", "incident/boat recorded", "deaths/toll recorded", "deaths/later recorded",
                "arrests/crew recorded", "arrests/ashore recorded", "deaths/toll corrected", "arrests/crew withdrawn",
            ])
        #expect(try await ledger.succeed(["history", "deaths", "toll", "--linked"]).contains("version 2"))
    }
}
