import Foundation
import LedgerTesting
import Testing

/// What the programs sign, prove and export is checked by programs that other people wrote: Go's checksum database and
/// OpenSSL.
struct IndependentVerificationTests {
    /// A ledger of 70,000 events: real exports where they are, and events that are generated and say so.
    private func make() async throws -> TestLedger {
        let exports = RealExport.arePresent ? [RealExport.successive[0], RealExport.successive[2]] : []
        let ledger = try await TestLedger.make(holding: exports)
        let first = try await ledger.head().position
        try ledger.scratch.file("early", holding: try await ledger.succeed(["checkpoint"]))
        let seed = String(UInt64.random(in: 0...UInt64(UInt32.max)))
        print("seed of the generated events: \(seed)")
        let run = try await Program.viewChild.run(["append", ledger.path, seed, "\(70_000 - first)"])
        try #require(run.status == 0, "\(run.errors)")
        try ledger.scratch.file("latest", holding: try await ledger.succeed(["checkpoint"]))
        return ledger
    }

    @Test func `Go and OpenSSL accept the checkpoints, proofs and bundle of 70,000 events, and nothing altered`()
        async throws
    {
        let ledger = try await make()
        let (scratch, key) = (ledger.scratch, try ledger.verifierKey)
        let go = try await GoVerifier.make(key: key)
        for name in ["early", "latest"] {
            #expect(try await OpenSSL.accepts(scratch.text(of: name), key: key))
            _ = try await go.accept("checkpoint", scratch.path(name))
        }
        #expect(try await go.accept("checkpoint", scratch.path("latest")).hasPrefix("70000 events"))

        for position in [1, 12_345, 65_536, 65_537, 70_000] {
            let proof = try await ledger.succeed(["prove", "inclusion", "\(position)"])
            let said = try await go.accept("inclusion", try scratch.file("proof", holding: proof))
            #expect(said.hasPrefix("position \(position) of 70000 events"))
        }
        let proof = try await ledger.succeed(["prove", "consistency", "--from", scratch.path("early")])
        _ = try await go.accept("consistency", scratch.path("early"), try scratch.file("continued", holding: proof))

        let export = try await Program.replay.run(["export-bundle", ledger.path, scratch.path("bundle")])
        try #require(export.status == 0, "\(export.errors)")
        #expect(try await go.accept("bundle", scratch.path("bundle")).hasPrefix("70000 events"))
        try await refuseAltered(ledger, go, key)
    }

    /// The same checks fail on what was altered: they check something.
    private func refuseAltered(_ ledger: TestLedger, _ go: GoVerifier, _ key: String) async throws {
        let scratch = ledger.scratch
        let note = scratch.text(of: "latest")
        let altered = note.replacing("\n70000\n", with: "\n70001\n")
        #expect(altered != note)
        #expect(try await !OpenSSL.accepts(altered, key: key))
        #expect(try await go.check("checkpoint", try scratch.file("altered", holding: altered)).status == 1)

        for (name, what) in [("proof", "inclusion"), ("continued", "consistency")] {
            let wrong = try scratch.file("wrong", holding: withOtherHash(scratch.text(of: name)))
            let run =
                what == "inclusion"
                ? try await go.check(what, wrong) : try await go.check(what, scratch.path("early"), wrong)
            #expect(run.status == 1, "\(what): \(run.output)")
        }
        // An entry, a tile of leaf hashes, the tile above, the one partial tile, the checkpoint.
        for path in [
            "tile/entries/100", "tile/0/100", "tile/1/000", "tile/1/001.p/17", "tile/0/273.p/112", "checkpoint",
        ] {
            let file = "bundle/\(path)"
            let data = try Data(contentsOf: scratch.url.appending(path: file))
            var changed = data
            changed[changed.startIndex + 40] ^= 1
            try scratch.file(file, holding: changed)
            #expect(try await go.check("bundle", scratch.path("bundle")).status == 1, "\(path)")
            try scratch.file(file, holding: data)
        }
        _ = try await go.accept("bundle", scratch.path("bundle"))
    }

    /// The proof with another last hash.
    private func withOtherHash(_ proof: String) throws -> String {
        var lines = proof.components(separatedBy: "\n")
        let last = try #require(lines.firstIndex(of: "")) - 1
        lines[last] = (lines[last].first == "A" ? "B" : "A") + lines[last].dropFirst()
        return lines.joined(separator: "\n")
    }
}
