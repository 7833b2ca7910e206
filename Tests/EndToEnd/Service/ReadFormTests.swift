import Crypto
import Foundation
import LedgerTesting
import Testing

/// The forms in which answers go out, read by programs that share no code with ours.
@Suite struct ReadFormTests {
    @Test func `lines end with how many they are and their digest, and a table states its own`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let matched = try #require(try await served.get("/v1/deaths", as: "analyst")["matched"] as? Int)
            let lines = try await served.get("/v1/deaths.ndjson", as: "analyst").text.split(separator: "\n")
            let end = try JSONDecoder().decode(End.self, from: Data(try #require(lines.last).utf8))
            #expect(end.rows == matched && lines.count == matched + 1)
            let before = lines.dropLast().map { $0 + "\n" }.joined()
            #expect(end.digest == Self.hex(Data(before.utf8)))
            for path in [
                "/v1/deaths.csv", "/v1/deaths.geojson", "/v1/views/year.zip", "/v1/views/year.xlsx", "/v1/datasets",
            ] {
                let reply = try await served.get(path, as: "analyst")
                let digest = Data(SHA256.hash(data: reply.body)).base64EncodedString()
                #expect(reply.header("Repr-Digest") == "sha-256=:\(digest):", "\(path)")
            }
            let view = try await served.get("/v1/views/year", as: "consumer")
            let csv = try await served.get("/v1/views/year.csv", as: "consumer")
            #expect((view["provenance"] as? [String: Any])?["digest"] as? String == Self.hex(csv.body))
        }
    }

    private struct End: Decodable {
        var rows: Int
        var digest: String
    }

    private static func hex(_ data: Data) -> String {
        SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    }

