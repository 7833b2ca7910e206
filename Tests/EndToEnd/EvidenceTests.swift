import Foundation
import LedgerTesting
import Testing

/// An auditor and a witness at the command line: checkpoints, proofs, verification.
struct EvidenceTests {
    private func record(_ count: Int, in ledger: TestLedger) async throws {
        for number in 1...count {
            try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "\(number)", "--actor", "desk"])
        }
    }

    @Test func `a checkpoint that was kept vouches for the ledger, and what was not checked is said`() async throws {
        let ledger = try await TestLedger.make()
        try await record(2, in: ledger)
        let kept = try ledger.scratch.file("kept", holding: try await ledger.succeed(["checkpoint"]))
        try await record(2, in: ledger)
        let table = try await ledger.succeed(["verify", "--against", kept])
        #expect(table.contains("intact            yes") && table.contains("not checked"))
        struct Answer: Decodable {
            var events: Int
            var signedUpTo: Int
            var keptUpTo: Int
            var intact: Bool
            var findings: [String]
            var unchecked: [String]
        }
        let json = try await ledger.succeed(["verify", "--format", "json", "--against", kept])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(json.utf8))
        #expect(answer.intact && answer.events == 4 && answer.signedUpTo == 4 && answer.keptUpTo == 2)
        #expect(answer.findings.isEmpty && answer.unchecked.contains { $0.contains("after position 2") })
        #expect(try await ledger.run(["verify", "--against", ledger.scratch.path("none")]).status == 3)
    }

    @Test func `a checkpoint of another ledger says nothing of this one, and is no damage`() async throws {
        let (ledger, other) = (try await TestLedger.make(), try await TestLedger.make())
        for each in [ledger, other] { try await record(2, in: each) }
        let kept = try ledger.scratch.file("kept", holding: try await other.succeed(["checkpoint"]))
        let bundle = ledger.scratch.path("a.bundle")
        #expect(try await Program.replay.run(["export-bundle", ledger.path, bundle]).status == 0)
        for (program, arguments) in [
            (Program.ledger, ["verify", "--ledger", ledger.path]), (.replay, ["audit", ledger.path]),
            (.replay, ["verify-bundle", bundle]),
        ] {
            let run = try await program.run(arguments + ["--against", kept])
            #expect(run.status == 1 && run.output.isEmpty, "\(arguments): \(run.status) \(run.output)")
            #expect(run.errors.contains("kept is another ledger's") && !run.errors.contains("intact"), "\(run.errors)")
        }
        let file = ledger.scratch.path("audit.html")
        let written = try await Program.replay.run(["audit", ledger.path, "--output", file, "--against", kept])
        #expect(written.status == 1 && !FileManager.default.fileExists(atPath: file))
    }

    @Test func `a byte that is changed in the file is found, and the status is 5`() async throws {
        let ledger = try await TestLedger.make()
        try await record(3, in: ledger)
        let file = ledger.scratch.url.appending(path: "a.ledger/log/data.mdb")
        var data = try Data(contentsOf: file)
        var searched = data.startIndex..<data.endIndex
        // Pages that are no longer used hold older copies of entries: all are changed.
        while let found = data.range(of: Data("desk".utf8), in: searched) {
            data[found.lowerBound] = UInt8(ascii: "D")
            searched = found.upperBound..<data.endIndex
        }
        try data.write(to: file)
        let run = try await ledger.run(["verify"])
        #expect(run.status == 5 && run.errors.contains("entries at position 1") && run.errors.contains("altered"))
        #expect(run.output.contains("intact            no"), "\(run.output)\(run.errors)")
        #expect(try await ledger.run(["record", "deaths", "--date", "2020", "--dead", "1"]).status == 5)
    }

    @Test func `a witness cosigns what continues the checkpoint that it has seen`() async throws {
        let ledger = try await TestLedger.make()
        let scratch = ledger.scratch
        try await record(1, in: ledger)
        let made = try await Program.replay.run(["witness-key", "example.org/w", "--key", scratch.path("w.key")])
        #expect(made.status == 0 && made.output.hasPrefix("example.org/w+"))
        let witness = [
            "witness", "--state", scratch.path("seen"), "--key", scratch.path("w.key"), "--log",
            try ledger.verifierKey,
        ]
        let first = try scratch.file("first", holding: try await ledger.succeed(["checkpoint"]))
        #expect(try await Program.replay.run(witness + [first]).status == 0)
        try await record(2, in: ledger)
        let second = try scratch.file("second", holding: try await ledger.succeed(["checkpoint"]))
        let unproved = try await Program.replay.run(witness + [second])
        #expect(unproved.status == 1 && unproved.errors.contains("prove consistency"), "\(unproved.errors)")
        let proof = try await ledger.succeed(["prove", "consistency", "--from", scratch.path("seen")])
        #expect(proof.hasPrefix("old 1\n") && proof.hasSuffix(scratch.text(of: "second")))
        let cosigned = try await Program.replay.run(witness + [try scratch.file("request", holding: proof)])
        #expect(cosigned.status == 0 && cosigned.output.hasPrefix("— example.org/w "), "\(cosigned.errors)")
        #expect(scratch.text(of: "seen") == scratch.text(of: "second") + cosigned.output)
        #expect(try await Program.replay.run(witness + [first]).status == 4)
    }

    @Test func `an event is proved by position or by record, and the proof names both`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "boat", "--date", "2020", "--dead", "1"])
        try await ledger.succeed(["correct", "deaths", "boat", "--dead", "2", "--reason", "a recount"])
        let byRecord = try await ledger.succeed(["prove", "inclusion", "deaths", "boat", "1"])
        #expect(byRecord.hasPrefix("c2sp.org/tlog-proof@v1\nextra ") && byRecord.contains("\nindex 0\n"))
        #expect(try await ledger.succeed(["prove", "inclusion", "1"]) == byRecord)
        #expect(try await ledger.succeed(["prove", "inclusion", "deaths", "boat"]).contains("\nindex 1\n"))
        for (arguments, status) in [(["3"], 3), (["deaths", "ship"], 3), (["boat"], 2), (["deaths", "boat", "x"], 2)] {
            #expect(try await ledger.run(["prove", "inclusion"] + arguments).status == Int32(status), "\(arguments)")
        }
    }

    @Test func `a proof is checked without the log, and what it proves is said`() async throws {
        let ledger = try await TestLedger.make()
        let (scratch, key) = (ledger.scratch, try ledger.verifierKey)
        try await ledger.succeed([
            "record", "deaths", "--id", "boat", "--date", "2020", "--dead", "1", "--actor", "desk",
        ])
        let early = try scratch.file("early", holding: try await ledger.succeed(["checkpoint"]))
        try await record(3, in: ledger)
        let inclusion = try await ledger.succeed(["prove", "inclusion", "deaths", "boat"])
        let consistency = try await ledger.succeed(["prove", "consistency", "--from", early])
        let file = try scratch.file("boat.tlog-proof", holding: inclusion)
        let request = try scratch.file("request", holding: consistency)
        func verify(_ arguments: [String]) async throws -> Program.Run {
            // Beside no ledger at all.
            try await Program.ledger.run(
                ["prove", "verify"] + arguments, in: scratch.url.appending(path: "a.ledger/log"))
        }
        struct Proved: Decodable {
            var kind, id, actor, leafHash: String?
            var position, earlierEvents: Int?
            var events: Int
            var root: String
        }
        let head = try await ledger.head()
        let event = try await verify([file, "--key", key, "--format", "json"])
        let proved = try JSONDecoder().decode(Proved.self, from: Data(event.output.utf8))
        #expect(proved.kind == "deaths" && proved.id == "boat" && proved.actor == "desk" && proved.position == 1)
        #expect(proved.events == 4 && proved.root == head.root && proved.leafHash?.count == 64)
        let later = try await verify([request, "--from", early, "--key", key, "--format", "json"])
        let continued = try JSONDecoder().decode(Proved.self, from: Data(later.output.utf8))
        #expect(continued.earlierEvents == 1 && continued.events == 4 && continued.root == head.root)

        let other = try await TestLedger.make()
        let altered = try scratch.file("altered", holding: inclusion.replacing("\nindex 0\n", with: "\nindex 1\n"))
        let forged = try scratch.file("forged", holding: consistency.replacing("old 1\n", with: "old 2\n"))
        for (arguments, status) in [
            ([altered, "--key", key], 5), ([file, "--key", try other.verifierKey], 5), ([file], 1),
            ([early, "--key", key], 1),
            ([file, "--key", "nobody"], 1), ([request, "--key", key], 1), ([forged, "--key", key, "--from", early], 1),
            ([request, "--key", key, "--from", file], 1), ([scratch.path("none"), "--key", key], 3),
        ] {
            let run = try await verify(arguments)
            #expect(run.status == Int32(status) && run.output.isEmpty, "\(arguments): \(run.status) \(run.errors)")
            #expect(run.errors.hasPrefix("Error: ") && run.errors.hasSuffix(".\n"), "\(run.errors)")
        }
        // The key of a ledger at hand is taken, and that nobody vouches for it is said.
        let own = try await ledger.run(["prove", "verify", file])
        #expect(own.status == 0 && own.errors.contains("ledger.json states is the log's"), "\(own.errors)")
        let wrong = try await other.run(["prove", "verify", file])
        #expect(wrong.status == 5, "\(wrong.errors)")
    }

    @Test func `without the key an event is recorded and said to be unsigned, until checkpoint finds the key`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let key = ledger.scratch.path("elsewhere.key")
        try FileManager.default.moveItem(atPath: ledger.path + ".key", toPath: key)
        let run = try await ledger.run(["record", "deaths", "--date", "2020", "--dead", "1"])
        #expect(run.status == 0 && run.errors.contains("1 events are not signed"), "\(run.errors)")
        let named = ["checkpoint", "--ledger", ledger.path]
        let environment = ["INCIDENT_LEDGER_KEY": key]
        let signed = try await Program.ledger.run(named, environment: environment)
        #expect(signed.status == 0 && signed.errors.isEmpty && signed.output.contains("\n1\n"), "\(signed.errors)")
        let missing = try await ledger.run(["checkpoint", "--signing-key", ledger.scratch.path("none")])
        #expect(missing.status == 3)
        #expect(try await ledger.run(["init", "--key", key]).status == 1)
    }

    @Test func `what a process that was killed left unsigned is signed by the next`() async throws {
        let ledger = try await TestLedger.make()
        for round in 1...6 {
            let running = try Program.ledger.start([
                "record", "deaths", "--date", "2020", "--dead", "\(round)", "--ledger", ledger.path,
            ])
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...600)))
            running.kill()
            _ = await running.finished()
            let note = try await ledger.succeed(["checkpoint"])
            let head = try await ledger.head()
            #expect(note.split(separator: "\n")[1] == "\(head.position)")
            #expect(try await ledger.run(["verify"]).status == 0)
        }
    }
}
