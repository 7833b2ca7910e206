package import Incidents

/// A body of records that one publisher states as a whole.
extension Dataset: EnteredState {
    package static let flags = own + notes(\.notes)

    private static let own: [FieldFlag<Dataset>] = [
        .text("publisher", "text", "Who states it.", "publisher", \.publisher),
        .text("title", "text", "What its publisher calls it.", "title", \.title),
        .text(
            "prefix", "text", "What the identifiers of its records begin with; no other dataset's do.", "prefix",
            \.prefix),
        .text(
            "identifier-scheme", "scheme", "The scheme of its identifiers, for example mmp-web-id.",
            "identifierScheme", \.identifierScheme),
        .text(
            "region-scheme", "scheme", "The scheme of its regions, for example mmp-2014.", "regionScheme",
            \.regionScheme),
        .list(
            "succeeds", "dataset",
            "A dataset that it takes the place of, for the years that its complete imports cover. May be repeated.",
            "succeeds", \.succeeds),
        .list(
            "beside", "dataset",
            "A dataset that covers the same years and holds other records all the same. May be repeated.",
            "disjointFrom", \.disjointFrom),
    ]

    package static let examples = """
        Example:
          incident-ledger record dataset --id boats --publisher "Coast guard" \\
            --title "Boats in distress" --prefix boat-
        """
}
