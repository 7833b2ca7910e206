import Foundation
import LedgerTesting
import Testing

/// Who says something: set once, and never a private person.
struct ActorTests {
    /// A ledger, and the settings of one user.
    private struct Desk {
        let ledger: TestLedger
        var user = "one"

        func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Program.Run {
            let own = ["XDG_CONFIG_HOME": ledger.scratch.path("settings-\(user)")]
            return try await Program.ledger.run(
                arguments + ["--ledger", ledger.path], environment: own.merging(environment) { $1 })
        }

        func actors() async throws -> [String?] {
            CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"])).map { $0["actor"] }
        }
    }

    private static let toll = ["record", "deaths", "--date", "2020", "--dead", "1", "--source", "IOM"]

    @Test func `an actor is set once, for a user and a ledger, and the answer says so`() async throws {
        var desk = Desk(ledger: try await TestLedger.make())
        let set = try await desk.run(["config", "actor", "harbour desk"])
        #expect(set.status == 0 && set.output.contains("harbour desk"), "\(set.errors)")
        let first = try await desk.run(Self.toll)
        #expect(first.errors == "Recorded as harbour desk, which `config actor` has set.\n", "\(first.errors)")
        #expect(try await desk.run(Self.toll + ["--actor", "coroner"]).errors.isEmpty)
        let environment = ["INCIDENT_LEDGER_ACTOR": "night desk"]
        #expect(try await desk.run(Self.toll, environment: environment).errors.isEmpty)
        let shown = try await desk.run(["config"], environment: environment)
        #expect(shown.output.contains("harbour desk") && shown.errors.contains("night desk"), "\(shown)")
        desk.user = "other"
        _ = try await desk.run(Self.toll)
        desk.user = "one"
        #expect(try await desk.run(["config", "actor", "--remove"]).status == 0)
        _ = try await desk.run(Self.toll)
        #expect(try await desk.actors() == ["harbour desk", "coroner", "night desk", "unstated", "unstated"])
        #expect(try await desk.run(["config", "actor"]).status == 2)
        #expect(try desk.ledger.scratch.names.contains("a.ledger"))
        let inside = try FileManager.default.subpathsOfDirectory(atPath: desk.ledger.path)
        #expect(!inside.contains { $0.contains("config") }, "\(inside)")
    }

    @Test func `what is set for one ledger is not set for another`() async throws {
        let desk = Desk(ledger: try await TestLedger.make())
        _ = try await desk.run(["config", "actor", "harbour desk"])
        let other = desk.ledger.scratch.path("b.ledger")
        let settings = ["XDG_CONFIG_HOME": desk.ledger.scratch.path("settings-one")]
        for command in [["init"], Self.toll] {
            let run = try await Program.ledger.run(command + ["--ledger", other], environment: settings)
            #expect(run.status == 0 && !run.errors.contains("harbour"), "\(run.errors)")
        }
    }

    @Test func `a name that looks like a person's is refused, for an actor and for a source, and nothing is recorded`()
        async throws
    {
        let desk = Desk(ledger: try await TestLedger.make())
        for command in [
            Self.toll + ["--actor", "Maria Rossi"], Self.toll + ["--source", "Jean-Pierre Dupont"],
            ["config", "actor", "Maria Rossi"],
        ] {
            let run = try await desk.run(command)
            #expect(run.status == 1 && run.errors.contains("looks like a person's name"), "\(run.errors)")
            #expect(run.errors.contains("--not-a-person"))
        }
        let environment = try await desk.run(Self.toll, environment: ["INCIDENT_LEDGER_ACTOR": "Maria Rossi"])
        #expect(environment.status == 1, "\(environment.output)")
        let json = #"[{"kind":"deaths","state":{"dead":1,"occurred":"2020","sources":["John Smith"]}}]"#
        let file = try desk.ledger.scratch.file("r.json", holding: json)
        let several = try await desk.run(["record", "--json", file])
        #expect(several.status == 1 && several.errors.contains("John Smith"), "\(several.errors)")
        // With everything else that is wrong.
        let more = try await desk.run(["record", "deaths", "--dead", "x", "--actor", "Maria Rossi"])
        #expect(more.errors.contains("Maria Rossi") && more.errors.contains("--dead"), "\(more.errors)")
        #expect(try await desk.ledger.head().position == 0)
    }

    @Test func `a name that is said not to be a person's, or that the ledger has, is taken`() async throws {
        let desk = Desk(ledger: try await TestLedger.make())
        let names = ["--actor", "Marco Velini", "--source", "Bianca Stella"]
        #expect(try await desk.run(Self.toll + names).status == 1)
        #expect(try await desk.run(Self.toll + names + ["--not-a-person"]).status == 0)
        #expect(try await desk.run(Self.toll + names).status == 0)
        let correct = ["correct", "deaths", "x", "--dead", "2", "--reason", "r", "--actor"]
        #expect(try await desk.run(Self.toll + ["--id", "x"]).status == 0)
        #expect(try await desk.run(correct + ["Marco Velino"]).status == 1)
        #expect(try await desk.run(correct + ["Marco Velini"]).status == 0)
        #expect(try await desk.run(["withdraw", "deaths", "x", "--reason", "r", "--actor", "Anna Berg"]).status == 1)
        #expect(try await desk.ledger.head().position == 4)
    }

    @Test func `a free text that is nearly one that the ledger has is asked about, and kept as it was typed`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(Self.toll + ["--route", "Central Mediterranean"])
        let typed = Self.toll + ["--id", "x", "--route"]
        let run = try await ledger.run(typed + ["Central Mediteranean"])
        #expect(run.status == 0 && run.errors.contains("Did you mean Central Mediterranean?"), "\(run.errors)")
        #expect(try await ledger.succeed(["show", "deaths", "x"]).contains("Central Mediteranean"))
        for route in ["Central Mediterranean", "Western Balkans", "Eastern Mediterranean"] {
            let other = try await ledger.run(Self.toll + ["--route", route])
            #expect(other.status == 0 && !other.errors.contains("Did you mean"), "\(other.errors)")
        }
    }
}
