import Incidents
import Intake
import LedgerTesting
import Tables

/// What reads the files that others publish.
extension FuzzTarget {
    /// A table of any kind is read to its end, as cells of text.
    static func readTable(_ bytes: [UInt8]) -> String? {
        do throws(TableError) {
            let file = try TableFile(bytes, name: "the file") { $0 == "a" || $0 == "b" }
            var reader = try file.rows()
            var row = TableRow()
            while try reader.next(&row) {
                for index in 0..<row.count where String(validating: row.bytes(index), as: UTF8.self) == nil {
                    return "a cell is not UTF-8"
                }
            }
            return nil
        } catch {
            return error.description.hasSuffix(".") ? nil : "no sentence: \(error.description)"
        }
    }

    /// An archive as it is; of other bytes, which are the texts of a workbook's parts with a NUL between them, an archive is
    /// made whose directory and checksums are right, so that what reads the XML is reached.
    static func readWorkbook(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x50, 0x4B]) { return readTable(bytes) }
        var archive = TestArchive()
        let texts = bytes.split(separator: 0, omittingEmptySubsequences: false)
        for (name, text) in zip(FuzzSeeds.partNames, texts) { archive.add(name, Array(text)) }
        return readTable(archive.bytes)
    }

    /// A mapping has faults, or a table is read by it.
    static func readMapping(_ bytes: [UInt8]) -> String? {
        do {
            let reading = try MappingReading(bytes)
            guard let mapping = reading.mapping else {
                let sentences = reading.faults.map(\.sentence)
                return !sentences.isEmpty && sentences.allSatisfy { $0.hasSuffix(".") }
                    ? nil : "no sentence: \(sentences)"
            }
            let table = try MappedTable(FuzzSeeds.mappedTable, fileName: "the file", mappings: [mapping])
            try table.forEachRecord { id, record in
                // What is made is written and read as a whole one is.
                let written = RecordJSON.value(of: record)
                guard (try? RecordJSON.record(record.kind, from: written)) == record else {
                    throw WrittenOtherwise(id: id)
                }
            }
            _ = try table.explain(row: 1)
            return nil
        } catch let error as WrittenOtherwise {
            return "the record \(error.id) is written otherwise than it was made"
        } catch {
            let words = "\(error)"
            return words.hasSuffix(".") ? nil : "no sentence: \(words)"
        }
    }

    private struct WrittenOtherwise: Error {
        var id: RecordID
    }
}
