import EventLog
import Folding
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import SwiftProtobuf
import Testing
import Views

/// In which regions a record counts.
@Suite struct RegionTotalTests {
    /// The rows of a view of one record of 2019 with 3 persons in it: scheme and region, and the persons.
    private func rows(
        of view: any View, _ kind: WireRecordKind, in regions: [(scheme: String, code: String)]
    ) async throws -> [String] {
        let folder = try TemporaryFolder()
        let log = try EventLog.create(at: folder.path + "/log")
        defer { log.close() }
        var place = WirePlace()
        place.regions = regions.map { region in
            var wire = WireRegion()
            (wire.scheme, wire.code) = (region.scheme, region.code)
            return wire
        }
        var count = WireCount()
        (count.low, count.qualifier) = (3, .exact)
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (kind, "a", .recorded, 18_000)
        if kind == .deaths {
            (entry.deaths.dead, entry.deaths.place, entry.deaths.occurred.year) = (count, place, 2_019)
        } else {
            (entry.arrests.count, entry.arrests.place, entry.arrests.occurred.year) = (count, place, 2_019)
        }
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: try entry.serializedBytes(), expected: .absent)]))
        let store = try ViewStore(view: view, directory: folder.path, log: log, durable: false, blocks: .standard)
        defer { store.close() }
        try store.catchUp()
        let measure = try #require(view.measures.firstIndex(of: kind == .deaths ? "dead" : "arrests"))
        return try store.ownedAnswer().rows.map { row in
            "\(row.key[0]):\(row.key[1]) \(row.sums[measure]) of \(row.records)"
        }
    }

    private static let views: [(any View, WireRecordKind)] = [(RegionYear(), .deaths), (ArrestsRegionYear(), .arrests)]

    @Test(arguments: views.indices)
    func `every record is in the total, and once in the first region of each scheme that it names`(index: Int)
        async throws
    {
        let (view, kind) = Self.views[index]
        #expect(try await rows(of: view, kind, in: []) == [": 3 of 1"])
        #expect(
            try await rows(of: view, kind, in: [("m49", "015"), ("mmp-2014", "Mediterranean")]) == [
                ": 3 of 1", "m49:015 3 of 1", "mmp-2014:Mediterranean 3 of 1",
            ])
        #expect(
            try await rows(
                of: view, kind, in: [("m49", "015"), ("mmp-2014", "Europe"), ("m49", "002"), ("m49", "015")])
                == [": 3 of 1", "m49:015 3 of 1", "mmp-2014:Europe 3 of 1"])
    }

    @Test(arguments: views.indices)
    func `what names a scheme without a region, or a region without a scheme, is in the total alone`(index: Int)
        async throws
    {
        let (view, kind) = Self.views[index]
        #expect(try await rows(of: view, kind, in: [("", ""), ("", "x"), ("m49", "")]) == [": 3 of 1"])
        #expect(try await rows(of: view, kind, in: [("m49", ""), ("m49", "002")]) == [": 3 of 1", "m49:002 3 of 1"])
    }
}
