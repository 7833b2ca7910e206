import Incidents
import Timeline

/// What the exports of a dataset say of a record, one after another.
///
/// They count in the order of their as-at days, and those of one day in the order in which they were imported; one that
/// was undone does not count. Each says something of a record by its row, or by its silence, where its scope covers the
/// year in which the record counts so far: that there is no such record. Of every other record it says nothing; and of a
/// record for which it has a row, nothing of the fields for which it has no column (``SpokenFields``).
///
/// An import may come in late. Then each later export must go on saying what it said: where an event as of an earlier day
/// would be taken for its statement, the plan also states, as of its day, what it had said. That needs no more than the
/// log: what an export found on the day on which it was imported, and did not withdraw, it had.
struct ExportHistory {
    let dataset: String
    /// Those that stand, in the order in which they count.
    let exports: [PriorImport]

    /// - Parameters:
    ///   - imports: of any dataset, in any order.
    ///   - undone: one that is passed over, beside those that are undone already.
    init(of dataset: String, _ imports: [PriorImport], without undone: String? = nil) {
        self.dataset = dataset
        exports = imports.filter { $0.dataset == dataset && !$0.isUndone && $0.id != undone }
            .sorted { ($0.asAt, $0.position) < ($1.asAt, $1.position) }
    }

    /// Whether no export is of a later day.
    func isLast(_ day: Day) -> Bool { exports.last.map { $0.asAt <= day } ?? true }

    /// Plans what the dataset must say on a day and on each later one, where it says something else by now.
    ///
    /// - Parameters:
    ///   - state: what it says before the first of these days.
    ///   - first: the first of these days.
    ///   - reason: for a statement as of the day of an export; nil: of a day of which no export is left.
    func settle(
        _ plan: inout StreamPlan, after state: Record?, from first: Day, reason: (PriorImport?, Day) -> String
    ) throws {
        let own = plan.held.events.lazy.filter { $0.dataset == dataset }.map(\.knownAt)
        var current = state
        for day in Set(exports.lazy.map(\.asAt)).union(own).filter({ $0 >= first }).sorted() {
            let ofDay = exports.filter { $0.asAt == day }
            for export in ofDay { current = try Self.said(by: export, after: current, in: &plan) }
            guard try plan.state(by: day) != current else { continue }
            plan.say(current, asOf: day, reason: reason(ofDay.last, day))
        }
    }

    /// What an export says of a record, where before it the dataset said `current`.
    private static func said(
        by export: PriorImport, after current: Record?, in plan: inout StreamPlan
    ) throws -> Record? {
        let record = plan.held.record
        if !export.fields.speaks(of: record) {
            let isWithdrawn = plan.held.events.contains { $0.importID == export.id && $0.type == .withdrawn }
            return isWithdrawn ? nil : current
        }
        if let row = try row(of: export, in: &plan) {
            return try export.fields.completed(row, of: record, from: current)
        }
        guard let current, !export.scope.covers(current.year) else { return nil }
        return current
    }

    /// The row that an export had of a record; nil: none.
    ///
    /// By the end of its import the dataset said of the record what the export says, or what was said before it and the
    /// export is silent about. The latter is so only outside its scope, where a row would have left an event.
    private static func row(of export: PriorImport, in plan: inout StreamPlan) throws -> Record? {
        let said = plan.said(by: export.asAt, asOf: export.position)
        guard let state = try plan.record(at: said?.state) else { return nil }
        if export.scope.covers(state.year) { return state }
        let hasRow = plan.held.events.contains {
            $0.importID == export.id && $0.knownAt == export.asAt && $0.type != .withdrawn
        }
        return hasRow ? state : nil
    }
}

extension Record {
    /// The year in which it counts; nil: not known, or a kind that counts in none.
    var year: Int32? {
        switch self {
        case .publishedFigure(let figure): figure.period?.year
        case .indicator(let indicator): indicator.period?.year
        default: occurrence?.year
        }
    }
}
