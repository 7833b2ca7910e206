import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Random exports of two datasets, complete, for some years or partial, in any order of their days, undone now and then,
/// with the desk's corrections, withdrawals and reinstatements between them: against a model that keeps what each export
/// said in plain dictionaries.
@Suite struct RandomImportsTests {
    @Test(arguments: 0..<120)
    func `what is known by every day is what the exports said, in whichever order they came in`(
        round: Int
    ) throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var ledger = NaiveLedger()
        var model = Model()
        var steps: [String] = []
        for _ in 0..<Int.random(in: 3...11, using: &random) {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6: try takeIn(.random(&random), &ledger, &model, &steps)
            case 6..<9: try correct(&ledger, &model, &random, &steps)
            default: try undo(&ledger, &model, &random, &steps)
            }
            compare(ledger, model, "seed \(seed): \(steps)")
        }
    }

    private func takeIn(
        _ export: Model.Export, _ ledger: inout NaiveLedger, _ model: inout Model, _ steps: inout [String]
    ) throws {
        steps.append("\(export)")
        let others = ledger.datasets.map(\.id).filter { $0 != export.set.id }
        do {
            let plan = try ledger.run(
                try export.file(), asAt: Model.day(export.day), scope: export.scope.fileScope,
                relations: DatasetRelations(beside: others))
            if plan.repeats != nil {
                #expect(model.exports.contains { $0.says(theSameAs: export) })
                #expect(plan.events.isEmpty)
            } else {
                model.take(export, as: plan.importID)
            }
        } catch let error as ImportError where error.isConflict {
            #expect(model.contradicts(export), "\(error)")
        }
    }

    private func correct(
        _ ledger: inout NaiveLedger, _ model: inout Model, _ random: inout SeededGenerator, _ steps: inout [String]
    ) throws {
        let set = random.pick(Model.Set.allCases)
        let id = "\(Int.random(in: 1...5, using: &random))"
        let day = Int.random(in: 0..<14, using: &random)
        let row = random.chance(30) ? nil : Model.Row.random(&random)
        let type: EventType = row == nil ? .withdrawn : random.pick([.recorded, .corrected, .reinstated])
        steps.append("desk \(set) \(id) on \(day): \(row.map { "\($0)" } ?? "withdrawn")")
        let file = try Model.Export(set: set, day: day, scope: .partial, rows: [id: row ?? .random(&random)]).file()
        let state = try #require(file.deaths(id))
        ledger.append(
            Event(
                type: type, record: set.record(id), knownAt: Model.day(day), actor: "investigator",
                reason: "court file",
                state: row == nil ? nil : .deaths(state)))
        model.correct(set, id, day, row)
    }

    private func undo(
        _ ledger: inout NaiveLedger, _ model: inout Model, _ random: inout SeededGenerator, _ steps: inout [String]
    ) throws {
        guard !model.exports.isEmpty else { return }
        let export = random.pick(model.exports)
        steps.append("undo \(export)")
        let events = try ledger.undo(export.importID)
        #expect(events.last?.event.record == RecordID(kind: .import, id: export.importID))
        model.exports.removeAll { $0.importID == export.importID }
    }

    private func compare(_ ledger: NaiveLedger, _ model: Model, _ context: String) {
        for day in 0..<14 {
            for set in Model.Set.allCases {
                let said = model.said(set, by: day)
                for number in 1...5 {
                    let id = "\(number)"
                    let record = set.record(id)
                    let known = ledger.said(set.id, of: record, by: Model.day(day)).flatMap(Model.Row.init)
                    #expect(known == said[id], "\(set) \(id) on day \(day); \(context)")
                    let incident = RecordID(kind: .incident, id: record.id)
                    #expect(
                        (ledger.said(set.id, of: incident, by: Model.day(day)) != nil) == (said[id] != nil),
                        "incident of \(set) \(id) on day \(day); \(context)")
                    let held = ledger.merged(record, by: Model.day(day)).state.flatMap(Model.Row.init)
                    #expect(held == model.held(set, id, by: day), "held \(set) \(id) on day \(day); \(context)")
                }
            }
        }
    }
}

/// What each export said, and what the desk said.
private struct Model {
    enum Set: String, CaseIterable {
        case web, main

        var id: String { self == .web ? "missing-migrants-web-id" : "missing-migrants-main-id" }

        func record(_ id: String) -> RecordID {
            RecordID(kind: .deaths, id: (self == .web ? "mmp-" : "mmpi-") + id)
        }
    }

    struct Row: Equatable {
        var year: Int
        var dead: Int64
        var region: String

        static func random(_ random: inout SeededGenerator) -> Row {
            Row(
                year: random.pick([2018, 2019, 2020]), dead: Int64.random(in: 1...3, using: &random),
                region: random.pick(["Mediterranean", "Europe"]))
        }
    }

