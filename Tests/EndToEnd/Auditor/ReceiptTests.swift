import Foundation
import LedgerTesting
import Testing

/// Answers that were kept, had again from the log alone by the auditor's program.
struct ReceiptTests {
    private struct Receipt: Decodable {
        struct Question: Decodable {
            var asOf: Int
            var knownBy, scheme: String?
        }
        var formatVersion: Int
        var logId, root, digest, format, answer: String
        var question: Question
        var defaults: [String]
    }

    private func receipt(_ name: String, in ledger: TestLedger) throws -> Receipt {
        try JSONDecoder().decode(Receipt.self, from: Data(ledger.scratch.text(of: name).utf8))
    }

    private func replay(_ name: String, of ledger: TestLedger) async throws -> Program.Run {
        try await Program.replay.run(["--receipt", ledger.scratch.path(name), ledger.path])
    }

    /// What can be asked, in each format and on both axes of time.
    private static let questions: [[String]] =
        TestLedger.views.enumerated().map { index, view in
            [view] + [[], ["--format", "csv"], ["--format", "json"]][index % 3]
        } + [
            ["year", "--known-by", "2019-07-09", "--format", "csv"],
            ["year", "--group", "Americas", "--year", "2018", "--year", "2019"],
            ["year", "--scheme", "mmp-unsd", "--format", "json"],
            ["region-year", "--rank", "2019", "--group-by", "macro-region", "--known-by", "2020-01-08"],
            ["region-year", "--rank", "2019", "--group", "Americas", "--format", "csv"],
            ["region-year", "--region", "Mediterranean", "--as-of", "12000", "--known-by", "2019-07-09"],
            ["month", "--as-of", "5000", "--format", "csv"],
        ]

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `a receipt of every view stays good after later imports changed the present`() async throws {
        let ledger = try await TestLedger.make(holding: Array(RealExport.successive.prefix(2)))
        let head = try await ledger.head()
        for (number, question) in Self.questions.enumerated() {
            let file = ledger.scratch.path("\(number).receipt")
            let printed = try await ledger.succeed(["view"] + question)
            #expect(try await ledger.succeed(["view"] + question + ["--receipt", file]) == printed)
            let receipt = try receipt("\(number).receipt", in: ledger)
            #expect(Array(receipt.answer.utf8) == Array(printed.utf8) && receipt.logId == head.logId)
            if !question.contains("--as-of") {
                #expect(receipt.question.asOf == head.position && receipt.root == head.root)
            }
            #expect(receipt.defaults.contains("asOf") == !question.contains("--as-of"), "\(question)")
            #expect(receipt.defaults.contains("knownBy") == (receipt.question.knownBy == nil), "\(question)")
        }
        try await ledger.take(RealExport.successive[2])
        #expect(try await ledger.succeed(["view", "year"]) != receipt("1.receipt", in: ledger).answer)
        // The ledger's own views are not needed for it, and are not made.
        try FileManager.default.removeItem(atPath: ledger.path + "/views")
        for number in Self.questions.indices {
            let run = try await replay("\(number).receipt", of: ledger)
            #expect(run.status == 0 && run.output.contains("the same, byte for byte"), "\(run.output) \(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: ledger.path + "/views"))
    }

    @Test func `an answer is had again from a bundle, which is verified first, and nothing of it stays`() async throws {
        let ledger = try await TestLedger.make()
        let (bundle, early) = (ledger.scratch.path("a.bundle"), ledger.scratch.path("early.bundle"))
        try await ledger.succeed(["record", "deaths", "--id", "a", "--date", "2020", "--dead", "3"])
        #expect(try await Program.replay.run(["export-bundle", ledger.path, early]).status == 0)
        try await ledger.succeed(["correct", "deaths", "a", "--dead", "5", "--reason", "a count"])
        let receipt = ledger.scratch.path("a.receipt")
        try await ledger.succeed(["view", "year", "--receipt", receipt])
        try await ledger.succeed(["withdraw", "deaths", "a", "--reason", "a doublet"])
        #expect(try await Program.replay.run(["export-bundle", ledger.path, bundle]).status == 0)
        let place = try TemporaryFolder()
        func again(_ folder: String) async throws -> Program.Run {
            try await Program.replay.run(["--receipt", receipt, folder], environment: ["TMPDIR": place.url.path])
        }
        let run = try await again(bundle)
        #expect(run.status == 0 && run.output.contains("the same, byte for byte"), "\(run.output) \(run.errors)")
        let short = try await again(early)
        #expect(short.status == 1 && short.errors.contains("exported later"), "\(short.errors)")
        let without = try await Program.replay.run([bundle])
        #expect(without.status == 1 && without.errors.contains("--receipt"), "\(without.errors)")

        // Another ledger's, and one that was altered.
        let other = try await TestLedger.make()
        try await other.succeed(["record", "deaths", "--date", "2020", "--dead", "3"])
        let foreign = ledger.scratch.path("other.bundle")
        #expect(try await Program.replay.run(["export-bundle", other.path, foreign]).status == 0)
        let elsewhere = try await again(foreign)
        #expect(elsewhere.status == 5 && elsewhere.errors.contains("other.bundle is log"), "\(elsewhere.errors)")
        let entries = URL(filePath: bundle + "/tile/entries/000.p/3")
        var bytes = try Data(contentsOf: entries)
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: entries)
        #expect(try await again(bundle).status == 5)
        #expect(try place.names.isEmpty)
    }

