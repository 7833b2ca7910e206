import Foundation
import Ledger
import LedgerTesting
import Testing

/// What every view says of the sample, frozen byte for byte: whoever changes an answer means it, and puts what is new into
/// `Tests/Fixtures/views`.
@Suite struct GoldenViewTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `the views of the sample say what they always said`() async throws {
        let ledger = try await TestLedger.make()
        let sample = Self.repository.appending(path: "Tools/sample")
        try await ledger.succeed([
            "import", "missing-migrants", sample.appending(path: "incidents.csv").path, "--as-at", "2020-01-08",
        ])
        try await ledger.succeed(["import", "figures", sample.appending(path: "figures.json").path])
        let views = Ledger.views.map(\.name)
        try #require(views.count > 5)
        let fixtures = Self.repository.appending(path: "Tests/Fixtures/views")
        for view in Set(views).sorted() {
            let answer = try await ledger.succeed(["view", view, "--format", "csv"])
            let frozen = try? String(contentsOf: fixtures.appending(path: "\(view).csv"), encoding: .utf8)
            #expect(answer == frozen, "\(view).csv\n\(answer)")
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: fixtures.path)
        #expect(Set(kept) == Set(views.map { $0 + ".csv" }))
    }
}