    @Test func `pages are pages of one answer, whatever is recorded meanwhile`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let whole = try await served.get("/v1/deaths?columns=id", as: "analyst")
            var path: String? = "/v1/deaths?columns=id&after=0&limit=3"
            var (ids, pages): ([String], Int) = ([], 0)
            while let next = path {
                let page = try await served.get(next, as: "analyst")
                #expect(page["matched"] as? Int == whole["matched"] as? Int)
                #expect(page.header("Ledger-Total") == whole.header("Ledger-Total"))
                let rows = try #require(page["rows"] as? [[String: String]])
                #expect(rows.count <= 3)
                ids += rows.compactMap { $0["id"] }
                pages += 1
                let link = page.values(of: "Link").first { $0.contains("rel=\"next\"") }
                path = link.map { String($0.dropFirst().prefix { $0 != ">" }) }
                try await ledger.succeed([
                    "record", "deaths", "--date", "2019-04-01", "--dead", "5", "--source", "Coast guard",
                ])
            }
            let all = try #require(whole["rows"] as? [[String: String]])
            #expect(ids.sorted() == all.compactMap { $0["id"] }.sorted() && pages > 2)
        }
    }

    /// 1,234 generated deaths records.
    private static func longLedger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try ledger.scratch.file(
            "long.csv",
            holding: "Case;Day;Dead\n" + (1...1_234).map { "c\($0);2019-0\($0 % 9 + 1)-11;\($0 % 50)\n" }.joined())
        try ledger.scratch.file(
            "long.json",
            holding: """
                { "format": 1, "name": "long", "version": 1,
                  "dataset": { "id": "long", "publisher": "Somebody", "title": "Cases", "prefix": "long-" },
                  "row": { "identifier": ["Case"] },
                  "records": { "deaths": { "dead": { "count": ["Dead"] }, "occurred": { "date": ["Day"], "order": "ymd" } } } }
                """)
        try await ledger.succeed([
            "import", "table", ledger.scratch.path("long.csv"), "--mapping", ledger.scratch.path("long.json"),
            "--as-at",
            "2020-01-01",
        ])
        return ledger
    }

    @Test func `a long answer that has gone out is the same again, of a known length, until the ledger moves`()
        async throws
    {
        let ledger = try await Self.longLedger()
        try await ServedLedger.with(ledger) { served in
            let told = try await ledger.succeed(["find", "deaths", "--format", "csv"])
            let first = try await served.get("/v1/deaths.csv", as: "analyst")
            #expect(first.text == told && first.header("Content-Length") == nil)
            let again = try await served.get("/v1/deaths.csv", as: "analyst")
            #expect(again.text == told)
            #expect(again.header("Content-Length") == "\(told.utf8.count)" && again.header("Trailer") == nil)
            let digest = Data(SHA256.hash(data: Data(told.utf8))).base64EncodedString()
            #expect(again.header("Repr-Digest") == "sha-256=:\(digest):")
            try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "1"])
            let next = try await served.get("/v1/deaths.csv", as: "analyst")
            #expect(next.text == (try await ledger.succeed(["find", "deaths", "--format", "csv"])))
            #expect(next.text != told)
        }
    }

    @Test func `a long answer goes out while it is laid out, and says at its end what it should be`() async throws {
        let ledger = try await Self.longLedger()
        try await ServedLedger.with(ledger) { served in
            let told = try await ledger.succeed(["find", "deaths", "--format", "csv"])
            // Trailers are read from the socket: clients do not hand them over.
            let script = """
                import base64, hashlib, json, re, socket, sys
                port, path, token = sys.argv[1:]
                with socket.create_connection(("127.0.0.1", int(port)), timeout=60) as s:
                    s.sendall(f"GET {path} HTTP/1.1\\r\\nHost: a\\r\\nAuthorization: Bearer {token}\\r\\nConnection: close\\r\\n\\r\\n".encode())
                    raw = b""
                    while piece := s.recv(1 << 16):
                        raw += piece
                head, rest = raw.split(b"\\r\\n\\r\\n", 1)
                body = b""
                while (size := int((line := rest.split(b"\\r\\n", 1))[0], 16)) > 0:
                    body += line[1][:size]
                    rest = line[1][size + 2:]
                trailer = line[1].decode()
                digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
                print(json.dumps({"head": head.decode().lower(), "body": body.decode(), "rows": body.count(b"\\n"),
                                  "is_right": f"sha-256=:{digest}:" in trailer and "repr-digest" in trailer.lower()}))
                """
            let port = try #require(URL(string: served.url)?.port)
            let read = try #require(
                try await Readers.json(script, ["\(port)", "/v1/deaths.csv", served.tokens["analyst"] ?? ""])
                    as? [String: Any])
            #expect(read["body"] as? String == told && read["rows"] as? Int == 1_235)
            #expect(read["is_right"] as? Bool == true)
            let head = try #require(read["head"] as? String)
            #expect(head.contains("transfer-encoding: chunked") && head.contains("trailer: repr-digest"), "\(head)")
            let lines = try await served.get("/v1/deaths.ndjson", as: "analyst").text.split(separator: "\n")
            #expect(lines.count == 1_235 && lines.last?.hasPrefix("{\"rows\":1234,") == true)
            let whole = try await served.get("/v1/deaths", as: "analyst")
            #expect((whole["rows"] as? [Any])?.count == 1_234)
        }
    }

    @Test func `a map is what GDAL reads`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let map = try await served.get("/v1/deaths.geojson", as: "analyst")
            let features = try #require(map["features"] as? [Any])
            let without = try #require(map["withoutPoint"] as? Int)
            #expect(features.count + without == map["matched"] as? Int && !features.isEmpty && without > 0)
            let file = try ledger.scratch.file("map.geojson", holding: map.body).path
            let told = try await Readers.ogrinfo(["-al", "-so", file])
            #expect(told.contains("Feature Count: \(features.count)") && told.contains("Geometry: Point"), "\(told)")
        }
    }

    @Test func `a workbook has the rows with their types, and where they come from`() async throws {
        let ledger = try await TestLedger.makeExported()
        let script = """
            import json, sys, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            rows = [[None if v is None else v if isinstance(v, (int, float)) else str(v) for v in row]
                    for row in book.worksheets[0].iter_rows(values_only=True)]
            said = [str(row[1]) for row in book["provenance"].iter_rows(values_only=True)]
            print(json.dumps({"sheets": book.sheetnames, "rows": rows, "said": said}))
            """
        try await ServedLedger.with(ledger, ["--licence", "CC-BY-4.0"]) { served in
            for (path, name) in [("/v1/views/year", "year"), ("/v1/deaths", "deaths")] {
                let reply = try await served.get(path + ".xlsx", as: "analyst")
                let again = try await served.get(try #require(reply.header("Content-Location")), as: "analyst")
                #expect(again.body == reply.body, "the same answer makes the same file")
                let file = try ledger.scratch.file(name + ".xlsx", holding: reply.body).path
                let book = try #require(try await Readers.json(script, [file]) as? [String: Any])
                #expect(book["sheets"] as? [String] == [name, "provenance"])
                let csv = CSVReader.records(of: try await served.get(path + ".csv", as: "analyst").text)
                let rows = try #require(book["rows"] as? [[Any]])
                #expect(rows.count == csv.count)
                for (row, cells) in zip(rows, csv) {
                    for (value, cell) in zip(row, cells) {
                        let text = value is NSNull ? "" : "\(value)"
                        // A day is one in a workbook, and a real number may be written shorter.
                        #expect(text == cell || text.hasPrefix(cell) || Double(text) == Double(cell), "\(text) \(cell)")
                    }
                }
                #expect(rows.dropFirst().contains { $0.contains { $0 is Int } })
                let said = try #require(book["said"] as? [String])
                #expect(
                    said.contains { $0.contains("CC-BY-4.0") } && said.contains { $0.contains("as-of=") }, "\(said)")
            }
        }
    }

    @Test func `an archive has the table, what describes it on the Web, and how to cite it`() async throws {
        let ledger = try await TestLedger.makeExported()
        // csvw is what CLDF reads such tables with: it checks the metadata, each cell's type, and that nothing is missing.
        let script = """
            import csvw, hashlib, json, pathlib, sys, warnings, zipfile
            warnings.simplefilter("error")
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                names, times = archive.namelist(), {i.date_time for i in archive.infolist()}
                archive.extractall(sys.argv[2])
            folder = pathlib.Path(sys.argv[2])
            table = csvw.Table.from_file(folder / "metadata.json")
            rows = list(table.iterdicts(strict=True))
            raw = json.loads((folder / "metadata.json").read_text())
            data = (folder / "data.csv").read_bytes()
            print(json.dumps({
                "names": names, "times": len(times), "rows": len(rows), "isValid": csvw.CSVW(str(folder / "metadata.json")).is_valid,
                "columns": [c.name for c in table.tableSchema.columns], "types": [c.datatype.base for c in table.tableSchema.columns],
                "isRight": raw["notes"][0]["sha256"] == hashlib.sha256(data).hexdigest(), "raw": raw, "data": data.decode(),
                "readme": (folder / "README.txt").read_text()}))
            """
        try await ServedLedger.with(ledger, ["--licence", "CC-BY-4.0"]) { served in
            for path in ["/v1/views/region-year", "/v1/deaths"] {
                let reply = try await served.get(path + ".zip?known-by=2030-01-01", as: "analyst")
                #expect(reply.header("Content-Disposition")?.contains(".zip\"") == true)
                let folder = ledger.scratch.path("archive" + path.replacing("/", with: "-"))
                let file = try ledger.scratch.file("answer.zip", holding: reply.body).path
                let read = try #require(try await Readers.json(script, [file, folder]) as? [String: Any])
                #expect(read["names"] as? [String] == ["data.csv", "metadata.json", "README.txt"])
                #expect(
                    read["isRight"] as? Bool == true && read["isValid"] as? Bool == true && read["times"] as? Int == 1)
                let csv = try await served.get(path + ".csv?known-by=2030-01-01", as: "analyst").text
                #expect(read["data"] as? String == csv)
                let heading = try #require(CSVReader.records(of: csv).first)
                #expect(read["columns"] as? [String] == heading)
                #expect(read["rows"] as? Int == CSVReader.records(of: csv).count - 1)
                #expect((read["types"] as? [String])?.contains("integer") == true)
                let raw = try #require(read["raw"] as? [String: Any])
                #expect(raw["dc:license"] as? String == "CC-BY-4.0")
                #expect((raw["dc:identifier"] as? String)?.hasPrefix(path + ".json?as-of=") == true)
                let readme = try #require(read["readme"] as? String)
                #expect(readme.contains("known-by=2030-01-01") && readme.contains("Licence: CC-BY-4.0"))
                #expect(readme.contains("tree root") && heading.allSatisfy { readme.contains("  \($0)") }, "\(readme)")
                let again = try await served.get(try #require(reply.header("Content-Location")), as: "analyst")
                #expect(again.body == reply.body)
            }
        }
    }
}
