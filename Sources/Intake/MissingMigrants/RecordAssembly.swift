import Incidents

/// Makes the records of a file out of its rows.
struct RecordAssembly {
    let dataset: MissingMigrantsDataset

    /// The bytes of sources that fit an entry of the log, beside what else an incident holds.
    static let maximumSources = 32_000

    /// The record of one row.
    ///
    /// - Parameter row: with identifiers.
    func deaths(_ row: ExportRow) -> Record {
        flagged(.deaths(state(of: row)))
    }

    /// The incident of all its rows.
    ///
    /// - Parameter rows: at least one, with identifiers, in their order.
    /// - Throws: ``ImportError`` `rowTooLarge` for an incident of too many rows.
    func incident(_ rows: [ExportRow]) throws(ImportError) -> Record {
        flagged(.incident(try state(of: rows)))
    }

    /// With the flags that the validation of every record finds, as an append sets them: what is compared with the
    /// ledger must be what the ledger holds.
    private func flagged(_ record: Record) -> Record {
        record.flagged(record.validate(knownAt: nil, origin: .imported))
    }

    private func state(of row: ExportRow) -> Deaths {
        var deaths = row.deaths
        deaths.incident = dataset.prefix + row.mainID
        if let scheme = dataset.rowScheme, !row.givenID.hasPrefix("row-") {
            deaths.notes.externalIDs = [ExternalID(scheme: scheme, value: row.givenID)]
        }
        return deaths
    }

    /// When, where and on which route is that of the row with the incident's own identifier, else of the first by
    /// identifier; countries and sources are those of all its rows. What the importer flags and cells that could
    /// not be read stay with the rows' own records.
    private func state(of rows: [ExportRow]) throws(ImportError) -> Incident {
        let mainID = rows[0].mainID
        let lead = (rows.first { $0.rowID == mainID } ?? rows[0]).deaths
        var incident = Incident()
        incident.kind = .deathInTransit
        incident.occurred = lead.occurred
        incident.place = lead.place
        incident.route = lead.route
        incident.countriesOfOrigin = Set(rows.flatMap(\.deaths.countriesOfOrigin)).sorted()
        if let scheme = dataset.incidentScheme, !mainID.hasPrefix("row-") {
            incident.notes.externalIDs = [ExternalID(scheme: scheme, value: mainID)]
        }
        incident.notes.sources = try sources(of: rows, mainID)
        return incident
    }

    private func sources(of rows: [ExportRow], _ mainID: String) throws(ImportError) -> [Source] {
        var seen: Set<Source> = []
        var sources: [Source] = []
        for row in rows {
            for source in row.deaths.notes.sources where seen.insert(source).inserted {
                sources.append(source)
            }
        }
        let bytes = RecordAssembly.size(of: sources)
        guard bytes <= RecordAssembly.maximumSources else {
            throw ImportError(
                .rowTooLarge,
                "The \(rows.count) rows of incident \(mainID) name sources of \(bytes) bytes;"
                    + " at most 32,000 fit an entry of the ledger.")
        }
        return sources
    }

    /// The bytes that sources take in an entry, at least.
    static func size(of sources: [Source]) -> Int {
        sources.reduce(0) { $0 + $1.publisher.utf8.count + $1.locator.utf8.count + 8 }
    }
}
