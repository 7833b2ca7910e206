import Forms
import Foundation
import Incidents
import LedgerTesting
import Tables
import Testing

@testable import Intake

/// An export says the same in whatever form of table it comes.
@Suite struct TableFormsTests {
    private let rows = [
        SmallExport.row(["Web ID": "1", "Location Description": "Río, 5; a|b"]),
        SmallExport.row(["Web ID": "2", "Number Dead": "1,022", "Cause of Death": "say \"x\"\nnext line"]),
        SmallExport.row(["Web ID": "3", "Number Dead": "", "Minimum Estimated Number of Missing": "7"]),
    ]

    private func records(_ bytes: [UInt8]) throws -> [RecordID: Record] {
        try MissingMigrants.table(bytes, fileName: "the file").records
    }

    private func usual() throws -> [RecordID: Record] { try SmallExport.read(rows).records }

    @Test(arguments: [";", "\t", "|"]) func `whatever its delimiter`(delimiter: String) throws {
        let lines = [SmallExport.columns] + rows.map { row in SmallExport.columns.map { row[$0] ?? "" } }
        let text = lines.map { $0.map(SmallExport.quoted).joined(separator: delimiter) + "\n" }.joined()
        #expect(try records(Array(text.utf8)) == (try usual()))
        #expect(try records(Array("sep=\(delimiter)\n\(text)".utf8)) == (try usual()))
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .windowsCP1252])
    func `whatever its encoding`(encoding: String.Encoding) throws {
        let data = try #require(SmallExport.text(rows).data(using: encoding))
        #expect(try records(Array(data)) == (try usual()))
    }

    @Test func `whatever stands above its header`() throws {
        let text = "Missing Migrants,,,\n\"downloaded\non Monday\"\n,,persons,\n" + SmallExport.text(rows)
        let export = try MissingMigrants.table(Array(text.utf8), fileName: "titled.csv")
        #expect(export.records == (try usual()))
        #expect(export.table.sentences.contains { $0.contains("3 rows above it") })
    }

    @Test func `as JSON`() throws {
        let data = try JSONSerialization.data(withJSONObject: rows.map { $0.filter { !$0.value.isEmpty } })
        #expect(try records(Array(data)) == (try usual()))
        let lines = try rows.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
        #expect(try records(Array(lines.joined(separator: "\n").utf8)) == (try usual()))
    }

    @Test func `real workbooks are read whole`() throws {
        for (name, count, dead) in [("2022-05-21", 10_606, 48_423), ("2024-12-17", 17_474, 69_340)] {
            let path = RealExports.data.appending(path: "missing-migrants/export-\(name).xlsx").path
            let export = try MissingMigrants.table(path: path)
            #expect(export.rowCount == count)
            var toll = 0
            try export.forEachRecord { _, record in
                guard case .deaths(let deaths) = record else { return }
                toll += Int(deaths.dead.low) + Int(deaths.missing.low)
            }
            #expect(toll == dead, "\(name)")
        }
    }

    @Test func `what is no table is refused, and so is a file that is not there`() {
        let page = #expect(throws: ImportError.self) {
            try MissingMigrants.table(Array("<!DOCTYPE html>".utf8), fileName: "the file")
        }
        #expect(page?.code == .badTable)
        #expect(page?.description.contains("is a web page") == true)
        let absent = #expect(throws: ImportError.self) { try MissingMigrants.table(path: "/nowhere/x.csv") }
        #expect(absent?.code == .noFile)
        #expect(absent?.failure == .notFound)
    }
}
