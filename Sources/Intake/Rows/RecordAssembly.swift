import Incidents

/// Makes the records of a file out of its rows.
struct RecordAssembly: Sendable {
    let naming: RecordNaming
    let identifierScheme: String
    /// Of the identifiers of incidents.
    let incidentScheme: String

    /// The bytes of sources that fit an entry of the log, beside what else an incident holds.
    static let maximumSources = 32_000

    init(_ mapping: CompiledMapping) {
        naming = RecordNaming(mapping)
        identifierScheme = mapping.mapping.described.identifierScheme
        let incidents = mapping.mapping.row.incidentScheme
        incidentScheme = incidents.isEmpty ? identifierScheme : incidents
    }

    /// The records of one row but its incident, by name.
    ///
    /// - Parameter digest: of the row.
    /// - Throws: ``ImportError`` `incompleteRecord` for one that no ledger takes.
    func records(
        _ row: MappedRow, _ known: IdentifiedRow, _ digest: [UInt8]
    ) throws(ImportError) -> [StatedRecord] {
        var records: [StatedRecord] = []
        for (place, made) in row.records.enumerated() {
            let template = naming.templates[made.template]
            var record = made.record
            if naming.makesIncidents { record.link(to: naming.prefix + known.incident) }
            if !identifierScheme.isEmpty, !known.given.isEmpty {
                record.notes.externalIDs.append(ExternalID(scheme: identifierScheme, value: known.given))
            }
            if place == 0, let flag = flag(known) { record.notes.flags.append(flag) }
            let id = naming.name(template.kind, known.rowID, part: template.part)
            records.append(
                StatedRecord(id: id, record: try flagged(record, row: row.number), rowDigest: digest))
        }
        return records
    }

    /// What is found in a row's identifier.
    private func flag(_ row: IdentifiedRow) -> Flag? {
        switch row.finding {
        case .nothing: nil
        case .missing:
            Flag(
                code: ImportFlagCode.identifierMissing.rawValue,
                detail: "the row has no identifier; it is known by what it says")
        case .repeated:
            Flag(
                code: ImportFlagCode.identifierRepeated.rawValue,
                detail: "another row of the file has it, too: \(row.given)")
        }
    }

    /// With the flags that the validation of every record finds, as an append sets them: what is compared with the
    /// ledger must be what the ledger holds.
    private func flagged(_ record: Record, row: Int) throws(ImportError) -> Record {
        let validation = record.validate(knownAt: nil, origin: .imported)
        if let error = validation.errors.first {
            throw ImportError(
                .incompleteRecord,
                "Row \(row) makes a record of \(record.kind.code) that no ledger takes: \(error.description). Let the mapping say"
                    + " \(error.field.isEmpty ? "it" : "\"\(error.field)\"") otherwise, or leave such rows out with \"if\"."
            )
        }
        return record.flagged(validation)
    }

    /// The incident of all its rows. When, where and on which route is that of the row with the incident's own identifier,
    /// else of the first by identifier; countries, what was done and sources are those of all its rows. What the importer
    /// flags and cells that could not be read stay with the rows' own records, where they have any.
    ///
    /// - Parameters:
    ///   - rows: at least one, with identifiers, in their order.
    ///   - digest: of all of them.
    /// - Throws: ``ImportError`` `rowTooLarge` for an incident of too many rows.
    func incident(
        _ rows: [(known: IdentifiedRow, incident: Incident)], _ digest: [UInt8]
    ) throws(ImportError) -> StatedRecord {
        let name = rows[0].known.incident
        let lead = rows.first { $0.known.rowID == name } ?? rows[0]
        var incident = lead.incident
        for row in rows where rows.count > 1 { incident.takeLists(of: row.incident) }
        if !incidentScheme.isEmpty, !name.hasPrefix("row-") {
            incident.notes.externalIDs = [ExternalID(scheme: incidentScheme, value: name)]
        }
        if rows.count > 1 { incident.notes.sources = try sources(of: rows.map(\.incident), name) }
        let record = try flagged(.incident(incident), row: Int(lead.known.number))
        return StatedRecord(id: naming.name(.incident, name), record: record, rowDigest: digest)
    }

    private func sources(of incidents: [Incident], _ name: String) throws(ImportError) -> [Source] {
        var seen: Set<Source> = []
        var sources: [Source] = []
        for incident in incidents {
            for source in incident.notes.sources where seen.insert(source).inserted { sources.append(source) }
        }
        let bytes = sources.reduce(0) { $0 + $1.publisher.utf8.count + $1.locator.utf8.count + 8 }
        guard bytes <= RecordAssembly.maximumSources else {
            throw ImportError(
                .rowTooLarge,
                "The \(incidents.count) rows of incident \(name) name sources of \(bytes) bytes;"
                    + " at most 32,000 fit an entry of the ledger.")
        }
        return sources
    }
}

extension Record {
    /// Makes it a part of an incident, unless it says itself of which it is one.
    fileprivate mutating func link(to incident: String) {
        switch self {
        case .deaths(var record) where record.incident.isEmpty:
            record.incident = incident
            self = .deaths(record)
        case .arrests(var record) where record.incident.isEmpty:
            record.incident = incident
            self = .arrests(record)
        default: break
        }
    }
}

extension Incident {
    /// What several rows of an incident say one after the other.
    fileprivate mutating func takeLists(of other: Incident) {
        countriesOfOrigin = Set(countriesOfOrigin + other.countriesOfOrigin).sorted()
        countriesOfTransit = Set(countriesOfTransit + other.countriesOfTransit).sorted()
        countriesOfDestination = Set(countriesOfDestination + other.countriesOfDestination).sorted()
        conduct = conduct + other.conduct.filter { !conduct.contains($0) }
        aggravations = aggravations + other.aggravations.filter { !aggravations.contains($0) }
        documentFraud = documentFraud + other.documentFraud.filter { !documentFraud.contains($0) }
        crimes = crimes + other.crimes.filter { !crimes.contains($0) }
    }
}
