import Foundation
import LedgerTesting
import Testing

/// Programs that are killed in the middle of their work, over and over, each time elsewhere.
@Suite(.serialized) struct KillTests {
    /// `Tools/test --long` sets the variable.
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil
    private static let kills = isLong ? 1_000 : 50
    /// As many meet one ledger; what it promised in the time of the first is looked for after the last.
    private static let killsOfLedger = 50

    @Test func `whatever is being done when a program is killed, what was promised stays, and nothing else is there`()
        async throws
    {
        var random = SeededGenerator(for: "whatever is being done when a program is killed")
        var met: [KillSweep.Work: Int] = [:]
        var promised = 0
        for _ in 0..<Self.kills / Self.killsOfLedger {
            var sweep = try await KillSweep(SeededGenerator(seed: random.next()))
            var count = 0
            var works: [KillSweep.Work] = []
            while count < Self.killsOfLedger {
                if works.isEmpty { works = KillSweep.Work.allCases.shuffled(using: &random) }
                let work = works.removeLast()
                guard try await sweep.kill(work) else { continue }
                met[work, default: 0] += 1
                count += 1
            }
            try await sweep.checkViews()
            promised += sweep.promised.count
        }
        // Else nothing was tested: everything was met, and something had been promised.
        #expect(met.count == KillSweep.Work.allCases.count, "\(met)")
        #expect(promised > Self.kills)
        print("\(promised) acknowledged events were there after \(Self.kills) kills: \(met)")
    }
}
