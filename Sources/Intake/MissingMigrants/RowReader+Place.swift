import Incidents

extension RowReader {
    /// Where: the description, the point, and a region of each scheme that the file names.
    func readPlace(_ cell: RowCells, into deaths: inout Deaths, _ remarks: inout RowRemarks) {
        deaths.place.description = text(cell, .location, "place.description", &remarks)
        deaths.place.regions = regions(cell, &remarks)
        switch readCoordinates(cell[.coordinates]) {
        case .blank: break
        case .refused(let reason):
            remarks.refuse(
                cell[.coordinates], column: header.name(of: .coordinates), field: "place.point", reason)
        case .value(let point):
            deaths.place.point = point
        }
    }

    /// The code under which the catalogue has the region; the text itself where it has none. A text that is not the code
    /// is kept as it stands.
    private func regions(_ cell: RowCells, _ remarks: inout RowRemarks) -> [Region] {
        let pairs = [(Column.region, scheme.rawValue), (Column.unsdGrouping, ColumnScheme.unsd)]
        return pairs.compactMap { column, scheme in
            let given = text(cell, column, "place.regions", &remarks)
            let name = trimmed(given)
            guard !name.isEmpty else { return nil }
            let code = regionCodes[scheme]?[normalised(name)] ?? name
            if code != given { remarks.keep(given, column: header.name(of: column)) }
            return Region(scheme: scheme, code: code)
        }
    }
}

/// The code of each region by scheme and the normal form of its code, name or alias.
private let regionCodes: [String: [String: String]] = {
    var codes: [String: [String: String]] = [:]
    for scheme in RegionCatalog.schemes {
        for region in scheme.regions {
            for name in [region.code, region.name] + region.aliases {
                codes[scheme.name, default: [:]][normalised(name)] = region.code
            }
        }
    }
    return codes
}()
