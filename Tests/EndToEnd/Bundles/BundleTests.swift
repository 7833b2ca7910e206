import Foundation
import LedgerTesting
import Testing

/// An auditor takes a ledger away as a bundle, checks it without the ledger, and makes a ledger of it.
struct BundleTests {
    private func make(events: Int) async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let run = try await Program.viewChild.run(["append", ledger.path, "7", "\(events)"])
        try #require(run.status == 0, "\(run.errors)")
        try ledger.scratch.file("kept", holding: try await ledger.succeed(["checkpoint"]))
        return ledger
    }

    private func replay(_ arguments: String...) async throws -> Program.Run {
        try await Program.replay.run(arguments)
    }

    @Test func `a bundle is exported, verified without the ledger, and imported`() async throws {
        let ledger = try await make(events: 700)
        let scratch = ledger.scratch
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "1"])
        let views = try await ledger.everyView()
        let export = try await replay("export-bundle", ledger.path, scratch.path("bundle"))
        #expect(export.status == 0 && export.output.hasPrefix("exported 701 events to"), "\(export)")
        let key = try ledger.verifierKey
        try FileManager.default.moveItem(atPath: ledger.path, toPath: scratch.path("away"))

        let alone = try await replay("verify-bundle", scratch.path("bundle"))
        #expect(alone.status == 0 && alone.output.contains("intact            yes"), "\(alone)")
        #expect(alone.output.contains("not checked  Who made the bundle"))
        let verified = try await replay(
            "verify-bundle", scratch.path("bundle"), "--key", key, "--against", scratch.path("kept"))
        #expect(verified.status == 0 && verified.output.contains("kept up to        700"), "\(verified)")
        #expect(!verified.output.contains("Who made the bundle"))

        // In the ledger's place, so that the command line reads it.
        let imported = try await replay("import-bundle", scratch.path("bundle"), ledger.path)
        #expect(imported.status == 0 && imported.output.hasPrefix("imported 701 events"), "\(imported)")
        #expect(try await ledger.run(["verify", "--against", scratch.path("kept")]).status == 0)
        #expect(try await replay(ledger.path).status == 0)
        #expect(try await ledger.everyView() == views)
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "2"])
        #expect(try await ledger.run(["verify"]).status == 0)
    }

    @Test func `what is wrong is named, with the documented status`() async throws {
        let ledger = try await make(events: 300)
        let (scratch, bundle) = (ledger.scratch, ledger.scratch.path("bundle"))
        #expect(try await replay("export-bundle", scratch.path("none"), bundle).status == 3)
        #expect(try await replay("export-bundle", ledger.path, bundle).status == 0)
        let again = try await replay("export-bundle", ledger.path, bundle)
        #expect(again.status == 1 && again.errors.contains("not empty"), "\(again)")
        #expect(try await replay("verify-bundle", scratch.path("none")).status == 3)
        #expect(try await replay("verify-bundle", ledger.path).status == 1)
        #expect(try await replay("verify-bundle", bundle, "--key", "no key").status == 1)
        #expect(try await replay("verify-bundle").status == 2)
        var data = try Data(contentsOf: scratch.url.appending(path: "bundle/tile/entries/000"))
        data[data.startIndex + 60] ^= 1
        try scratch.file("bundle/tile/entries/000", holding: data)
        let damaged = try await replay("verify-bundle", bundle)
        #expect(damaged.status == 5 && damaged.output.contains("intact            no"), "\(damaged)")
        #expect(damaged.errors.contains("entries in tile/entries/000 at position 1"), "\(damaged.errors)")
        let refused = try await replay("import-bundle", bundle, scratch.path("copy.ledger"))
        #expect(refused.status == 5, "\(refused)")
        #expect(try !scratch.names.contains("copy.ledger"))
    }

    @Test func `events that nobody has signed are not exported, and that is said`() async throws {
        let ledger = try await make(events: 10)
        try FileManager.default.moveItem(atPath: ledger.path + ".key", toPath: ledger.scratch.path("elsewhere"))
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "1"])
        let export = try await replay("export-bundle", ledger.path, ledger.scratch.path("bundle"))
        #expect(export.status == 0 && export.output.contains("not exported: 1 events after position 10"), "\(export)")
    }

    @Test func `an export that is killed leaves no bundle, or a whole one`() async throws {
        let ledger = try await make(events: 5_000)
        for round in 0..<8 {
            let place = ledger.scratch.path("bundle\(round)")
            let running = try Program.replay.start(["export-bundle", ledger.path, place])
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...400)))
            running.kill()
            _ = await running.finished()
            let verified = try await replay("verify-bundle", place)
            let isWhole = FileManager.default.fileExists(atPath: place + "/manifest.json")
            let isThere = FileManager.default.fileExists(atPath: place)
            #expect(verified.status == (isWhole ? 0 : isThere ? 1 : 3), "\(verified)")
        }
    }

    @Test func `an import that is killed leaves no ledger, or a whole one`() async throws {
        let ledger = try await make(events: 5_000)
        let bundle = ledger.scratch.path("bundle")
        try #require(try await replay("export-bundle", ledger.path, bundle).status == 0)
        for round in 0..<8 {
            let place = ledger.scratch.path("copy\(round).ledger")
            let running = try Program.replay.start(["import-bundle", bundle, place])
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...800)))
            running.kill()
            _ = await running.finished()
            let verified = try await Program.ledger.run(["verify", "--ledger", place])
            let isWhole = FileManager.default.fileExists(atPath: place + "/ledger.json")
            let isThere = FileManager.default.fileExists(atPath: place)
            #expect(verified.status == (isWhole ? 0 : isThere ? 1 : 3), "\(verified)")
        }
    }

    @Test func `no file of a bundle makes the reader take the machine's memory`() async throws {
        let ledger = try await make(events: 300)
        let bundle = ledger.scratch.path("bundle")
        try #require(try await replay("export-bundle", ledger.path, bundle).status == 0)
        let files = [
            "manifest.json", "checkpoint", "checkpoints", "keys", "ledger.proto", "tile/0/000", "tile/entries/000",
        ]
        for file in files {
            let data = try Data(contentsOf: URL(filePath: "\(bundle)/\(file)"))
            try #require(truncate("\(bundle)/\(file)", 1 << 40) == 0)
            // Half a gigabyte of address space in all.
            let run = try await Program.shell.run(
                ["-c", "ulimit -v 524288; exec \"$0\" verify-bundle \"$1\"", Program.replay.url.path, bundle])
            #expect(run.status == 5 && run.errors.contains(file), "\(run)")
            try data.write(to: URL(filePath: "\(bundle)/\(file)"))
        }
    }
}
