import Incidents

extension RecordColumns {
    /// What is said where a record has no region in the scheme.
    static var noRegion: String { "(none)" }

    /// Where something occurred: with the region in which views count it.
    static func place(_ get: @escaping @Sendable (Root) -> Place) -> RecordColumns {
        RecordColumns(columns: [
            ExportColumn("place", .text, "Where, in words."),
            ExportColumn("country", .text, "The country in which. ISO 3166-1, two letters; NA is Namibia."),
            ExportColumn("country_name", .text, "Its English name in ISO 3166-1."),
            ExportColumn(
                "region", .text,
                "The region in which views count it, in the scheme that the provenance names; \(noRegion) where it has none in "
                    + "it. Table region has those of all schemes.", isRequired: true),
            ExportColumn("latitude", .real, "WGS 84, north positive.", unit: "degrees"),
            ExportColumn("longitude", .real, "WGS 84, east positive.", unit: "degrees"),
            ExportColumn(
                "point_precision", .text, "How precisely the point is known.",
                codes: PointPrecision.allCases.map(\.code)),
            ExportColumn("point_text", .text, "The point as its source published it."),
        ]) { root, context in
            let place = get(root)
            let point = place.point
            return [
                ExportCell(place.description), ExportCell(place.country),
                ExportCell(Countries.name(of: place.country) ?? ""),
                .text(region(of: place, context)), point.map { .real(Double($0.latitudeE7) / 1e7) } ?? .nothing,
                point.map { .real(Double($0.longitudeE7) / 1e7) } ?? .nothing, ExportCell(point?.precision),
                ExportCell(point?.text ?? ""),
            ]
        }
    }

    private static func region(of place: Place, _ context: ExportContext) -> String {
        guard let scheme = context.scheme else { return noRegion }
        var counted = CountedRegions()
        for region in place.regions { counted.add(region) }
        return counted[scheme] ?? noRegion
    }

    /// A text as it is published, and the one spelling of it in which views show it.
    static func published(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> String
    ) -> RecordColumns {
        RecordColumns(columns: [
            ExportColumn(name, .text, "\(description) As published."),
            ExportColumn("\(name)_shown", .text, "The spelling of \(name) in which views show it and others like it."),
        ]) { root, context in
            let text = get(root)
            return [ExportCell(text), ExportCell(context.spelling(name, text))]
        }
    }
}
