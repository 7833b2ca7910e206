import Foundation
import LedgerTesting
import Testing

/// Maps, lines and workbooks.
struct ExportFileTests {
    @Test func `a map is what GDAL reads, with its points and those that have none`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("map.geojson")
        let said = try await ledger.succeed(["export", file, "--kind", "deaths"])
        let about = try await Readers.ogrinfo(["-al", "-where", "id='about'", file])
        #expect(about.contains("POINT (12 35)") && about.contains("dead_low (Integer) = 12"), "\(about)")
        let whole = try await Readers.ogrinfo(["-al", "-so", file])
        let map = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file))) as? [String: Any]
        let features = try #require(map?["features"] as? [[String: Any]])
        #expect(whole.contains("Feature Count: \(features.count)"), "\(whole.prefix(300))")
        #expect(!whole.contains("Warning") && whole.contains("first_day: Date"), "\(whole)")
        let pointless = features.filter { $0["geometry"] is NSNull }
        #expect(pointless.count > 3 && said.contains("\(pointless.count) have no point: their geometry is null."))
        #expect(features.allSatisfy { ($0["properties"] as? [String: Any])?["counted"] is String })
        #expect(map?["type"] as? String == "FeatureCollection" && map?["provenance"] is [String: Any])
        let refused = try await ledger.run(["export", ledger.scratch.path("links.geojson"), "--kind", "link"])
        #expect(refused.status == 2 && refused.errors.contains("link occurs nowhere"), "\(refused.errors)")
    }

    @Test func `a line is what the command that records reads, and says where it comes from`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("records.ndjson")
        try await ledger.succeed(["export", file])
        let lines = ledger.scratch.text(of: "records.ndjson").split(separator: "\n")
        let other = try await TestLedger.make()
        var taken: Set<String> = []
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let (kind, id) = (try #require(object["kind"] as? String), try #require(object["id"] as? String))
            let provenance = try #require(object["provenance"] as? [String: Any])
            #expect(provenance["counted"] is String && provenance["position"] is Int)
            if id == "gone" { #expect(object["record"] is NSNull) }
            guard ["range", "about", "boat", "andes", "action", "balance", "silent"].contains(id) else { continue }
            let record = try JSONSerialization.data(withJSONObject: try #require(object["record"]))
            let json = try other.scratch.file("record.json", holding: record).path
            try await other.succeed(["record", kind, "--id", id, "--json", json, "--reason", "again"])
            #expect(try await state(of: kind, id, in: ledger) == state(of: kind, id, in: other), "\(id)")
            taken.insert(id)
        }
        #expect(taken.count == 7)
        #expect(lines.count == Set(lines).count)
        #expect(ledger.scratch.text(of: "records.ndjson.provenance.json").contains("\"root\""))
    }

    /// As the ledger shows it, in a form that can be compared.
    private func state(of kind: String, _ id: String, in ledger: TestLedger) async throws -> String {
        let shown = try JSONSerialization.jsonObject(
            with: Data(try await ledger.succeed(["show", kind, id, "--format", "json"]).utf8))
        let state = try #require((shown as? [String: Any])?["state"])
        return String(decoding: try JSONSerialization.data(withJSONObject: state, options: .sortedKeys), as: UTF8.self)
    }

    @Test func `a workbook has a sheet for each table, with typed cells and a heading that stays`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("records.xlsx")
        try await ledger.succeed(["export", file])
        let script = """
            import json, openpyxl, pandas, sys
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book["deaths"]
            heading = [cell.value for cell in sheet[1]]
            row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == "range")
            cells = dict(zip(heading, row))
            frame = pandas.read_excel(sys.argv[1], sheet_name="deaths")
            print(json.dumps({
                "sheets": book.sheetnames, "frozen": [s.freeze_panes for s in book], "rows": sheet.max_row - 1,
                "low": cells["dead_low"].value, "high": cells["dead_high"].value, "day": str(cells["first_day"].value),
                "is_date": cells["first_day"].is_date, "disputed": cells["disputed"].value,
                "created": book.properties.created.isoformat(), "known_at": str(frame.known_at.dtype),
                "note": next(r for r in frame.note if str(r).startswith("=")),
                "provenance": [r[1].value for r in book["provenance"].iter_rows()][:3]}))
            """
        let read = try #require(try await Readers.json(script, [file]) as? [String: Any])
        #expect((read["sheets"] as? [String])?.prefix(2) == ["provenance", "record"])
        #expect((read["frozen"] as? [String])?.allSatisfy { $0 == "A2" } == true)
        #expect(read["low"] as? Int == 5 && read["high"] as? Int == 9 && read["disputed"] as? Bool == false)
        #expect(read["is_date"] as? Bool == true && read["day"] as? String == "2019-10-09 00:00:00")
        #expect((read["known_at"] as? String)?.hasPrefix("datetime64") == true && read["note"] as? String == "=1+1")
        let head =
            try JSONSerialization.jsonObject(
                with: Data(try await ledger.succeed(["head", "--format", "json"]).utf8)) as? [String: Any]
        let recorded = try #require(head?["recordedAt"] as? String)
        #expect(recorded.hasPrefix(read["created"] as? String ?? "none"), "\(recorded) \(read)")
        let rows = CSVReader.rows(of: try await ledger.succeed(["find", "deaths", "--format", "csv"]))
        #expect(read["rows"] as? Int == rows.count)
    }

    @Test func `a text that no cell of a workbook can hold is refused with a sentence, and leaves nothing`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let note = String(repeating: "word ", count: 7_000)
        try await ledger.succeed(["record", "deaths", "--id", "long", "--date", "2019", "--dead", "1", "--note", note])
        let before = try ledger.scratch.names
        let run = try await ledger.run(["export", ledger.scratch.path("records.xlsx")])
        #expect(
            run.status == 1 && run.errors.contains("deaths/long has") && run.errors.contains("32767"), "\(run.errors)")
        #expect(try ledger.scratch.names == before)
        try await ledger.succeed(["export", ledger.scratch.path("records.ndjson")])
    }
}
