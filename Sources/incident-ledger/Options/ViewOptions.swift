import ArgumentParser
import Files
import Folding
import Forms
import Incidents
import Ledger
import Presentation

/// Which view is asked for what, and how its rows are laid out; the moment is the command's own.
struct ViewOptions: ParsableArguments {
    @Argument(help: "The view's name.")
    var name: String

    @OptionGroup var question: QuestionOptions

    @ArgumentParser.Flag(help: "Also how many of a row's records report each measure.")
    var withReported = false

    @OptionGroup var ranking: RankOptions
    @OptionGroup(title: "Rows") var rows: RowOptions
    @OptionGroup(title: "Rows") var shape: ShapeOptions

    func request(at moment: Moment = .present) throws -> ViewRequest {
        ViewRequest(
            name: name, scheme: question.scheme, regions: question.region, group: question.group,
            years: YearSpan.years(question.year), datasets: question.dataset, isAsPublished: question.asPublished,
            withReported: withReported, ranking: try ranking.ranking(), conditions: try rows.conditions(),
            sumBy: rows.columns, pivot: shape.pivot, measure: try shape.measure(), moment: moment)
    }

    func show(_ answer: Answer, in format: OutputFormat) throws {
        let layout = ViewLayout(answer)
        try shape.plot
            ? Output.show(layout.chart(of: shape.shownMeasure, width: Output.width ?? 80))
            : Answers.show(layout, format)
    }
}
