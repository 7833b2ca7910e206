import EventLog
import Folding
import Incidents
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
            "\(row.key[0]) \(row.sums[measure]) of \(row.records)"
        }
    }

    private static let views: [(any View, WireRecordKind)] = [(RegionYear(), .deaths), (ArrestsRegionYear(), .arrests)]

    @Test(arguments: views.indices)
    func `every record is in one cell, with the first region of each scheme that it names`(index: Int) async throws {
        let (view, kind) = Self.views[index]
        #expect(try await rows(of: view, kind, in: []) == [" 3 of 1"])
        #expect(
            try await rows(of: view, kind, in: [("mmp-2014", "Mediterranean"), ("m49", "015")]) == [
                "m49:015\nmmp-2014:Mediterranean 3 of 1"
            ])
        #expect(
            try await rows(
                of: view, kind, in: [("m49", "015"), ("mmp-2014", "Europe"), ("m49", "002"), ("m49", "015")])
                == ["m49:015\nmmp-2014:Europe 3 of 1"])
    }

    @Test(arguments: views.indices)
    func `what names a scheme without a region, or a region without a scheme, is in none`(index: Int) async throws {
        let (view, kind) = Self.views[index]
        #expect(try await rows(of: view, kind, in: [("", ""), ("", "x"), ("m49", "")]) == [" 3 of 1"])
        #expect(try await rows(of: view, kind, in: [("m49", ""), ("m49", "002")]) == ["m49:002 3 of 1"])
    }

    @Test(arguments: views.indices)
    func `regions with marks in their names are told apart`(index: Int) async throws {
        let (view, kind) = Self.views[index]
        for regions in [[("a:b", "c"), ("d", "e\nf:g")], [("a", "b:c"), ("d", "\\")], [("\\", "\\n")]] {
            let row = try #require(try await rows(of: view, kind, in: regions).first)
            let counted = CountedRegions(text: String(row.dropLast(" 3 of 1".count)))
            #expect(counted.regions.map(\.scheme) == regions.map(\.0).sorted())
            for region in regions { #expect(counted[region.0] == region.1) }
        }
    }
}
