public import Finding
import Forms
public import Incidents
import Timeline

/// Records that were found, with what is to be known of them: as of when they stand, how many there are beside those that
/// are shown, and what was left out.
public struct FoundAnswer: Sendable {
    public let kind: RecordKind
    /// As of which position.
    public let position: UInt64
    public let knownBy: Day?
    public let records: FoundRecords
    /// Sentences: what was left out, of which datasets the records are that sums leave out, what could not be read.
    public let notes: [String]

    /// Nothing that was recorded up to the position is missing because it could not be read.
    public var isComplete: Bool { records.parked.isEmpty }

    init(
        _ query: FindQuery, _ selection: FindSelection, from store: FindStore, _ force: DatasetsInForce
    ) throws {
        kind = query.kind
        (position, knownBy) = (query.position, query.knownBy)
        var wanted = selection
        let showsSuccessor = selection.fields.contains(.succeededBy)
        if showsSuccessor { wanted.fields += [.dataset, .year] }
        var found = try store.find(query, wanted)
        if showsSuccessor { Self.addSuccessors(to: &found, selection.fields, force) }
        records = found
        notes = Self.notes(found, query, force)
    }

    /// The sentence that heads the notes: `19 deaths as of position 212, known by 2020-01-08; the first 10 are shown.`
    public var summary: String { summary(shown: records.rows.count) }

    /// The same where only some of the rows are shown.
    package func summary(shown: Int) -> String {
        let matched = records.matched
        let moment = "as of position \(position)" + (knownBy.map { ", known by \($0)" } ?? "")
        let what = "\(matched) \(matched == 1 ? "record" : "records") of \(kind.code) found \(moment)"
        return what + (shown < matched ? "; \(shown) of them shown." : ".")
    }

    /// The column of those datasets that succeed a record's own for its year, from dataset and year at the end of each row.
    private static func addSuccessors(
        to found: inout FoundRecords, _ fields: [FindField], _ force: DatasetsInForce
    ) {
        found.columns.removeLast(2)
        let place = fields.prefix { $0 != .succeededBy }.reduce(0) { $0 + ($1.form == .count ? 3 : 1) }
        found.columns.insert(.init(FindField.succeededBy.name, of: .succeededBy), at: place)
        for index in found.rows.indices {
            let (year, dataset) = (found.rows[index].removeLast(), found.rows[index].removeLast())
            var successor: String?
            if case .string(let dataset) = dataset, case .integer(let year) = year {
                successor = force.successor(of: dataset, for: Int32(clamping: year))
            }
            found.rows[index].insert(.optional(successor), at: place)
        }
    }

    // MARK: What is said of it

    private static func notes(
        _ found: FoundRecords, _ query: FindQuery, _ force: DatasetsInForce
    ) -> [String] {
        var notes: [String] = []
        for left in found.leftOut {
            notes.append(
                "\(left.count) more meet everything else and \(left.what): they are left out.")
        }
        if found.withdrawn > 0 { notes.append("\(found.withdrawn) more are withdrawn: --withdrawn lists them.") }
        if !query.leftOut.isEmpty || !query.possible.isEmpty {
            notes.append(
                "Of the records that are added up for incidents, links leave \(query.leftOut.count) out, and \(query.possible.count) "
                    + "count from 0 on: others of the same incident have their people.")
        }
        var succeeded: [String: Int] = [:]
        for part in found.datasets {
            guard let successor = force.successor(of: part.dataset, for: part.year) else { continue }
            succeeded["dataset \(part.dataset), which \(successor) succeeds for their years", default: 0] += part.count
        }
        for (what, count) in succeeded.sorted(by: { $0.key < $1.key }) {
            notes.append("\(count) are of \(what): views leave them out (column succeeded_by).")
        }
        if !found.parked.isEmpty {
            let first = found.parked.prefix(5).map { "position \($0.position) (\($0.error))" }
            let rest = found.parked.count - first.count
            notes.append(
                "INCOMPLETE: \(found.parked.count) event(s) could not be taken in, and what they say is not found: "
                    + first.joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : "."))
        }
        return notes
    }
}
