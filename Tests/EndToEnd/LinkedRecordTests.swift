import Foundation
import LedgerTesting
import Testing

/// Records that name others: what is not there is flagged, and what is withdrawn says what hangs on it.
struct LinkedRecordTests {
    private static let reason = ["--reason", "It was a rumour"]

    /// An operation, an incident that it found, the deaths and arrests of that incident, arrests of the operation alone, and
    /// deaths that hang on nothing.
    private static func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let said = ["--source", "IOM", "--date", "2020"]
        for record in [
            ["operation", "--id", "andes", "--name", "Andes"],
            ["incident", "--id", "boat", "--incident-kind", "interception", "--operation", "andes"],
            ["deaths", "--id", "toll", "--dead", "3", "--incident", "boat"],
            ["arrests", "--id", "crew", "--count", "2", "--incident", "boat"],
            ["arrests", "--id", "ashore", "--count", "5", "--operation", "andes"],
            ["deaths", "--id", "other", "--dead", "1"],
        ] {
            #expect(try await !ledger.succeed(["record"] + record + said).contains("no-such-record"))
        }
        return ledger
    }

    @Test(arguments: [
        ["deaths", "--dead", "1", "--incident", "nope"], ["arrests", "--count", "1", "--incident", "nope"],
        ["arrests", "--count", "1", "--operation", "ghost"],
        ["incident", "--incident-kind", "other", "--operation", "ghost"],
        [
            "published-figure", "--publisher", "UN", "--measure", "arrests", "--count", "4", "--unit", "persons",
            "--operation", "ghost",
        ],
    ])
    func `a link to a record that is not there is flagged, until the record or another link is`(
        _ fields: [String]
    ) async throws {
        let ledger = try await TestLedger.make()
        let target = fields.last == "nope" ? "incident/nope" : "operation/ghost"
        let text = try await ledger.succeed(["record"] + fields + ["--id", "one", "--date", "2020", "--source", "IOM"])
        #expect(text.contains("flag: no-such-record") && text.contains("there is no \(target)"), "\(text)")
        let made =
            fields.last == "nope"
            ? ["incident", "--id", "nope", "--incident-kind", "other"]
            : ["operation", "--id", "ghost", "--name", "Ghost"]
        try await ledger.succeed(["record"] + made + ["--date", "2020", "--source", "IOM"])
        let correct = ["correct", fields[0], "one", "--note", "seen", "--reason", "A note"]
        #expect(try await !ledger.succeed(correct).contains("flag: no-such-record"))
    }

    @Test func `a link to a withdrawn record counts as none, and the flag says why`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["withdraw", "incident", "boat", "--with-linked"] + Self.reason)
        let text = try await ledger.succeed(
            ["record", "deaths", "--dead", "1", "--date", "2020", "--source", "IOM", "--incident", "boat"])
        #expect(text.contains("flag: no-such-record (incident): incident/boat is withdrawn"), "\(text)")
        let again = try await ledger.succeed(["reinstate", "deaths", "toll", "--reason", "No rumour"])
        #expect(again.contains("flag: no-such-record (incident): incident/boat is withdrawn"), "\(again)")
    }

    @Test func `withdrawing names what hangs on it, and does nothing until it is said what becomes of that`()
        async throws
    {
        let ledger = try await Self.ledger()
        let head = try await ledger.head()
        let incident = try await ledger.run(["withdraw", "incident", "boat"] + Self.reason)
        #expect(incident.status == 1 && incident.errors.contains("2 standing record(s)"), "\(incident.errors)")
        for word in ["deaths/toll", "arrests/crew", "--with-linked", "--leave-linked"] {
            #expect(incident.errors.contains(word), "\(incident.errors)")
        }
        let operation = try await ledger.run(["withdraw", "operation", "andes"] + Self.reason)
        for word in ["incident/boat", "deaths/toll", "arrests/crew", "arrests/ashore"] {
            #expect(operation.status == 1 && operation.errors.contains(word), "\(operation.errors)")
        }
        #expect(try await ledger.head() == head)
        let both = try await ledger.run(
            ["withdraw", "incident", "boat", "--with-linked", "--leave-linked"] + Self.reason)
        #expect(both.status == 2)
        // Nothing names a toll.
        try await ledger.succeed(["withdraw", "deaths", "other"] + Self.reason)
    }

    @Test func `what hangs on a record is withdrawn with it in one request, in turn`() async throws {
        let ledger = try await Self.ledger()
        let withdraw = ["withdraw", "operation", "andes", "--with-linked", "--key", "once"] + Self.reason
        let text = try await ledger.succeed(withdraw)
        #expect(text.contains("operation/andes withdrawn: version 2, position 7"), "\(text)")
        for record in ["incident/boat", "deaths/toll", "arrests/crew", "arrests/ashore"] {
            #expect(text.contains("\(record) withdrawn with it\n"), "\(text)")
        }
        let log = CSVReader.rows(of: try await ledger.succeed(["log", "--since", "7", "--format", "csv"]))
        #expect(log.count == 5 && log.allSatisfy { $0["type"] == "withdrawn" })
        #expect(Set(log.map { $0["recorded_at"] }).count == 1)
        #expect(log.dropFirst().allSatisfy { $0["reason"] == "It was a rumour (withdrawn with operation/andes)" })
        #expect(try await ledger.view("year").map { $0["dead"] } == ["1"])
        #expect(try await ledger.succeed(withdraw).contains("nothing was appended"))
        #expect(try await ledger.head().position == 11)
    }

    @Test func `what is left goes on counting, and is named`() async throws {
        let ledger = try await Self.ledger()
        let text = try await ledger.succeed(["withdraw", "incident", "boat", "--leave-linked"] + Self.reason)
        #expect(text.contains("deaths/toll stands, and names it\n") && text.contains("arrests/crew stands"), "\(text)")
        #expect(try await ledger.view("year").map { $0["dead"] } == ["4"])
    }

    @Test func `a record that no longer names it, or is withdrawn itself, does not hang on it`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["withdraw", "arrests", "crew"] + Self.reason)
        try await ledger.succeed(["correct", "deaths", "toll", "--incident", "another"] + Self.reason)
        let json = try await ledger.succeed(["withdraw", "incident", "boat", "--format", "json"] + Self.reason)
        #expect(json.contains(#""withdrawnWith": []"#) && json.contains(#""left": []"#), "\(json)")
    }
}
