import ArgumentParser
import Ledger

/// What a view is asked for, beside the moment.
struct QuestionOptions: ParsableArguments {
    @Option(help: "The region scheme. Default: the ledger's (`init --scheme`), else that of most counted records.")
    var scheme: String?

    @Option(help: "Only this region; \"(none)\" for what has none in the scheme. May be repeated.")
    var region: [String] = []

    @Option(help: "Only the regions of this named group, for example Americas.")
    var group: String?

    @Option(help: ArgumentHelp("Only these years: 2019, or 2015..2019. May be repeated.", valueName: "years"))
    var year: [YearSpan] = []

    @Option(
        help: """
            Only this dataset, whether another succeeds it or not; desk for what people recorded on their own. May be \
            repeated. Default: the datasets in force, and the desk.
            """)
    var dataset: [String] = []

    @ArgumentParser.Flag(help: "What the datasets said, without what the desk amended and recorded.")
    var asPublished = false

    /// Something is asked for that only a view can answer.
    var isAsked: Bool {
        scheme != nil || !region.isEmpty || group != nil || !year.isEmpty || !dataset.isEmpty || asPublished
    }
}
