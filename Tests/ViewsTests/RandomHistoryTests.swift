import EventLog
import Folding
import Incidents
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import Testing
import Views

/// What the views say against a model that refolds everything from scratch.
@Suite struct RandomHistoryTests {
    /// Small blocks, so that a few thousand events cross many of them, and the real ones.
    @Test(arguments: [Blocks(shift: 3, calendarShift: 5), Blocks(shift: 6, calendarShift: 9), .standard])
    func `every view agrees with the model at random positions and days`(blocks: Blocks) async throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(for: "every view agrees with the model")
        let log = try EventLog.create(at: folder.path + "/log")
        defer { log.close() }
        var history = History(SeededGenerator(random.next() % 1_000_000, for: "its history"), strangers: 1)
        let stores = try allViews.map {
            try ViewStore(view: $0, directory: folder.path + "/views", log: log, durable: false, blocks: blocks)
        }
        for _ in 0..<5 {
            try await log.append(Int.random(in: 300...700, using: &random), from: &history)
            for store in stores {
                let size = random.pick([1, 7, 64, 1_000, 4_096])
                try store.catchUp(eventsPerCommit: size)
            }
            let model = NaiveModel(entries: try log.decodedEntries())
            try compare(stores, model, &random)
        }
    }

    private func compare(_ stores: [ViewStore], _ model: NaiveModel, _ random: inout SeededGenerator) throws {
        let head = UInt64(model.entries.count)
        let days = model.entries.map(\.knownAt)
        for round in 0..<8 {
            let position = round < 2 ? head : UInt64.random(in: 0...head, using: &random)
            let day = round % 2 == 0 ? nil : random.pick(days) - (random.chance(20) ? 1 : 0)
            let query = ViewQuery(
                asOf: round == 0 ? nil : position, knownBy: day.map { Day(number: $0) })
            let moment = try model.moment(asOf: position, knownBy: day)
            for store in stores {
                let place = "\(store.view.name) as of \(position), known by \(String(describing: day))"
                let owned = try store.ownedAnswer(query)
                let rows = Set(owned.rows.map(NaiveModel.Row.init))
                let expected = model.ownedRows(of: store.view.name, moment)
                #expect(
                    rows == expected && rows.count == owned.rows.count,
                    "\(place): \(rows.symmetricDifference(expected))")
                let lacksNothing = store.view.kinds.allSatisfy { !moment.lacking.contains($0.rawValue) }
                #expect(owned.isComplete == lacksNothing, "\(place)")
                #expect(owned.position == position)
                let lines = owned.added.map { NaiveModel.line($0.key + $0.sums.map(\.description)) }
                let total = model.rows(of: store.view.name, moment)
                #expect(lines == total, "\(place): \(Set(lines).symmetricDifference(total))")
            }
        }
    }
}

extension NaiveModel.Row {
    fileprivate init(_ row: OwnedRow) {
        self.init(
            dataset: row.owner.datasetText, voice: row.owner.voice.code, year: row.owner.year, key: row.key,
            records: row.records, sums: row.sums.map { [$0.low, $0.high, $0.unbounded, $0.approximate, $0.reported] })
    }
}
