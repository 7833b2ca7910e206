import Folding

/// Bars along years: as high as the lowest number, with the rest up to the highest in a lighter tone.
struct BarPlot {
    struct Bar {
        var year: Int32
        var sum: Sum
    }

    var bars: [Bar]
    /// All years of the axis, whether they have a bar or not.
    var years: ClosedRange<Int32>
    /// What the height of the drawing stands for; nil: the largest bar.
    var largest: Double?
    var width = 420.0
    var height = 220.0
    /// Whether the scale at the left is written.
    var hasScale = true

    private var left: Double { hasScale ? 46 : 4 }
    private let right = 4.0
    private let top = 18.0
    private let bottom = 22.0

    /// - Parameter title: says what is drawn, for those who do not see it; the figures are in a table beside it.
    func markup(_ title: String) -> Markup {
        let most = largest ?? bars.map { Double(max($0.sum.low, $0.sum.high)) }.max() ?? 0
        let scale = PlotScale(PlotScale.range(to: most), from: height - bottom, to: top)
        let content = [Markup.element("title", [:], title)] + grid(scale) + bars.flatMap { drawn($0, scale) } + axis
        return .element(
            "svg",
            [
                "viewBox": "0 0 \(PlotNumber.of(width)) \(PlotNumber.of(height))", "role": "img",
                "aria-label": title,
            ], content)
    }

    private var step: Double { (width - left - right) / Double(years.count) }

    private func place(of year: Int32) -> Double { left + (Double(year - years.lowerBound) + 0.5) * step }

    private func grid(_ scale: PlotScale) -> [Markup] {
        let ticks = hasScale ? PlotScale.ticks(scale.values, atMost: 5) : []
        return ticks.flatMap { tick -> [Markup] in
            let y = PlotNumber.of(scale.place(tick))
            return [
                line("grid", PlotNumber.of(left), y, PlotNumber.of(width - right), y),
                .element(
                    "text",
                    ["x": PlotNumber.of(left - 6), "y": y, "text-anchor": "end", "dominant-baseline": "middle"],
                    FigureText.grouped(Int64(tick))),
            ]
        }
    }

    private func drawn(_ bar: Bar, _ scale: PlotScale) -> [Markup] {
        guard bar.sum.isReported, bar.sum.low > 0 || bar.sum.high > 0 else { return [] }
        let (low, high) = (scale.place(Double(max(bar.sum.low, 0))), scale.place(Double(max(bar.sum.high, 0))))
        let x = place(of: bar.year) - step * 0.36
        var pieces: [Markup] = []
        if high < low { pieces.append(rectangle("bar second", x, high, low - high)) }
        pieces.append(rectangle("bar", x, low, scale.from - low))
        let text = FigureText.of(bar.sum)
        if hasScale, Double(text.count) * 6 < step {
            pieces.append(
                .element(
                    "text",
                    [
                        "class": "value", "x": PlotNumber.of(place(of: bar.year)),
                        "y": PlotNumber.of(min(low, high) - 4), "text-anchor": "middle",
                    ], text))
        }
        return pieces
    }

    private func rectangle(_ kind: String, _ x: Double, _ y: Double, _ height: Double) -> Markup {
        .element(
            "rect",
            [
                "class": kind, "x": PlotNumber.of(x), "y": PlotNumber.of(y), "width": PlotNumber.of(step * 0.72),
                "height": PlotNumber.of(max(height, 0.5)),
            ], [])
    }

    private var axis: [Markup] {
        let y = PlotNumber.of(height - bottom)
        // So many years that none of them covers another.
        let every = max(1, Int32((34 / step).rounded(.up)))
        let shown =
            hasScale
            ? years.filter { ($0 - years.lowerBound) % every == 0 } : Array(Set([years.lowerBound, years.upperBound]))
        return [line("axis", PlotNumber.of(left), y, PlotNumber.of(width - right), y)]
            + shown.map { year in
                .element(
                    "text",
                    [
                        "x": PlotNumber.of(place(of: year)), "y": PlotNumber.of(height - 6), "text-anchor": "middle",
                    ], String(year))
            }
    }

    private func line(_ kind: String, _ x1: String, _ y1: String, _ x2: String, _ y2: String) -> Markup {
        .element("line", ["class": kind, "x1": x1, "y1": y1, "x2": x2, "y2": y2], [])
    }
}
