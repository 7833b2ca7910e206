import ArgumentParser
import Forms
import Incidents
import Ledger

/// A figure that somebody printed, to be held against the records.
struct FigureFields: ParsableArguments {
    @Option(help: ArgumentHelp("Who printed it.", valueName: "text"))
    var publisher: String?

    @Option(help: ArgumentHelp("What it is about.", valueName: "text"))
    var subject: String?

    @Option(help: ArgumentHelp("What it counts, as published.", valueName: "text"))
    var measure: String?

    @Option(
        help: ArgumentHelp(
            "What of the ledger answers it: dead, missing, dead-and-missing, arrests, checks …", valueName: "code"))
    var measureCode: String?

    @Option(help: ArgumentHelp("Of the count: persons, checks, percent …", valueName: "unit"))
    var unit: String?

    @Option(help: ArgumentHelp("As published; none with no --region means the world.", valueName: "text"))
    var geography: String?

    @Option(
        help: ArgumentHelp("The day to which it refers.", valueName: "YYYY-MM-DD"), transform: Reading.day)
    var asAt: Day?

    @Option(help: ArgumentHelp("The day on which it was printed.", valueName: "YYYY-MM-DD"), transform: Reading.day)
    var publishedOn: Day?

    @Option(help: ArgumentHelp("The document.", valueName: "text"))
    var citation: String?

    @Option(help: ArgumentHelp("The paragraph of the document.", valueName: "text"))
    var paragraph: String?

    @Option(
        help: ArgumentHelp(
            "The dataset that it is a sum of. Default: those of its own publisher.", valueName: "id"))
    var dataset: String?

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.publishedFigure]
        return [
            FieldFlag("publisher", publisher, kinds + [.dataset]), FieldFlag("subject", subject, kinds),
            FieldFlag("measure", measure, kinds), FieldFlag("measure-code", measureCode, kinds),
            FieldFlag("unit", unit, kinds), FieldFlag("geography", geography, kinds),
            FieldFlag("as-at", asAt, kinds), FieldFlag("published-on", publishedOn, kinds),
            FieldFlag("citation", citation, kinds), FieldFlag("paragraph", paragraph, kinds),
            FieldFlag("dataset", dataset, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: PublishedFigure) throws(LedgerError) -> PublishedFigure {
        var state = state
        if let date = shared.date { state.period = date }
        if let region = try shared.region.one(flag: "--region", of: "published-figure") { state.region = region }
        try shared.apply(to: &state.notes)
        if let operation = several.operationID { state.operation = operation }
        if let count = several.count { state.count = Count(count, unit: state.count.unit) }
        if let unit = figure.unit { state.count.unit = unit }
        if let publisher = figure.publisher { state.publisher = publisher }
        if let subject = figure.subject { state.subject = subject }
        if let measure = figure.measure { state.measure = measure }
        if let code = figure.measureCode { state.measureCode = code }
        if let geography = figure.geography { state.geography = geography }
        if let day = figure.asAt { state.asAt = day }
        if let day = figure.publishedOn { state.publishedOn = day }
        if let citation = figure.citation { state.citation = citation }
        if let paragraph = figure.paragraph { state.paragraph = paragraph }
        if let dataset = figure.dataset { state.dataset = dataset }
        return state
    }
}

extension Count {
    /// The same count of another unit.
    fileprivate init(_ count: Count, unit: String) {
        self = count
        self.unit = unit
    }
}
