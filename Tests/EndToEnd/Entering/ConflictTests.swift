import Foundation
import LedgerTesting
import Testing

/// Where somebody else was first, it is said who, when and what to do, in the words of people who keep records.
struct ConflictTests {
    private static let record = ["record", "deaths", "--id", "boat", "--date", "2020", "--source", "IOM"]

    private static func expect(_ run: Program.Run, _ words: [String]) {
        #expect(run.status == 4 && run.output.isEmpty, "\(run.output)")
        for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
        #expect(run.errors.firstMatch(of: /on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/) != nil, "\(run.errors)")
        for jargon in ["stream", "Stream", "draft", "2/boat", "expected"] {
            #expect(!run.errors.contains(jargon), "\(run.errors)")
        }
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func `who corrects what somebody has changed meanwhile is told who, when and what to do`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(Self.record + ["--dead", "3"])
        try await ledger.succeed(["correct", "deaths", "boat", "--dead", "4", "--reason", "r", "--actor", "coroner"])
        let seen = ["--expect", "1", "--reason", "r"]
        let changed = "coroner changed deaths/boat on"
        for command in [["correct", "deaths", "boat", "--dead", "5"], ["withdraw", "deaths", "boat"]] {
            Self.expect(
                try await ledger.run(command + seen),
                [changed, "(version 2)", "you had seen version 1", "`incident-ledger show deaths boat`", "and repeat"])
        }
        try await ledger.succeed(["withdraw", "deaths", "boat", "--reason", "r"])
        Self.expect(
            try await ledger.run(["reinstate", "deaths", "boat"] + seen),
            ["Somebody withdrew deaths/boat", "(version 3)"])
    }

    @Test func `what is in the ledger already is not recorded again, and who recorded it is said`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(Self.record + ["--dead", "3", "--actor", "night desk"])
        Self.expect(
            try await ledger.run(Self.record + ["--dead", "4"]),
            ["deaths/boat is in the ledger already: night desk recorded it", "(version 1)", "`correct`"])
    }

    @Test func `a key that was used for something else is told with what it was used for`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(Self.record + ["--dead", "3", "--key", "k", "--actor", "night desk"])
        Self.expect(
            try await ledger.run(["record", "deaths", "--dead", "4", "--date", "2020", "--key", "k"]),
            ["The key \"k\"", "night desk recorded deaths/boat", "(position 1)"])
    }

    @Test func `a record that is too long is refused as that`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(Self.record + ["--dead", "3", "--note", String(repeating: "x", count: 70_000)])
        #expect(run.status == 1 && run.errors.contains("The record would be an entry of 70"), "\(run.errors)")
        #expect(try await ledger.head().position == 0)
    }
}