    @Test func `the last line of a receipt can be checked by hand`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "3"])
        let file = ledger.scratch.path("a.receipt")
        try await ledger.succeed(["view", "year", "--format", "csv", "--receipt", file])
        let byHand = try await Program.shell.run(["-c", "head -n -1 '\(file)' | sha256sum"]).output.prefix(64)
        let last = ledger.scratch.text(of: "a.receipt").split(separator: "\n").last ?? ""
        #expect(last == "\"sha256\": \"\(byHand)\"}")
        let rows = try ledger.scratch.file("rows.csv", holding: receipt("a.receipt", in: ledger).answer)
        let digest = try await Program.shell.run(["-c", "sha256sum '\(rows)'"]).output.prefix(64)
        #expect(try receipt("a.receipt", in: ledger).digest == String(digest))
    }

    @Test func `a receipt is never written over, and one is of one answer`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "3"])
        let file = try ledger.scratch.file("a.receipt", holding: "somebody's")
        let run = try await ledger.run(["view", "year", "--receipt", file])
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("already"), "\(run.errors)")
        #expect(ledger.scratch.text(of: "a.receipt") == "somebody's")
        let watch = try await ledger.run(["view", "year", "--watch", "--receipt", ledger.scratch.path("b")])
        #expect(watch.status == 2 && watch.errors.contains("--watch"))
        #expect(try ledger.scratch.names.filter { !$0.hasPrefix("a.ledger") } == ["a.receipt"])
    }

    /// Puts an altered receipt in a file, with the SHA-256 that it then has.
    private func seal(_ text: String, as name: String, in ledger: TestLedger) async throws {
        let above = try ledger.scratch.file("above", holding: String(text.dropLast(78)))
        let seal = "printf '\"sha256\": \"%s\"}\\n' \"$(sha256sum < '\(above)' | cut -c -64)\""
        let last = try await Program.shell.run(["-c", seal]).output
        try ledger.scratch.file(name, holding: text.dropLast(78) + last)
    }

    @Test func `a receipt that was altered and sealed again is not what the log says, and cannot move a cursor`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "3"])
        try await ledger.succeed(["view", "year", "--receipt", ledger.scratch.path("a.receipt")])
        let text = ledger.scratch.text(of: "a.receipt")

        let hostile = text.replacing("\"origin\": \"", with: "\"origin\": \"\\u001b[2J")
        try await seal(hostile, as: "b.receipt", in: ledger)
        let refused = try await replay("b.receipt", of: ledger)
        #expect(refused.status == 5 && refused.errors.contains("[2J"), "\(refused.errors)")
        #expect(!refused.errors.contains("\u{1B}"))

        try await seal(text.replacing("  3  ", with: "  4  "), as: "c.receipt", in: ledger)
        let rows = try await replay("c.receipt", of: ledger)
        #expect(rows.status == 1 && rows.output.contains("DIFFERS  line 3"), "\(rows.output) \(rows.errors)")
        #expect(rows.output.contains("not what this program prints"))

        let digest = text.firstRange(of: "\"digest\": \"").map { text[$0.upperBound...].prefix(64) } ?? ""
        try await seal(text.replacing(digest, with: String(repeating: "0", count: 64)), as: "d.receipt", in: ledger)
        let altered = try await replay("d.receipt", of: ledger)
        #expect(altered.status == 1 && altered.output.contains("DIFFERS  digest of the rows"), "\(altered.output)")
        #expect(altered.output.contains("is not what the log's 1 events say"))
    }

    @Test func `a receipt of another ledger, and one that somebody altered, are told apart`() async throws {
        let (ledger, other) = (try await TestLedger.make(), try await TestLedger.make())
        for ledger in [ledger, other] {
            try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "3"])
        }
        try await ledger.succeed(["view", "year", "--receipt", other.scratch.path("a.receipt")])
        let foreign = try await replay("a.receipt", of: other)
        #expect(foreign.status == 5 && foreign.errors.contains("was given from log"), "\(foreign.errors)")

        let text = other.scratch.text(of: "a.receipt")
        try ledger.scratch.file("b.receipt", holding: text.replacing(" 3 ", with: " 4 ", maxReplacements: 1))
        let altered = try await replay("b.receipt", of: ledger)
        #expect(altered.status == 1 && altered.errors.contains("altered since it was written"), "\(altered.errors)")
        try ledger.scratch.file("c.receipt", holding: "{}")
        #expect(try await replay("c.receipt", of: ledger).status == 1)
        #expect(try await replay("none", of: ledger).status == 3)
    }
}
