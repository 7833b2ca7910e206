import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// The sample that comes with the project.
@Suite struct SampleTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: repository.appending(path: "Tools/sample/\(name)")))
    }

    @Test func `the sample of incidents is a partial export without a cell that cannot be read`() throws {
        var ledger = NaiveLedger()
        let export = try MissingMigrants.table(try bytes("incidents.csv"), fileName: "incidents.csv")
        let plan = try ledger.run(export, asAt: day("2020-01-08"), scope: .partial)
        #expect(plan.refusedCells.isEmpty)
        #expect(plan.summary.recorded == UInt32(export.records.count))
        #expect(plan.summary.unknownColumns.isEmpty)
    }

    @Test func `the sample of figures is the guide's 43, and says itself what its words say`() throws {
        let sample = try FiguresFile(try bytes("figures.json")).figures
        #expect(sample.count == 43)
        #expect(sample.allSatisfy { $0.state.publisher.hasPrefix("Commission") && !$0.state.citation.isEmpty })
        let guide = RealExports.data.appending(path: "guide/figures.json")
        guard let words = try? Array(Data(contentsOf: guide)), let first = sample.first?.state else { return }
        #expect(try FiguresFile(words, publisher: first.publisher, citation: first.citation).figures == sample)
    }
}
