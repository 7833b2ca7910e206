import Incidents
import LedgerTesting
import Synchronization
import Testing

@testable import Intake

extension Trait where Self == ConditionTrait {
    /// For what cannot be shown on the cut in the repository.
    static var withRealExports: Self {
        .enabled(if: RealExports.arePresent, "the real exports are not beside the repository")
    }
}

extension RealExports {
    static func export(_ day: String) throws -> MappedTable {
        try keptExport("export-\(day).csv") { try bytes(day) }
    }
}

extension CutExports {
    static func export(_ day: String) throws -> MappedTable {
        try keptExport("cut-\(day).csv") { try bytes(day) }
    }
}

/// Reads a file once in a process of tests, since they ask over and over.
private func keptExport(_ name: String, _ bytes: () throws -> [UInt8]) throws -> MappedTable {
    if let kept = keptExports.withLock({ $0[name] }) { return kept }
    let export = try MissingMigrants.table(try bytes(), fileName: name)
    keptExports.withLock { $0[name] = export }
    return export
}

extension MappedTable {
    /// Every record that the file states, by name; kept, since tests ask over and over.
    var records: [RecordID: Record] {
        if let kept = keptRecords.withLock({ $0[digest] }) { return kept }
        var records: [RecordID: Record] = [:]
        do {
            try forEachRecord { records[$0] = $1 }
        } catch {
            preconditionFailure("a file that was read cannot be read again: \(error)")
        }
        keptRecords.withLock { [records] in $0[digest] = records }
        return records
    }

    /// What is known of the file beside its records, in a ledger that holds none of them; kept as well.
    var file: SourceFile {
        if let kept = keptFiles.withLock({ $0[digest] }) { return kept }
        do {
            let rows = try rows(asAt: Day(number: .max), in: NoRecords())
            try rows.forEachRecord { _ in }
            let file = rows.file
            keptFiles.withLock { $0[digest] = file }
            return file
        } catch {
            preconditionFailure("a file that was read cannot be read again: \(error)")
        }
    }

    var refusedCells: [RefusedCell] { file.refusedCells.all }
    var unknownColumns: [String] { file.unknownColumns }
    var scheme: String { dataset.record.regionScheme }

    var flags: [FlagTally] {
        var tallies = FlagTallies()
        for record in records.values { tallies.add(record.notes.flags, besides: []) }
        return tallies.inOrderOfCode
    }

    var deaths: [Deaths] {
        records.values.compactMap { if case .deaths(let deaths) = $0 { deaths } else { nil } }
    }

    var incidents: [Incident] {
        records.values.compactMap { if case .incident(let incident) = $0 { incident } else { nil } }
    }

    func deaths(_ id: String) -> Deaths? {
        guard case .deaths(let deaths)? = records[RecordID(kind: .deaths, id: dataset.record.prefix + id)] else {
            return nil
        }
        return deaths
    }

    func incident(_ id: String) -> Incident? {
        guard case .incident(let incident)? = records[RecordID(kind: .incident, id: dataset.record.prefix + id)] else {
            return nil
        }
        return incident
    }
}

/// By the file's name.
private let keptExports = Mutex<[String: MappedTable]>([:])
/// By the digest of the file.
private let keptRecords = Mutex<[[UInt8]: [RecordID: Record]]>([:])
private let keptFiles = Mutex<[[UInt8]: SourceFile]>([:])

extension RefusedCells {
    /// All of them.
    var all: [RefusedCell] {
        do { return try first(.max) } catch { preconditionFailure("a temporary file cannot be read: \(error)") }
    }
}

extension Spool {
    /// All of them.
    var all: [Element] {
        do { return try elements } catch { preconditionFailure("a temporary file cannot be read: \(error)") }
    }
}
