import Foundation
import LedgerTesting
import Testing

/// An auditor who has the service replay the log.
@Suite struct ReplayOverHTTPTests {
    @Test func `a replay says for each view whether it is what the log says, and is found out where it is not`()
        async throws
    {
        let ledger = try await TestLedger.makeCut()
        try await ServedLedger.with(ledger) { served in
            let sound = try await served.get("/v1/replay", as: "auditor")
            #expect(sound.status == 200, "\(sound.text)")
            #expect(sound["agrees"] as? Bool == true)
            #expect(sound["isComplete"] as? Bool == true)
            #expect((sound["views"] as? [[String: Any]])?.count == TestLedger.views.count)
            #expect(sound["position"] as? UInt64 == (try await ledger.head()).position)
            // The same as the auditor's own program says.
            let own = try await Program.replay.run([ledger.path])
            #expect(own.status == 0, "\(own.errors)")
            for view in sound["views"] as? [[String: Any]] ?? [] {
                #expect(own.output.contains(try #require(view["digestReplayed"] as? String)), "\(view)")
            }
            let child = try await Program.viewChild.run(["poison", ledger.path])
            try #require(child.status == 0, "\(child.errors)")
            try await ledger.wait("the service to see it") { _ in
                try await served.get("/v1/replay", as: "auditor")["isComplete"] as? Bool == false
            }
        }
    }
}
