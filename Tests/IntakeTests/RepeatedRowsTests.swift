import Forms
import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Rows that say what they said in an earlier file are told by their digests, and not read. That this makes no difference
/// is looked at wherever a test imports (``NaiveLedger``); here, that it is so, and when it is not.
@Suite struct RepeatedRowsTests {
    private let rows = [
        SmallExport.row(["Web ID": "1"]), SmallExport.row(["Web ID": "2", "Number Dead": "3"]),
        SmallExport.row(["Web ID": "3", "Cause of Death": "Unknown"]),
    ]

    /// The records whose rows are not read where a file comes to a ledger.
    private func repeated(_ file: MappedTable, in ledger: NaiveLedger, asAt: String = "2020-03-01") throws -> Set<
        String
    > {
        let source = try file.rows(asAt: day(asAt), in: ledger)
        source.repeats = RowRepeats(
            lookUp: ledger.lookUp, dataset: file.dataset.id, asAt: day(asAt), scheme: source.file.regionScheme)
        var names: Set<String> = []
        try source.forEachRecord { if $0.record == nil { names.insert($0.id.id) } }
        return names
    }

    private func ledger(_ rows: [[String: String]]) throws -> NaiveLedger {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(rows), asAt: day("2020-02-01"))
        return ledger
    }

    @Test func `rows that come again are not read, and one that changed is`() throws {
        let ledger = try ledger(rows)
        #expect(try repeated(try SmallExport.read(rows), in: ledger) == ["mmp-1", "mmp-2", "mmp-3"])
        #expect(try repeated(try SmallExport.read(rows.reversed()), in: ledger) == ["mmp-1", "mmp-2", "mmp-3"])
        var changed = rows
        changed[1]["Number Dead"] = "4"
        #expect(try repeated(try SmallExport.read(changed), in: ledger) == ["mmp-1", "mmp-3"])
        // Before the first file nothing was said.
        #expect(try repeated(try SmallExport.read(rows), in: ledger, asAt: "2020-01-31") == [])
    }

    @Test func `another column, another heading or another mapping has all rows read`() throws {
        let ledger = try ledger(rows)
        #expect(try repeated(try SmallExport.read(rows, columns: SmallExport.columns + ["Remarks"]), in: ledger) == [])
        let renamed = SmallExport.columns.map { $0 == "Web ID" ? "WebID" : $0 }
        let same = rows.map { row in
            Dictionary(uniqueKeysWithValues: row.map { ($0.key == "Web ID" ? "WebID" : $0.key, $0.value) })
        }
        if let file = try? SmallExport.read(same, columns: renamed) { #expect(try repeated(file, in: ledger) == []) }
        let texts = ["small", "other"].map { name in
            SmallMapping.text(
                #"{ "deaths": { "dead": { "count": ["Dead"] } } }"#,
                shared: #"{ "occurred": { "date": ["Day"] }, "note": { "constant": "\#(name)" } }"#)
        }
        let table = "id|Day|Dead\n1|2020-01-05|2\n"
        var own = NaiveLedger()
        try own.run(try SmallMapping.table(try SmallMapping.read(texts[0]), table), asAt: day("2020-02-01"))
        let again = try texts.map {
            try repeated(try SmallMapping.table(try SmallMapping.read($0), table), in: own).count
        }
        #expect(again[0] > 0 && again[1] == 0)
    }

    @Test func `a row with a cell that is not read is read again, and listed again`() throws {
        var rows = rows
        rows[0]["Number Dead"] = "many"
        var ledger = try ledger(rows)
        let file = try SmallExport.read(rows)
        #expect(try repeated(file, in: ledger) == ["mmp-2", "mmp-3"])
        let text = SmallExport.text(rows) + "\r\n"
        let later = try MissingMigrants.table(Array(text.utf8), fileName: "later.csv")
        let plan = try ledger.run(later, asAt: day("2020-03-01"))
        #expect(plan.recordEvents.isEmpty)
        #expect(plan.refusedCells.all.map(\.text) == ["many"])
        // Its flag is not new.
        #expect(plan.summary.flags.isEmpty)
    }

    @Test func `one changed row of an incident has all its rows read`() throws {
        let rows: [(main: String, id: String, dead: Int)] = [("A", "1", 1), ("A", "2", 2), ("B", "3", 3)]
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(main: rows), asAt: day("2020-02-01"))
        let all = try repeated(try SmallExport.read(main: rows), in: ledger)
        #expect(all.count == 5)
        var changed = rows
        changed[1].dead = 7
        #expect(try repeated(try SmallExport.read(main: changed), in: ledger).count == 2)
        // The incident of rows that come and go is another one.
        #expect(try repeated(try SmallExport.read(main: Array(rows.dropFirst())), in: ledger).count == 2)
    }

    @Test func `what was completed from an earlier file is not what a row says`() throws {
        var ledger = try ledger([SmallExport.row(["Number of Females": "1"])])
        let columns = SmallExport.columns.filter { $0 != "Number of Females" }
        let fewer = [SmallExport.row(["Number Dead": "5"])]
        let plan = try ledger.run(try SmallExport.read(fewer, columns: columns), asAt: day("2020-03-01"))
        #expect(plan.types() == ["mmp-1": .corrected])
        let deaths = try #require(
            ledger.streams[RecordID(kind: .deaths, id: "mmp-1")]?.last { $0.type == .corrected })
        #expect(deaths.rowDigest.isEmpty)
    }

    /// The records that the built-in mappings make of the sample. Where they are others on purpose, raise
    /// ``RowDigests/program``, so that ledgers read again what they hold; then state what the test says.
    @Test func `rows are read again when a program makes other records of them`() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = Array(try Data(contentsOf: repository.appending(path: "Tools/sample/incidents.csv")))
        let sample = try MissingMigrants.table(bytes, fileName: "incidents.csv")
        var all: [UInt8] = []
        for (id, record) in sample.records.sorted(by: { $0.key.description < $1.key.description }) {
            all += Array(id.description.utf8) + EncodedRecord(record).bytes
        }
        #expect(RowDigests.program == 1)
        #expect(
            CanonicalCSV.digest(all) == "0c241e4678f372671b8ac0f6e95d14ba63146160261059423a5e0b20d658f513")
    }
}
