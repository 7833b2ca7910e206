import EventLog
import Forms
import Incidents
import Ledger
import Timeline

/// Reads from the log what imports depend on.
extension LogSnapshot: HeldRecords {
    func forEachRecord(ofKind kind: RecordKind, _ body: (RecordID) throws -> Void) throws {
        try forEachRecord(ofKind: UInt8(kind.rawValue)) { try body(RecordID(kind: kind, id: $0)) }
    }

    var importCount: UInt64 { head.counts[UInt8(RecordKind.import.rawValue)] ?? 0 }

    var holdings: Holdings {
        get throws { Holdings(imports: try priorImports(), datasets: try heldDatasets()) }
    }

    /// Every event of a record; states are copied and not decoded.
    func stream(of record: RecordID) throws -> HeldStream {
        HeldStream(record: record, events: try positions(of: StreamID(record)).map { try outline(at: $0) })
    }

    private func outline(at position: UInt64) throws -> EventOutline {
        guard let entry = try entry(at: position) else {
            throw LedgerError(.damaged, "The log has no entry at position \(position), which its indexes name.")
        }
        return try EventOutline(entry: entry)
    }

    /// Every import, as it was recorded.
    func priorImports() throws -> [PriorImport] {
        var imports: [PriorImport] = []
        try forEachRecord(ofKind: UInt8(RecordKind.import.rawValue)) { id in
            let stream = try stream(of: RecordID(kind: .import, id: id))
            guard let first = stream.events.first, case .import(let state)? = try first.state?.record() else { return }
            let isUndone = Timeline(stream.assertions).said(by: .desk)?.state == nil
            imports.append(PriorImport(id: id, state, position: first.position, isUndone: isUndone))
        }
        return imports
    }

    /// Every dataset, as it is described now.
    func heldDatasets() throws -> [HeldDataset] {
        var datasets: [HeldDataset] = []
        try forEachRecord(ofKind: UInt8(RecordKind.dataset.rawValue)) { id in
            let stream = try stream(of: RecordID(kind: .dataset, id: id))
            let days = stream.events.map(\.knownAt)
            guard let first = days.min(), let last = days.max() else { return }
            let said = Timeline(stream.assertions).said(by: .desk)
            let record = try said?.state.flatMap { stream.state(at: $0) }?.record()
            var state: Dataset?
            if case .dataset(let dataset)? = record { state = dataset }
            datasets.append(
                HeldDataset(id: id, state: state, firstKnownAt: first, lastKnownAt: last, version: stream.version))
        }
        return datasets
    }

    /// The years that a dataset's imports cover; of selections, those in which its records count.
    func years(coveredBy dataset: String) throws -> Set<Int32> {
        let imports = try priorImports().filter { $0.dataset == dataset && !$0.isUndone }
        var years = Set(imports.flatMap(\.years).flatMap { Array($0) })
        guard imports.contains(where: { $0.scope == .partial }) else { return years }
        for kind in SourceDataset.kinds where kind != .incident {
            try forEachRecord(ofKind: UInt8(kind.rawValue)) { id in
                let stream = try stream(of: RecordID(kind: kind, id: id))
                guard stream.events.contains(where: { $0.dataset == dataset }) else { return }
                let said = Timeline(stream.assertions).said(by: .dataset(dataset))
                if let year = try said?.state.flatMap({ stream.state(at: $0) })?.record().year { years.insert(year) }
            }
        }
        return years
    }
}
