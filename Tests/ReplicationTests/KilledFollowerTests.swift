import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Testing

/// A follower that is killed at any moment, and the next one goes on.
@Suite(.serialized) struct KilledFollowerTests {
    @Test func `killed while it catches up, again and again, it ends at the origin's root`() async throws {
        var random = SeededGenerator(for: "killed while it catches up")
        let origin = try await Origin()
        for round in 0..<30 { try await origin.append(200, "r\(round)", key: round % 3 == 0 ? "k\(round)" : nil) }
        try await origin.append(4_000, "long", key: "long")
        for round in 0..<30 { try await origin.append(100, "s\(round)") }
        try origin.publish()
        let folder = try TemporaryFolder()
        try EventLog.create(at: folder.path("log"), copying: origin.log.logID).close()
        let child = Program(url: Program.directory.appending(path: "replica-test-child"))
        let arguments = [folder.url.path, origin.verifier.description, "file:" + origin.published, "300"]
        var kills = 0
        for _ in 0..<40 {
            let steps = Int.random(in: 1...8, using: &random)
            let delay = Int.random(in: 0...20_000, using: &random)
            let run = try await child.run(arguments + ["\(steps)", "\(delay)"])
            if run.status == -1 { kills += 1 } else { #expect(run.status == 0, "\(run.errors)") }
            let log = try EventLog(openingAt: folder.path("log"), access: .readOnly)
            let held = try log.head()
            // What is there is a beginning of the origin's log, and no request of it is there in part.
            #expect(try held.root == origin.log.read { try $0.root(at: held.position) })
            #expect(held.position <= 6_000 || held.position >= 10_000)
            log.close()
            if held.position == 13_000 { break }
        }
        #expect(kills > 2, "nothing was killed: nothing was tested")
        let last = try await child.run(arguments)
        #expect(last.status == 0 && last.output == "13000\n", "\(last.errors)")
        let log = try EventLog(openingAt: folder.path("log"), access: .readOnly)
        #expect(try log.head() == origin.log.head())
        #expect(try log.audit().findings == [])
        log.close()
    }
}
