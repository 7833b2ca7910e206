import Foundation
import LedgerTesting
import Testing

/// What a refusal by the system leads to, at each call by which a program changes something on a disk.
@Suite(.serialized) struct RefusedCallTests {
    /// `Tools/test --long` sets the variable.
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil
    /// So many faults of each command in the short mode.
    private static let sample = 3

    @Test(arguments: RefusedWork.Kind.allCases)
    func `a system call that fails or is the last leads to an honest end, and the ledger stays whole`(
        _ kind: RefusedWork.Kind
    ) async throws {
        var random = SeededGenerator(for: "a system call of \(kind) that fails")
        var faults = try await RefusedWork.faults(of: kind)
        let all = faults.count
        faults.shuffle(using: &random)
        var met = 0
        while let fault = faults.popLast(), Self.isLong || met < Self.sample {
            if try await RefusedWork(kind).meet(fault) { met += 1 }
        }
        #expect(met >= min(Self.sample, all))
        print("\(kind): \(met) of \(all) faults were met")
    }
}
