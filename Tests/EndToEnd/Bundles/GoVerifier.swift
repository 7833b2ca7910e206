import Foundation
import LedgerTesting
import Testing

/// The verifier of `Tests/IndependentVerifier`, which shares nothing with this project's code: Go, and the packages of its
/// checksum database.
struct GoVerifier {
    private let program: Program
    private let key: String
    private let scratch: TemporaryFolder

    /// Builds it. Where Go is missing, the test fails; `Tools/test` installs it.
    static func make(key: String) async throws -> GoVerifier {
        let scratch = try TemporaryFolder()
        let binary = scratch.url.appending(path: "verify")
        let environment = [
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": scratch.path("cache"),
        ]
        let build = try await Program.shell.run(
            ["-c", "exec go build -o \"$0\" .", binary.path], environment: environment,
            in: Repository.root.appending(path: "Tests/IndependentVerifier"))
        try #require(build.status == 0, "go build: \(build.errors)")
        return GoVerifier(program: Program(url: binary), key: key, scratch: scratch)
    }

    /// Runs a check: `checkpoint NOTE`, `inclusion PROOF`, `consistency NOTE PROOF`, `bundle DIRECTORY`, or `bundle URL` of a log that is served.
    func check(_ what: String, _ files: String..., environment: [String: String] = [:]) async throws -> Program.Run {
        try await program.run([what, key] + files, environment: environment)
    }

    /// Runs a check that must succeed, and returns what it says.
    func accept(
        _ what: String, _ files: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let run = try await program.run([what, key] + files)
        try #require(run.status == 0, "\(what): \(run.errors)", sourceLocation: sourceLocation)
        return run.output
    }
}
