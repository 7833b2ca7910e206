import ArgumentParser
import Forms
import Incidents
import Ledger

/// A body of records that one publisher states as a whole. `--publisher` is among the fields of a published figure.
struct DatasetFields: ParsableArguments {
    @Option(help: ArgumentHelp("What its publisher calls it.", valueName: "text"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "What the identifiers of its records begin with; no other dataset's do.", valueName: "text"))
    var prefix: String?

    @Option(help: ArgumentHelp("The scheme of its identifiers, for example mmp-web-id.", valueName: "scheme"))
    var identifierScheme: String?

    @Option(help: ArgumentHelp("The scheme of its regions, for example mmp-2014.", valueName: "scheme"))
    var regionScheme: String?

    @Option(
        help: ArgumentHelp(
            "A dataset that it takes the place of, for the years that its complete imports cover. Repeatable.",
            valueName: "dataset"), transform: ListEdit.init)
    var succeeds: [ListEdit<String>] = []

    @Option(
        help: ArgumentHelp(
            "A dataset that covers the same years and holds other records all the same. Repeatable.",
            valueName: "dataset"), transform: ListEdit.init)
    var beside: [ListEdit<String>] = []

    var flags: [FieldFlag] {
        let kinds: [RecordKind] = [.dataset]
        return [
            FieldFlag("title", title, kinds), FieldFlag("prefix", prefix, kinds),
            FieldFlag("identifier-scheme", identifierScheme, kinds), FieldFlag("region-scheme", regionScheme, kinds),
            FieldFlag("succeeds", list: succeeds, kinds), FieldFlag("beside", list: beside, kinds),
        ]
    }
}

extension FieldOptions {
    func applied(to state: Dataset) throws(LedgerError) -> Dataset {
        var state = state
        try shared.apply(to: &state.notes)
        if let publisher = figure.publisher { state.publisher = publisher }
        if let title = dataset.title { state.title = title }
        if let prefix = dataset.prefix { state.prefix = prefix }
        if let scheme = dataset.identifierScheme { state.identifierScheme = scheme }
        if let scheme = dataset.regionScheme { state.regionScheme = scheme }
        state.succeeds = try state.succeeds.edited(by: dataset.succeeds, flag: "--succeeds")
        state.disjointFrom = try state.disjointFrom.edited(by: dataset.beside, flag: "--beside")
        return state
    }
}
