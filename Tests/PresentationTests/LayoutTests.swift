import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Presentation
import Testing

/// Answers laid out without a terminal.
@Suite struct LayoutTests {
    @Test func `what people read is as wide as is asked, and what programs read is always the same`() async throws {
        let scratch = try TemporaryFolder()
        let ledger = try Ledger.create(at: scratch.path("a.ledger"))
        var incident = Incident()
        incident.kind = .interception
        incident.occurred = .day(try Day("2020-02-03"))
        _ = try await ledger.record(.incident(incident), id: "boat", Statement(actor: "desk"))
        for number in 1...3 {
            var deaths = Deaths()
            (deaths.incident, deaths.dead) = ("boat", .exactly(Int64(number)))
            deaths.occurred = incident.occurred
            deaths.place.description = "a long way off the coast of an island that has a long name as well"
            _ = try await ledger.record(.deaths(deaths), id: "toll-\(number)", Statement(actor: "desk"))
        }
        let record = RecordID(kind: .incident, id: "boat")
        let layout = RecordLayout(
            try ledger.state(of: record), [], try ledger.belongings(of: record), [], at: .present)
        let lines = { (width: Int?) in layout.text(width: width).split(separator: "\n") }
        #expect(lines(nil).contains { $0.hasPrefix("toll-1") && $0.contains("well") })
        let narrow = lines(50)
        #expect(narrow.filter { $0.hasPrefix("toll-") }.allSatisfy { DisplayWidth.of(String($0)) <= 50 })
        #expect(lines(nil).contains { DisplayWidth.of(String($0)) > 50 })
        #expect(layout.table.csv.contains("belonging.deaths,toll-2\n"))
        guard case .array(let groups)? = layout.json["belongings"]?["groups"] else {
            Issue.record("\(layout.json.formatted)")
            return
        }
        #expect(groups.map { $0["counted"] } == [.integer(3)])
    }

    @Test func `what has no place in a table is a remark`() async throws {
        let scratch = try TemporaryFolder()
        let ledger = try Ledger.create(at: scratch.path("a.ledger"))
        let answer = try ledger.view(ViewRequest(name: "year"))
        let layout = ViewLayout(answer)
        #expect(layout.remarks.contains("sha256 \(answer.provenance.digest)"))
        #expect(layout.json["provenance"]?["digest"] == .string(answer.provenance.digest))
        #expect(layout.table.csv == answer.csv)
    }
}
