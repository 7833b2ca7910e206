import Foundation
import Incidents
import Synchronization
import Testing

@testable import Ledger

/// The four real exports, and what an independent program computed from them.
enum RealExports {
    static let days = ["2019-07-09", "2020-01-08", "2020-01-16", "2024-04-10"]
    /// Those whose identifiers join.
    static let successive = ["2019-07-09", "2020-01-08", "2020-01-16"]

    static let data = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data")

    static func bytes(_ day: String) throws -> [UInt8] {
        Array(try Data(contentsOf: data.appending(path: "missing-migrants/export-\(day).csv")))
    }

    static func export(_ day: String) throws -> MissingMigrantsExport {
        try MissingMigrantsExport(try bytes(day), fileName: "export-\(day).csv")
    }

    static func expected(_ name: String) throws -> [String: Any] {
        let url = data.appending(path: "missing-migrants/expected/\(name).json")
        return try #require(JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any])
    }
}

/// The day of an ISO date that a test states.
func day(_ text: String) -> Day {
    let parts = text.split(separator: "-").compactMap { Int32($0) }
    guard parts.count == 3, let day = Day(year: parts[0], month: parts[1], day: parts[2]) else {
        preconditionFailure("a test states a day that is none: \(text)")
    }
    return day
}

extension MissingMigrantsExport {
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

    var flags: [FlagTally] {
        var tallies = FlagTallies()
        for record in records.values { tallies.add(record) }
        return tallies.inOrderOfCode
    }

    var deaths: [Deaths] {
        records.values.compactMap { if case .deaths(let deaths) = $0 { deaths } else { nil } }
    }

    var incidents: [Incident] {
        records.values.compactMap { if case .incident(let incident) = $0 { incident } else { nil } }
    }

    func deaths(_ id: String) -> Deaths? {
        guard case .deaths(let deaths)? = records[RecordID(kind: .deaths, id: "mmp-" + id)] else { return nil }
        return deaths
    }

    func incident(_ id: String) -> Incident? {
        guard case .incident(let incident)? = records[RecordID(kind: .incident, id: "mmp-" + id)] else { return nil }
        return incident
    }
}

/// By the digest of the file.
private let keptRecords = Mutex<[[UInt8]: [RecordID: Record]]>([:])
