package import EventLog
import Folding
import Forms
public import Incidents
package import Timeline
import Views

/// A dataset, and what the ledger holds of it.
public struct DatasetSummary: Hashable, Sendable {
    public var id: String
    /// Nil where records belong to it and nobody has described it.
    public var dataset: Dataset?
    /// Records of incidents, deaths and arrests that stand as it says.
    public var records: Int64
    /// Of these records; nil where none has a year.
    public var firstYear: Int32?
    public var lastYear: Int32?
    /// Imports that stand.
    public var imports: Int
    /// The last day on which its publisher said something.
    public var asAt: Day?
    /// Datasets that name it among those that they succeed.
    public var succeededBy: [String]
}

extension Ledger {
    /// Every dataset, in the order of the identifiers' bytes.
    ///
    /// - Throws: `LedgerError`.
    public func datasets(at moment: Moment = .present) throws -> [DatasetSummary] {
        try LedgerError.wrapping {
            let position = try log.read { try $0.position(of: moment.asOf) }
            let known = try log.read { try $0.knownDatasets(asOf: position, knownBy: moment.knownBy) }
            var held: [String: (records: Int64, years: Set<Int32>)] = [:]
            for (view, measures) in [
                (Year() as any View, ["incidents", "deaths_records"]), (ArrestsRegionYear(), ["arrest_records"]),
            ] {
                let answer = try stored(view, position: position, knownBy: moment.knownBy)
                let places = measures.compactMap { view.measures.firstIndex(of: $0) }
                for row in answer.rows where row.owner.voice == .said {
                    let count = places.reduce(0) { $0 + row.sums[$1].low }
                    guard count != 0 else { continue }
                    held[row.owner.dataset, default: (0, [])].records += count
                    if let year = row.owner.year { held[row.owner.dataset]?.years.insert(year) }
                }
            }
            let ids = Set(known.map(\.id)).union(held.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let byID = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
            return ids.map { id in
                let dataset = byID[id]
                return DatasetSummary(
                    id: id, dataset: dataset?.state, records: held[id]?.records ?? 0, firstYear: held[id]?.years.min(),
                    lastYear: held[id]?.years.max(), imports: dataset?.imports.count ?? 0, asAt: dataset?.lastAsAt,
                    succeededBy: known.filter { $0.state?.succeeds.contains(id) ?? false }.map(\.id))
            }
        }
    }
}

extension LogSnapshot {
    /// Every dataset, with its imports, as of a position and known by a day.
    ///
    /// It reads the events of two kinds, of which a log has few.
    package func knownDatasets(asOf position: UInt64, knownBy day: Day?) throws -> [KnownDataset] {
        var datasets: [String: KnownDataset] = [:]
        try forEachStream(of: .dataset, through: position, knownBy: day) { stream in
            guard case .dataset(let state)? = stream.held(knownBy: day)?.state else { return }
            datasets[stream.record.id] = KnownDataset(id: stream.record.id, state: state)
        }
        try forEachStream(of: .import, through: position, knownBy: day) { stream in
            guard case .import(let file)? = stream.held(knownBy: day)?.state, !file.dataset.isEmpty else { return }
            datasets[file.dataset, default: KnownDataset(id: file.dataset, state: nil)].imports.append(
                KnownDataset.Coverage(asAt: file.asAt, years: file.years))
        }
        return datasets.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
}
