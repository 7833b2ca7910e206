import Incidents

extension PlannedChange {
    /// Of which its record was and is a part.
    var incidents: [String] {
        let (old, new) = (before?.incident, after?.incident)
        return old == new ? [old].compactMap(\.self) : [old, new].compactMap(\.self)
    }
}

extension PlannedChange: Spoolable {
    func write(to writer: inout SpoolWriter) {
        record.write(to: &writer)
        writer.text(kind.rawValue)
        for facts in [before, after] {
            writer.number(facts == nil ? 0 : 1)
            facts?.write(to: &writer)
        }
    }

    init(from reader: inout SpoolReader) {
        let record = RecordID(from: &reader)
        let change = Kind(rawValue: reader.text())
        let before = reader.number() == 0 ? nil : StateFacts(from: &reader)
        let after = reader.number() == 0 ? nil : StateFacts(from: &reader)
        guard let change else { preconditionFailure("what is read was written here") }
        self.init(record: record, kind: change, before: before, after: after)
    }
}

extension StateFacts: Spoolable {
    func write(to writer: inout SpoolWriter) {
        writer.number(year == nil ? 0 : 1)
        writer.number64(Int64(year ?? 0))
        writer.text(region)
        writer.text(incident)
        for count in [dead, missing, deadAndMissing] { writer.number64(count) }
    }

    init(from reader: inout SpoolReader) {
        let hasYear = reader.number() == 1
        let number = Int32(truncatingIfNeeded: reader.number64())
        self.init(
            year: hasYear ? number : nil, region: reader.text(), incident: reader.text(), dead: reader.number64(),
            missing: reader.number64(), deadAndMissing: reader.number64())
    }
}

extension StateFacts {
    /// Of a record that is as it was: where it is counted, and no more.
    init(_ outline: StateOutline) {
        self.init(
            year: outline.year, region: outline.region, incident: "", dead: 0, missing: 0, deadAndMissing: 0)
    }
}

/// A change of a toll, with the incident of which it was or is a part.
struct IncidentChange: Spoolable {
    var incident: String
    var change: PlannedChange

    init(incident: String, change: PlannedChange) {
        self.incident = incident
        self.change = change
    }

    static func key(_ change: IncidentChange, _ key: inout SortKey) { key.text(change.incident) }

    func write(to writer: inout SpoolWriter) {
        writer.text(incident)
        change.write(to: &writer)
    }

    init(from reader: inout SpoolReader) {
        incident = reader.text()
        change = PlannedChange(from: &reader)
    }
}
