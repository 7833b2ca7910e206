import Foundation
import LedgerTesting
import Testing

/// schemathesis (PyPI; `Tools/prerequisites` installs it beside the build) makes requests of all kinds out of the document of
/// the service, good ones and bad ones, and holds every answer against it.
@Suite(.enabled(if: Schemathesis.isPresent, "Tools/prerequisites: need_schemathesis"))
struct SchemathesisTests {
    /// Of the requests that it makes up for a route.
    private static let examples = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? "12" : "300"

    @Test func `every answer is what the document of the service says, whatever is asked`() async throws {
        let ledger = try await TestLedger.makeCut()
        // It keeps what it has found where it runs.
        let place = try TemporaryFolder()
        for name in ["hooks.py", "schemathesis.toml"] {
            try FileManager.default.copyItem(
                at: Schemathesis.folder.appending(path: name), to: place.url.appending(path: name))
        }
        let sea = try ledger.federation([ledger.member("own", ["missing-migrants-web-id", "desk"])])
        try await ServedLedger.with(ledger, ["--request-time", "10", "--federation", sea]) { served in
            var environment = ["SCHEMATHESIS_HOOKS": "hooks", "PYTHONDONTWRITEBYTECODE": "1"]
            for (role, token) in served.tokens { environment["TOKEN_" + role.uppercased()] = token }
            let seed = SeededGenerator(for: "schemathesis").seed % 1_000_000
            let run = try await Schemathesis.program.run(
                [
                    "run", served.url + "/openapi.json", "--checks", "all", "--max-examples", Self.examples, "--seed",
                    "\(seed)", "--no-color", "--request-timeout", "30", "--max-failures", "20",
                ] + (try await served.streams() + ["revokeToken"]).flatMap { ["--exclude-operation-id", $0] },
                environment: environment, in: place.url)
            #expect(run.status == 0, "seed \(seed)\n\(run.output.suffix(12_000))\(run.errors.suffix(2_000))")
            #expect(run.output.contains("generated"), "\(run.output.suffix(2_000))")
            // Revoking is left out: it would end the tokens with which the rest is asked.
            // Whatever was asked, the ledger is sound.
            #expect(try await served.get("/healthz", as: nil).status == 200)
        }
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }
}

enum Schemathesis {
    private static let found = Repository.root.appending(path: ".build/schemathesis/bin/schemathesis")

    /// Where its settings and its way to tokens lie.
    static let folder = Repository.root.appending(path: "Tests/Support/schemathesis")
    static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: found.path) }
    static var program: Program { Program(url: found) }
}

extension ServedLedger {
    /// The routes whose answers do not end, which are tested apart.
    fileprivate func streams() async throws -> [String] {
        let document = try await get("/openapi.json", as: nil)
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        return paths.values.flatMap(\.values).compactMap { operation in
            operation["x-stream"] as? Bool == true ? operation["operationId"] as? String : nil
        }.sorted()
    }
}
