import EventLog
import Foundation

/// What a log is, in the simplest terms: a list.
struct Model {
    struct Entry {
        var kind: UInt8
        var id: String
        var version: UInt32
        var recordedAt: UInt64
        var part: [UInt8]
    }

    private(set) var entries: [Entry] = []
    private var requests: [String: (first: UInt64, parts: [[UInt8]])] = [:]

    enum Outcome: Equatable {
        case appended(first: UInt64, versions: [UInt32])
        case again(first: UInt64, versions: [UInt32])
        case conflict
        case keyReused
    }

    func positions(of stream: StreamID) -> [UInt64] { positions { $0.kind == stream.kind && $0.id == stream.id } }

    func positions(where matches: (Entry) -> Bool) -> [UInt64] {
        entries.indices.filter { matches(entries[$0]) }.map { UInt64($0 + 1) }
    }

    mutating func append(_ drafts: [(kind: UInt8, id: String, draft: Draft)], key: String?, now: UInt64) -> Outcome {
        let parts = drafts.map(\.draft.callerPart)
        if let key, let earlier = requests[key] {
            guard earlier.parts == parts else { return .keyReused }
            let range = Int(earlier.first) - 1..<Int(earlier.first) - 1 + parts.count
            return .again(first: earlier.first, versions: entries[range].map(\.version))
        }
        let recordedAt = max(now, entries.last?.recordedAt ?? 0)
        var after = entries
        for (kind, id, draft) in drafts {
            let version = UInt32(after.count { $0.kind == kind && $0.id == id })
            guard draft.expected.accepts(version) else { return .conflict }
            after.append(
                Entry(kind: kind, id: id, version: version + 1, recordedAt: recordedAt, part: draft.callerPart))
        }
        let first = UInt64(entries.count + 1)
        let versions = after[entries.count...].map(\.version)
        entries = after
        if let key { requests[key] = (first, parts) }
        return .appended(first: first, versions: versions)
    }
}
