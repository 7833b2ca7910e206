import Forms
import Incidents

/// Which regions of which scheme a question is about.
struct RegionFilter {
    var scheme: String
    /// Nil: all of them.
    var regions: Set<String>?

    /// - Parameters:
    ///   - scheme: one that the ledger's records use.
    ///   - inUse: the regions of that scheme that records name; imports keep regions that the catalogue does not have.
    /// - Throws: `LedgerError` with `notFound`, naming the regions or groups that there are.
    init(_ request: ViewRequest, scheme: String, inUse: Set<String>) throws(LedgerError) {
        self.scheme = scheme
        guard !request.regions.isEmpty || request.group != nil else { return }
        do {
            let catalogue = try? RegionCatalog.scheme(named: scheme)
            var regions: Set<String> = []
            for region in request.regions {
                if inUse.contains(region) {
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
            if let group = request.group {
                let members = try RegionCatalog.scheme(named: scheme).group(named: group).members
                regions.formUnion(members)
            }
            self.regions = regions
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.notFound, "\(error)")
        }
    }
}
