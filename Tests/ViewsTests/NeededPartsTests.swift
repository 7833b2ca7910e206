import EventLog
import Folding
import Incidents
import LedgerTesting
import Testing
import Views

/// Records that a view is not shown, because it says that it would add nothing of them.
@Suite struct NeededPartsTests {
    @Test func `a record that has none of the parts that a view needs adds nothing to it`() async throws {
        let folder = try TemporaryFolder()
        let log = try EventLog.create(at: folder.path + "/log")
        defer { log.close() }
        var history = History(SeededGenerator(for: "records that views are not shown"), strangers: 1)
        try await log.append(3_000, from: &history)
        var shown: [String: Int] = [:]
        var left: [String: Int] = [:]
        let vocabulary = Vocabulary()
        try log.read { snapshot in
            try snapshot.forEachEntry(from: 1, through: snapshot.head.position) { position, entry in
                guard let record = try? Facts(entry: entry, vocabulary: vocabulary), record.hasRecord else {
                    return true
                }
                for view in allViews where !view.needs.isEmpty && view.kinds.contains(record.kind) {
                    var cells = CellBuffer(width: view.measures.count)
                    do { try view.cells(of: record, into: &cells) } catch { continue }
                    if record.mayHave(Facts.fields(of: record.kind, with: view.needs)) {
                        if cells.count > 0 { shown[view.name, default: 0] += 1 }
                    } else {
                        left[view.name, default: 0] += 1
                        #expect(cells.count == 0, "\(view.name), the event at position \(position)")
                    }
                }
                return true
            }
        }
        for view in allViews where !view.needs.isEmpty {
            #expect(shown[view.name, default: 0] > 0, "\(view.name) is shown none")
            #expect(left[view.name, default: 0] > 0, "\(view.name) is shown all")
        }
    }
}
