import Foundation
import LedgerTesting
import Testing

/// The protocol by which the writer of a log moves to another machine, in every order in which its steps, kills and late
/// messages can come: spin goes through all of them (`Tests/Models/moving-the-writer.pml`).
struct MovingWriterModelTests {
    private static let model = Repository.root.appending(path: "Tests/Models/moving-the-writer.pml").path
    private static var positions: Int {
        ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? 2 : 4
    }

    @Test func `no follower ever accepts two entries for one position, with or without the lock`() async throws {
        for options in [[], ["-DLOCK"]] {
            let found = try await Self.search(options)
            #expect(found.errors == 0 && found.states > 10_000, "\(options) \(found)")
        }
    }

    @Test func `with the lock no two followers differ, and without it two may`() async throws {
        let locked = try await Self.search(["-DLOCK", "-DAGREE"])
        #expect(locked.errors == 0 && locked.states > 10_000, "\(locked)")
        // What keeps them from it is the lock, and the search can find that they differ.
        #expect(try await Self.search(["-DAGREE"]).errors == 1)
    }

    /// Goes through all states.
    private static func search(_ options: [String]) async throws -> (errors: Int, states: Int) {
        let folder = try TemporaryFolder()
        let script = """
            set -e
            cd "$1"
            shift
            model="$1"
            shift
            spin "$@" -a "$model"
            cc -O2 -DSAFETY -DCOLLAPSE -DVECTORSZ=2048 -w -o search pan.c
            ./search -m1000000
            """
        let arguments = ["-c", script, "search", folder.path, model, "-DN=\(positions)"] + options
        let run = try await Program.shell.run(arguments)
        try #require(run.status == 0, "\(run.output) \(run.errors)")
        #expect(!run.output.contains("max search depth too small"), "\(run.output)")
        let errors = try #require(run.output.firstMatch(of: /errors: ([0-9]+)/)?.output.1)
        let states = try #require(run.output.firstMatch(of: /([0-9]+) states, stored/)?.output.1)
        return (try #require(Int(errors)), try #require(Int(states)))
    }
}
