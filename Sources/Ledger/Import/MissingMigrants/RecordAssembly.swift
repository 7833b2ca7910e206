import Incidents

/// Makes the records of a file out of its rows.
struct RecordAssembly {
    let dataset: Dataset

    /// Before every identifier of the Missing Migrants Project, so that it cannot meet another publisher's.
    static let prefix = "mmp-"

    /// - Parameter rows: with identifiers, each row's different.
    /// - Throws: ``ImportError`` `rowTooLarge` for an incident of too many rows.
    func records(from rows: [ExportRow]) throws(ImportError) -> [RecordID: Record] {
        var records: [RecordID: Record] = [:]
        records.reserveCapacity(rows.count * 2)
        var parts: [String: [ExportRow]] = [:]
        for row in rows {
            let id = RecordID(kind: .deaths, id: RecordAssembly.prefix + row.rowID)
            records[id] = flagged(.deaths(deaths(row)))
            parts[row.mainID, default: []].append(row)
        }
        for (mainID, rows) in parts {
            let id = RecordID(kind: .incident, id: RecordAssembly.prefix + mainID)
            records[id] = flagged(.incident(try incident(mainID, rows)))
        }
        return records
    }

    /// With the flags that the validation of every record finds, as an append sets them: what is compared with the
    /// ledger must be what the ledger holds.
    private func flagged(_ record: Record) -> Record {
        record.flagged(record.validate(knownAt: nil, origin: .imported))
    }

    private func deaths(_ row: ExportRow) -> Deaths {
        var deaths = row.deaths
        deaths.incident = RecordAssembly.prefix + row.mainID
        if let scheme = rowScheme, !row.rowID.hasPrefix("row-") {
            deaths.notes.externalIDs = [ExternalID(scheme: scheme, value: row.rowID)]
        }
        return deaths
    }

    /// When, where and on which route is that of the row with the incident's own identifier, else of the first by
    /// identifier; countries and sources are those of all its rows. What the importer flags and cells that could
    /// not be read stay with the rows' own records.
    private func incident(_ mainID: String, _ rows: [ExportRow]) throws(ImportError) -> Incident {
        let rows = rows.sorted { $0.rowID < $1.rowID }
        let lead = (rows.first { $0.rowID == mainID } ?? rows[0]).deaths
        var incident = Incident()
        incident.kind = .deathInTransit
        incident.occurred = lead.occurred
        incident.place = lead.place
        incident.route = lead.route
        incident.countriesOfOrigin = Set(rows.flatMap(\.deaths.countriesOfOrigin)).sorted()
        if let scheme = incidentScheme, !mainID.hasPrefix("row-") {
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
        let bytes = sources.reduce(0) { $0 + $1.publisher.utf8.count + $1.locator.utf8.count + 8 }
        guard bytes <= 32_000 else {
            throw ImportError(
                .rowTooLarge,
                "The \(rows.count) rows of incident \(mainID) name sources of \(bytes) bytes;"
                    + " at most 32,000 fit an entry of the ledger.")
        }
        return sources
    }

    private var rowScheme: String? {
        switch dataset {
        case .webID: "mmp-web-id"
        case .incidentID: "mmp-incident-id"
        case .content: nil
        }
    }

    private var incidentScheme: String? {
        dataset == .incidentID ? "mmp-main-id" : rowScheme
    }
}
