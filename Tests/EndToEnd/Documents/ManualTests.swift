import Foundation
import LedgerTesting
import Testing

/// What the manual shows is what there is.
struct ManualTests {
    @Test func `the view that the manual shows is the file that it names`() throws {
        let manual = try text("MANUAL.md")
        let name = try #require(manual.firstMatch(of: /`(Projections\/Views\/\w+\.swift)`:\n\n```swift\n/))
        let shown = try #require(manual[name.range.upperBound...].split(separator: "```").first)
        #expect(try String(shown) == text(String(name.1)))
    }

    @Test func `every view is in the list of views, and no other`() throws {
        let list = try text("Projections/Views/AllViews.swift")
        let folder = Repository.root.appending(path: "Projections/Views").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let views = try files.filter { try text("Projections/Views/\($0)").contains(#/public struct \w+: View \{/#) }
        #expect(!views.isEmpty)
        for view in views { #expect(list.contains("    \(view.dropLast(6))(),\n"), "\(view)") }
        #expect(list.matches(of: /\w+\(\),/).count == views.count)
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    }
}
