package import EventLog
package import Incidents
package import Timeline

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