    enum Scope: Equatable {
        case complete
        case years([Int])
        case partial

        func covers(_ year: Int) -> Bool {
            switch self {
            case .complete: true
            case .years(let years): years.contains(year)
            case .partial: false
            }
        }

        var fileScope: FileScope {
            switch self {
            case .complete: .complete
            case .years(let years): FileScope(completeFor: years.map { Int32($0)...Int32($0) })
            case .partial: .partial
            }
        }
    }

    struct Export: CustomStringConvertible {
        var set: Set
        var day: Int
        var scope: Scope
        var rows: [String: Row]
        var importID = ""

        static func random(_ random: inout SeededGenerator) -> Export {
            var rows: [String: Row] = [:]
            for number in 1...5 where random.chance(60) { rows["\(number)"] = .random(&random) }
            if rows.isEmpty { rows["1"] = .random(&random) }
            let years = [2018, 2019, 2020].filter { _ in random.chance(40) }
            let scope: Scope = random.pick([.complete, .partial, years.isEmpty ? .partial : .years(years)])
            return Export(
                set: random.pick([.web, .web, .main]), day: Int.random(in: 0..<12, using: &random), scope: scope,
                rows: rows)
        }

        func says(theSameAs other: Export) -> Bool {
            set == other.set && day == other.day && scope == other.scope && rows == other.rows
        }

        var description: String {
            "\(set) \(scope) on \(day): \(rows.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.dead)/\($0.value.year)/\($0.value.region.prefix(1))" })"
        }

        func file() throws -> MappedTable {
            let cells = rows.sorted { $0.key < $1.key }.map { id, row in
                SmallExport.row([
                    "Web ID": id, "Main ID": id, "Incident ID": id, "Number Dead": "\(row.dead)",
                    "Reported Year": "\(row.year)", "Reported Date": "January 05, \(row.year)",
                    "Region of Incident": row.region, "Location Coordinates": "",
                ])
            }
            return try SmallExport.read(cells, columns: set == .web ? SmallExport.columns : SmallExport.mainColumns)
        }
    }

    private struct DeskEntry {
        var set: Set
        var id: String
        var day: Int
        var row: Row?
        /// What the dataset said then.
        var base: Row?
    }

    /// Those that stand, in the order in which they were imported.
    var exports: [Export] = []
    private var desk: [DeskEntry] = []

    static func day(_ number: Int) -> Day { LedgerTesting.day("2021-01-01").adding(days: Int32(number)) }

    mutating func take(_ export: Export, as importID: String) {
        var export = export
        export.importID = importID
        exports.append(export)
    }

    /// Another complete statement of the same years on the same day, or the same file as another one.
    func contradicts(_ export: Export) -> Bool {
        exports.contains { other in
            guard other.set == export.set, other.day == export.day else { return false }
            if other.rows == export.rows { return other.scope != export.scope }
            return [2018, 2019, 2020, 2021].contains { other.scope.covers($0) && export.scope.covers($0) }
        }
    }

    mutating func correct(_ set: Set, _ id: String, _ day: Int, _ row: Row?) {
        desk.append(DeskEntry(set: set, id: id, day: day, row: row, base: said(set, by: day)[id]))
    }

    /// Export by export, in the order of their days and of one day in the order of their import.
    func said(_ set: Set, by day: Int) -> [String: Row] {
        var said: [String: Row] = [:]
        for today in 0...day {
            for export in exports where export.set == set && export.day == today {
                for (id, row) in said where export.rows[id] == nil && export.scope.covers(row.year) { said[id] = nil }
                said.merge(export.rows) { $1 }
            }
        }
        return said
    }

    /// Desk and dataset together, field by field.
    func held(_ set: Set, _ id: String, by day: Int) -> Row? {
        let said = said(set, by: day)[id]
        var last: DeskEntry?
        for entry in desk where entry.set == set && entry.id == id && entry.day <= day && entry.day >= last?.day ?? 0 {
            last = entry
        }
        guard let last else { return said }
        switch (last.row, said) {
        case (nil, nil): return nil
        case (let desk?, nil): return last.base == nil || last.base != desk ? desk : nil
        case (nil, let said?): return last.base == nil ? said : nil
        case (let desk?, let said?):
            guard let base = last.base else { return desk }
            return Row(
                year: desk.year == base.year ? said.year : desk.year,
                dead: desk.dead == base.dead ? said.dead : desk.dead,
                region: desk.region == base.region ? said.region : desk.region)
        }
    }
}

extension Model.Row {
    fileprivate init?(_ record: Record) {
        guard case .deaths(let deaths) = record, let year = deaths.occurred?.year else { return nil }
        self.init(
            year: Int(year), dead: deaths.dead.low,
            region: deaths.place.regions.first { $0.scheme.hasPrefix("mmp-20") }?.code ?? "")
    }
}
