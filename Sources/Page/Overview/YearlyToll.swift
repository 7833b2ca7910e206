import Folding
import Forms

/// The answer of the view `year`, as the overview shows it.
struct YearlyToll {
    struct Named {
        var name: String
        var sum: Sum
    }

    private let answer: Answer
    private static let shown: [(measure: String, title: String)] = [
        ("incidents", "Incidents"), ("dead", "Dead"), ("missing", "Missing"),
        ("dead_and_missing", "Dead and missing"),
    ]

    init(_ answer: Answer) { self.answer = answer }

    /// What each measure comes to over all years.
    var sums: [Named] {
        Self.shown.map { measure, title in
            Named(name: title, sum: answer.sum(of: measure, over: answer.rows))
        }
    }

    var totals: [Overview.Total] {
        sums.map { total in
            Overview.Total(name: total.name, figure: FigureText.of(total.sum), remark: nil)
        }
    }

    var plot: Markup {
        let bars = answer.rows.compactMap { row -> BarPlot.Bar? in
            Int32(row.key[0]).map { BarPlot.Bar(year: $0, sum: answer.sum(of: "dead_and_missing", over: [row])) }
        }
        guard let first = bars.map(\.year).min(), let last = bars.map(\.year).max() else { return .nothing }
        return BarPlot(bars: bars, years: first...last).markup("Dead and missing by year")
    }

    var table: Markup {
        var table = PageTable(
            "Incidents, dead and missing, by the year in which they occurred",
            [.init("Year")] + Self.shown.map { .init($0.title, isNumber: true) },
            answer.rows.map { row in
                [.init(row.key[0].isEmpty ? "year not known" : row.key[0])]
                    + Self.shown.map { .init(FigureText.of(answer.sum(of: $0.measure, over: [row]))) }
            })
        table.foot = [.init("All years")] + sums.map { .init(FigureText.of($0.sum)) }
        return table.markup
    }
}

extension Answer {
    /// What a measure comes to over some of its rows; of a number of records 0 where there is none.
    func sum(of measure: String, over rows: some Sequence<Row>) -> Sum {
        let measures = columns.filter { [.records, .measure].contains($0.role) }
        guard let place = measures.firstIndex(where: { $0.name == measure }) else { return .zero }
        let sum = rows.reduce(into: Sum.zero) { $0 += $1.sums[place] }
        return measures[place].role == .records && !sum.isReported ? Sum(exactly: 0) : sum
    }
}
