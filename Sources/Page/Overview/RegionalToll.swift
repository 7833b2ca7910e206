import Folding
import Forms

/// The answer of the view `region-year`, as the overview shows it: the dead and missing of each region along the years.
struct RegionalToll {
    private struct Region {
        var name: String
        var byYear: [String: Sum]
        var all: Sum
    }

    private let regions: [Region]
    private let years: [String]

    init(_ answer: Answer) {
        var years: Set<String> = []
        var order: [String] = []
        var found: [String: Region] = [:]
        let yearPlace = answer.columns.firstIndex { $0.role == .year } ?? 1
        for row in answer.rows {
            let (name, year) = (row.key[0], row.key[yearPlace])
            let sum = answer.sum(of: "dead_and_missing", over: [row])
            if found[name] == nil { order.append(name) }
            var region = found[name] ?? Region(name: name, byYear: [:], all: .zero)
            region.byYear[year, default: .zero] += sum
            region.all += sum
            found[name] = region
            years.insert(year)
        }
        regions = order.compactMap { found[$0] }.sorted { ($0.all.low, $1.name) > ($1.all.low, $0.name) }
        self.years = years.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
    }

    /// One for each region in which anybody died or is missing, all with the same scale.
    var plots: [Markup] {
        let numbers = years.compactMap { Int32($0) }
        guard let first = numbers.first, let last = numbers.last else { return [] }
        let most = regions.flatMap(\.byYear.values).map { Double(max($0.low, $0.high)) }.max() ?? 0
        return regions.filter { $0.all.high > 0 }.map { region in
            let bars = region.byYear.compactMap { year, sum in Int32(year).map { BarPlot.Bar(year: $0, sum: sum) } }
                .sorted { $0.year < $1.year }
            let plot = BarPlot(
                bars: bars, years: first...last, largest: most, width: 200, height: 84, hasScale: false)
            let name = Self.shown(region.name)
            return .element(
                "figure", [:],
                [
                    .element(
                        "figcaption", [:],
                        [.element("strong", [:], name), .text(" " + FigureText.of(region.all))]),
                    plot.markup("Dead and missing in \(name), by year"),
                ])
        }
    }

    var table: Markup {
        var table = PageTable(
            "Dead and missing, by region and year",
            [.init("Region")] + years.map { .init($0.isEmpty ? "year not known" : $0, isNumber: true) }
                + [.init("All years", isNumber: true)],
            regions.map { region in
                [.init(Self.shown(region.name))]
                    + years.map { year in .init(region.byYear[year].map(FigureText.of) ?? "") }
                    + [.init(FigureText.of(region.all))]
            })
        let sums = years.map { year in
            regions.reduce(into: Sum.zero) { $0 += $1.byYear[year] ?? .zero }
        }
        table.foot =
            [.init("All regions")] + sums.map { .init(FigureText.of($0)) }
            + [.init(FigureText.of(sums.reduce(into: .zero) { $0 += $1 }))]
        return table.markup
    }

    private static func shown(_ name: String) -> String {
        name == Answer.noRegion ? "no region stated" : name
    }
}
