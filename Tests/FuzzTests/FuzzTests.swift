import Foundation
import Fuzzing
import LedgerTesting
import Testing

/// Bytes that come from anybody, by seeded mutation: a little of it each time. `Tools/fuzz` does it for longer, with
/// libFuzzer where the toolchain has it.
@Suite struct FuzzTests {
    /// How long each target is fed; 0: a number of inputs that takes a moment.
    private static let minutes = Double(ProcessInfo.processInfo.environment["INCIDENT_LEDGER_FUZZ_MINUTES"] ?? "") ?? 0

    @Test(arguments: FuzzTarget.allCases)
    func `whatever the bytes are, they are read or refused, and what is taken for whole is whole`(
        _ target: FuzzTarget
    ) {
        let random = SeededGenerator(for: "bytes of \(target)")
        var mutator = Mutator(target, random)
        let end = ContinuousClock.now + .seconds(Self.minutes * 60)
        var count = 0
        while count < 200 || (count % 100 != 0 || ContinuousClock.now < end) {
            let bytes = mutator.next()
            count += 1
            guard let finding = target.finding(in: bytes) else { continue }
            let input = Data(bytes).base64EncodedString()
            Issue.record("\(target), input \(count) of seed \(random.seed): \(finding): \(input)")
            return
        }
        print("\(target): \(count) inputs")
    }

    @Test(arguments: FuzzTarget.allCases)
    func `what the inputs are made of is read`(_ target: FuzzTarget) {
        for bytes in FuzzSeeds.bytes(for: target) { #expect(target.finding(in: bytes) == nil, "\(target)") }
    }
}
