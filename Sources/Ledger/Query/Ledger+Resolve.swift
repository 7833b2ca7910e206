import EventLog
package import Folding
package import Forms
import Incidents
package import Timeline

extension Ledger {
    /// A question with nothing left open, as this ledger answers it.
    func resolved(
        _ request: ViewRequest, position: UInt64, of view: any View, _ owned: OwnedAnswer
    ) throws -> Query {
        let known = try log.read { try $0.knownDatasets(asOf: position, knownBy: request.moment.knownBy) }
        return try request.resolved(position: position, of: view, owned, known, ownScheme: file.regionScheme)
    }
}

extension ViewRequest {
    /// The question with nothing left open.
    ///
    /// The scheme does not depend on which years or regions are asked for: it is the one that was asked for, else the
    /// ledger's own (`init --scheme`), else the one in which most of the records that are counted have a region.
    ///
    /// - Parameters:
    ///   - known: the datasets at the question's moment.
    ///   - ownScheme: in which answers are given unless another is asked for; nil: in that of most records.
    package func resolved(
        position: UInt64, of view: any View, _ owned: OwnedAnswer, _ known: [KnownDataset], ownScheme: String?
    ) throws(LedgerError) -> Query {
        let chosen = try datasets(known, owned)
        let force = DatasetsInForce(known, chosen: chosen.map { Set($0) })
        let scheme = try scheme(of: view, owned, force, ownScheme)
        var regions: [String]?
        if let scheme { regions = try self.regions(in: scheme, of: view, owned) }
        return Query(
            view: name, position: position, knownBy: moment.knownBy, scheme: scheme, regions: regions,
            years: ranking.map { [$0.year] } ?? years, datasets: chosen, isAsPublished: isAsPublished,
            withReported: withReported, ranking: ranking, selection: selection(of: try Ledger.registeredView(name)))
    }

    private func scheme(
        of view: any View, _ owned: OwnedAnswer, _ force: DatasetsInForce, _ ownScheme: String?
    ) throws(LedgerError) -> String? {
        guard let column = view.regionsColumn else { return nil }
        // What is left out, such as a dataset that another has succeeded, has no say.
        var records: [String: Int64] = [:]
        var schemes: Set<String> = []
        for row in owned.rows {
            let named = CountedRegions(text: row.key[column]).regions.map(\.scheme)
            schemes.formUnion(named)
            guard force.isCounted(row.owner.dataset, year: row.owner.year) else { continue }
            for scheme in named { records[scheme, default: 0] += row.records }
        }
        if let scheme {
            guard schemes.contains(scheme) || RegionCatalog.schemes.contains(where: { $0.name == scheme }) else {
                throw LedgerError(
                    .notFound,
                    "There is no region scheme \"\(scheme)\"; there are: "
                        + RegionCatalog.schemes.map(\.name).joined(separator: ", ") + ".")
            }
            return scheme
        }
        if let ownScheme { return ownScheme }
        return records.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? RegionCatalog.schemes[0].name
    }

    /// The regions that are asked for, by name or by group; nil: all.
    private func regions(
        in scheme: String, of view: any View, _ owned: OwnedAnswer
    ) throws(LedgerError) -> [String]? {
        guard !self.regions.isEmpty || group != nil else { return nil }
        guard let column = view.regionsColumn else { return nil }
        let inUse = Set(owned.rows.compactMap { CountedRegions(text: $0.key[column])[scheme] })
        do {
            let catalogue = try? RegionCatalog.scheme(named: scheme)
            var regions: Set<String> = []
            for region in self.regions {
                if region == Answer.noRegion || inUse.contains(region) {
                    regions.insert(region)
                } else if let catalogue {
                    regions.insert(try catalogue.region(named: region))
                } else {
                    throw LedgerError(
                        .notFound,
                        "No record names a region \"\(region)\" of scheme \(scheme); "
                            + "there are: \(inUse.sorted().joined(separator: ", ")).")
                }
            }
            if let group {
                regions.formUnion(try RegionCatalog.scheme(named: scheme).group(named: group).members)
            }
            return regions.sorted()
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.notFound, "\(error)")
        }
    }

    /// The datasets that are asked for; nil: those in force.
    private func datasets(_ known: [KnownDataset], _ owned: OwnedAnswer) throws(LedgerError) -> [String]? {
        guard !self.datasets.isEmpty else { return nil }
        let names = Set(known.map(\.id)).union(owned.rows.map(\.owner.dataset)).subtracting([""])
        for id in self.datasets where id != DatasetsInForce.desk && !names.contains(id) {
            throw LedgerError(
                .notFound,
                "There is no dataset \"\(id)\" in this ledger at that moment; there are: "
                    + (names.sorted() + [DatasetsInForce.desk]).joined(separator: ", ") + ".")
        }
        return Set(self.datasets).sorted()
    }
}
