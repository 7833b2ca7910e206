import Fields
import Forms
import Incidents
import Ledger
import Testing

/// What forms show of a record that they are to change.
struct ShownFieldTests {
    @Test(arguments: RecordKind.byHand)
    func `what is shown of a record's fields makes the same record again`(_ kind: RecordKind) throws {
        let entered = try #require(kind.entered)
        // Its example states every field. Flags and cells are what the ledger and imports write.
        var record = try RecordJSON.record(kind, from: Array(RecordJSON.template(for: kind).utf8))
        (record.notes.flags, record.notes.rawCells) = ([], [])
        let texts = entered.shown(of: record)
        var faults = Faults()
        let again = entered.writing(GivenFlags(entered.asWhole(texts)), into: .blank(kind), &faults)
        #expect(faults.isEmpty, "\(faults.text)")
        #expect(differences(from: record, to: again).isEmpty)
    }

    @Test(arguments: RecordKind.byHand)
    func `nothing is shown of a record that says nothing`(_ kind: RecordKind) throws {
        let entered = try #require(kind.entered)
        #expect(entered.shown(of: .blank(kind)) == [:])
    }

    @Test func `a value that begins with a sign is a value where the whole list is given`() throws {
        var faults = Faults()
        let texts = Incident.asWhole(["source": ["+39 desk", "-"], "note": ["=1"]])
        let record = Incident.writing(GivenFlags(texts), into: .blank(.incident), &faults)
        #expect(faults.isEmpty, "\(faults.text)")
        #expect(record.notes.sources.map(\.publisher) == ["+39 desk", "-"])
        #expect(record.notes.note == "=1")
    }

    @Test func `a list of which nothing is left is emptied, and so is a field`() throws {
        var record = Record.blank(.incident)
        record.notes.sources = [Source(publisher: "IOM")]
        record.notes.note = "Seen twice"
        var faults = Faults()
        let texts = Incident.asWhole(["source": [], "note": []])
        record = Incident.writing(GivenFlags(texts), into: record, &faults)
        #expect(faults.isEmpty, "\(faults.text)")
        #expect(record.notes == Notes())
    }
}
