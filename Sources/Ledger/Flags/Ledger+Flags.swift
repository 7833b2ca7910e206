import EventLog
import Finding
import Forms
import Incidents
import Timeline

extension Ledger {
    /// The flags of the records that stand at a moment, open and settled.
    ///
    /// Which records may have one is asked of the finder's store, and what each says of the log.
    ///
    /// - Parameter progress: as of ``find(_:progress:)``.
    /// - Throws: `LedgerError`: `notFound` for an import or a record that there is not, and for a code that no flag has.
    public func flags(
        _ selection: FlagSelection = FlagSelection(), at moment: Moment = .present,
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> FlagList {
        for record in selection.records { _ = try stream(of: record) }
        if let id = selection.importID { _ = try stream(of: RecordID(kind: .import, id: id)) }
        let all = try flags(among: selection, at: moment, progress)
        for code in selection.codes {
            let own = FlagCode.allCases.map(\.rawValue) + DeskFlagCode.allCases.map(\.rawValue)
            _ = try FindNames.known(code, "flag", among: Set(own + all.flags.map(\.flag.code)).sorted())
        }
        return FlagList(flags: all.flags.filter(selection.includes), position: all.position, parked: all.parked)
    }

    /// Those of the records that are selected, whatever else is.
    private func flags(
        among selection: FlagSelection, at moment: Moment, _ progress: ((UInt64, UInt64) -> Void)?
    ) throws -> FlagList {
        try LedgerError.wrapping {
            let position = try log.read { try $0.position(of: moment.asOf) }
            if !selection.records.isEmpty {
                let flags = try log.read { try $0.flags(of: selection.records, position, moment.knownBy) }
                return FlagList(flags: flags, position: position, parked: 0)
            }
            return try withFinder(through: position, progress) { store in
                let records = try store.flaggedRecords(asOf: position, knownBy: moment.knownBy)
                let parked = try store.parked(through: position).count
                let flags = try log.read { snapshot in
                    // What was found in cells that no record takes is not looked up by the finder: of them a log has few.
                    let cells = try snapshot.streams(ofKind: UInt8(RecordKind.importCells.rawValue)).map {
                        RecordID(kind: .importCells, id: $0)
                    }
                    return try snapshot.flags(of: records + cells, position, moment.knownBy)
                }
                return FlagList(flags: flags, position: position, parked: parked)
            }
        }
    }
}

extension LogSnapshot {
    /// The flags of records as of a position and known by a day.
    func flags(of records: [RecordID], _ position: UInt64, _ day: Day?) throws -> [FoundFlag] {
        var found: [FoundFlag] = []
        for record in records {
            let stream = try stream(of: record, through: position)
            guard let state = stream.held(knownBy: day)?.state, !state.notes.flags.isEmpty else { continue }
            // Cells that an import keeps are as void as the import.
            if case .importCells(let cells) = state, try isUndone(cells.importID, position, day) { continue }
            let flags = state.notes.flags
            for flag in flags {
                let first = stream.events.first { event in
                    (day.map { event.event.knownAt <= $0 } ?? true)
                        && event.event.state?.notes.flags.contains(flag) == true
                }
                guard let first = first ?? stream.events.last else { continue }
                let settlement = Settlement(kind: record.kind, record: record.id, flag: flag)
                found.append(
                    FoundFlag(
                        record: record, flag: flag, since: .init(first),
                        settled: try settlementEvent(settlement, position, day).map { .init($0) }))
            }
        }
        return found
    }

    private func isUndone(_ importID: String, _ position: UInt64, _ day: Day?) throws -> Bool {
        let held = try stream(of: RecordID(kind: .import, id: importID), through: position).held(knownBy: day)
        return held.map { $0.state == nil } ?? false
    }

    /// The event by which a flag is settled as of a position and known by a day; nil: it is open.
    private func settlementEvent(_ settlement: Settlement, _ position: UInt64, _ day: Day?) throws -> RecordedEvent? {
        let record = RecordID(kind: .settlement, id: settlement.id)
        guard (head.counts[UInt8(RecordKind.settlement.rawValue)] ?? 0) > 0,
            let held = try stream(of: record, through: position).held(knownBy: day), held.state != nil
        else { return nil }
        return held.event
    }
}
