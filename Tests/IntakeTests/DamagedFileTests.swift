import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// A damaged file is read or refused; it never stops the program.
@Suite struct DamagedFileTests {
    @Test(arguments: [UInt64](1...25))
    func `cut and flipped files are read or refused, and what is read can be planned`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let names = RealExports.arePresent ? RealExports.days : CutExports.days
        let name = names[Int(seed) % names.count]
        let whole = RealExports.arePresent ? try RealExports.bytes(name) : try CutExports.bytes(name)
        // A few hundred rows with the header: enough to hold every form of cell, and quick to read many times.
        let rowEnd = whole[min(150_000, whole.count - 1)...].firstIndex(of: 0x0A) ?? whole.count - 1
        var bytes = Array(whole[...rowEnd])
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            bytes[index] ^= UInt8(1) << UInt8.random(in: 0..<7, using: &random)
        }
        if Bool.random(using: &random) {
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        }
        do {
            let export = try MissingMigrants.table(bytes, fileName: "damaged.csv")
            var ledger = NaiveLedger()
            let plan = try ledger.run(export, asAt: day("9999-12-31"))
            #expect(plan.recordEvents.count == export.records.count, "seed \(seed)")
            for planned in plan.events {
                #expect(throws: Never.self, "seed \(seed)") { try planned.event.validated(today: nil) }
            }
        } catch let error as ImportError {
            #expect(!error.description.isEmpty, "seed \(seed)")
        }
    }

    @Test func `a real file cut in the middle of a quoted cell is refused`() throws {
        let bytes = try CutExports.bytes("2020-01-08")
        let quote = try #require(bytes[20_000...].firstIndex(of: 0x22))
        let inside = bytes[quote + 1] == 0x2C ? quote + 4 : quote + 2
        let error = #expect(throws: ImportError.self) {
            try MissingMigrants.table(Array(bytes[..<inside]), fileName: "cut.csv")
        }
        #expect(error?.code == .badTable)
        #expect(error?.description.contains("opens a quoted cell that the file never closes") == true)
    }
}
