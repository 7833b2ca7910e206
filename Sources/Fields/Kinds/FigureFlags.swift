package import Incidents

/// A figure that somebody printed, to be held against the records.
extension PublishedFigure: EnteredState {
    package static let flags = what + period("period", \.period) + document + notes(\.notes)

    private static let what: [FieldFlag<PublishedFigure>] = [
        .text("publisher", "text", "Who printed it.", "publisher", \.publisher),
        .text("subject", "text", "What it is about.", "subject", \.subject),
        .text("measure", "text", "What it counts, as published.", "measure", \.measure),
        .text(
            "measure-code", "code",
            "What of the ledger answers it: dead, missing, dead-and-missing, arrests, checks …", "measureCode",
            \.measureCode),
        .quantity("count", "count", "What it says.", \.count),
        .text("unit", "unit", "Of the count: persons, checks, percent …", "count.unit", \.count.unit),
        .text(
            "geography", "text", "As published; none with no --region means the world.", "geography", \.geography),
        .one(
            "region", "scheme:code", "A region, or a named group of regions, for example mmp-2014:Americas.",
            "region", \.region, read: Reading.region, text: \.flagText),
    ]

    private static let document: [FieldFlag<PublishedFigure>] = [
        .text("date-text", "text", "As published, where it cannot be read as a period.", "periodText", \.periodText),
        .one(
            "as-at", "YYYY-MM-DD", "The day to which it refers.", "asAt", \.asAt, read: Reading.day,
            text: \.description),
        .text("as-at-text", "text", "As published, where it cannot be read as a day.", "asAtText", \.asAtText),
        .one(
            "published-on", "YYYY-MM-DD", "The day on which it was printed.", "publishedOn", \.publishedOn,
            read: Reading.day, text: \.description),
        .text("citation", "text", "The document.", "citation", \.citation),
        .text("paragraph", "text", "The paragraph of the document.", "paragraph", \.paragraph),
        .text("operation", "id", "The operation that it is about.", "operation", \.operation),
        .text(
            "dataset", "id", "The dataset that it is a sum of. Default: those of its own publisher.", "dataset",
            \.dataset),
    ]

    package static let examples = """
        Example:
          incident-ledger record published-figure --publisher UNODC \\
            --subject "Migrant deaths" --measure deaths --measure-code dead-and-missing \\
            --count 8070 --unit persons --geography Americas --date 2016 \\
            --citation "E/CN.15/2020, discussion guide" --paragraph 23
        """
}
