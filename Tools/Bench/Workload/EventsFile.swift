import Foundation
import Incidents

/// The workload as JSON lines, for databases that know nothing of this ledger.
enum EventsFile {
    private struct Line: Encodable {
        var stream: String
        var type: String
        var version: Int
        var data: Toll
    }

    private struct Toll: Encodable {
        var region = ""
        var year: Int32 = 0
        var dead: Int64 = 0
        var missing: Int64 = 0
        var place = ""
        var route = ""
        var cause = ""
        var source = ""
        var locator = ""
        var knownAt = ""
        var actor = Workload.actor
    }

    /// Writes a number of events, one a line: `{"stream", "type", "version", "data": {"region", "year", "dead", …}}`.
    static func write(_ count: Int, of workload: inout Workload, to path: String) throws {
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var versions: [String: Int] = [:]
        var text = Data()
        for _ in 0..<count {
            let event = workload.next()
            let stream = event.record.description
            versions[stream, default: 0] += 1
            let line = Line(
                stream: stream, type: event.type.code, version: versions[stream] ?? 1, data: toll(of: event))
            text += try encoder.encode(line) + [UInt8(ascii: "\n")]
            if text.count > 1 << 20 {
                try file.write(contentsOf: text)
                text.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: text)
    }

    private static func toll(of event: Event) -> Toll {
        var toll = Toll()
        toll.knownAt = event.knownAt.description
        switch event.state {
        case .deaths(let deaths):
            toll.dead = deaths.dead.low
            toll.missing = deaths.missing.low
            toll.cause = deaths.cause
            toll.route = deaths.route
            set(&toll, deaths.occurred, deaths.place, deaths.notes)
        case .incident(let incident):
            toll.route = incident.route
            set(&toll, incident.occurred, incident.place, incident.notes)
        default: break
        }
        return toll
    }

    private static func set(_ toll: inout Toll, _ occurred: Period?, _ place: Place, _ notes: Notes) {
        toll.year = occurred?.year ?? 0
        toll.region = place.regions.first?.code ?? ""
        toll.place = place.description
        toll.source = notes.sources.first?.publisher ?? ""
        toll.locator = notes.sources.first?.locator ?? ""
    }
}
