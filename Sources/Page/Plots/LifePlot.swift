import Comparison
import Folding
import Forms
import Incidents

/// The life of a published figure: what the ledger says along the days on which things became known, beside what was
/// published, with the stretches in which the two agreed.
struct LifePlot {
    private let values: [FigureValue<Day>]
    private let published: ClosedRange<Double>
    private let held: [HeldPeriod]
    private let days: ClosedRange<Double>
    private let width: Double
    private let height: Double
    /// Small ones stand in a table beside their figures, and have no words.
    private let hasWords: Bool

    /// - Returns: nil where nothing is known that could be drawn.
    init?(_ result: Reconciliation, hasWords: Bool) {
        let count = result.figure.count
        guard let first = result.byDay.first?.start, let last = result.byDay.last?.start, count.isReported else {
            return nil
        }
        values = result.byDay
        held = result.held
        published = Double(count.low)...Double(max(count.low, count.high ?? count.low))
        let known = held.flatMap { [$0.last.day, $0.ended?.day ?? $0.last.day] } + [last]
        let end = known.map { Double($0.number) }.max() ?? Double(last.number)
        let span = max(end - Double(first.number), 30)
        days = Double(first.number)...(Double(first.number) + span * 1.06)
        self.hasWords = hasWords
        (width, height) = hasWords ? (420, 200) : (220, 44)
    }

    private var left: Double { hasWords ? 50 : 2 }
    private var top: Double { hasWords ? 14 : 4 }
    private var bottom: Double { hasWords ? 26 : 4 }

    func markup(_ title: String) -> Markup {
        let across = PlotScale(days, from: left, to: width - 4)
        let up = PlotScale(heights, from: height - bottom, to: top)
        var content = [Markup.element("title", [:], title)]
        if hasWords { content += grid(up) }
        content += held.map { stretch($0, across) }
        content += [publishedMark(up, across), line(across, up)]
        if hasWords { content += dates(across) }
        return .element(
            "svg",
            [
                "viewBox": "0 0 \(PlotNumber.of(width)) \(PlotNumber.of(height))", "role": "img", "aria-label": title,
                "class": hasWords ? "life" : "life small",
            ], content)
    }

    private var heights: ClosedRange<Double> {
        let all =
            values.flatMap { [Double($0.value.low), Double(max($0.value.low, $0.value.high))] }
            + [published.lowerBound, published.upperBound]
        let (low, high) = (all.min() ?? 0, all.max() ?? 1)
        let room = max((high - low) * 0.12, 1)
        return (low - room)...(high + room)
    }

    private func grid(_ up: PlotScale) -> [Markup] {
        PlotScale.ticks(up.values, atMost: 5).flatMap { tick -> [Markup] in
            let y = PlotNumber.of(up.place(tick))
            return [
                .element(
                    "line",
                    ["class": "grid", "x1": PlotNumber.of(left), "y1": y, "x2": PlotNumber.of(width - 4), "y2": y], []),
                .element(
                    "text",
                    [
                        "x": PlotNumber.of(left - 6), "y": y, "text-anchor": "end", "dominant-baseline": "middle",
                    ], FigureText.grouped(Int64(tick))),
            ]
        }
    }

    /// Days on which it held.
    private func stretch(_ period: HeldPeriod, _ across: PlotScale) -> Markup {
        let from = across.place(Double(period.first.day.number))
        let to = period.ended.map { across.place(Double($0.day.number)) } ?? width - 4
        return .element(
            "rect",
            [
                "class": "held", "x": PlotNumber.of(from), "y": PlotNumber.of(top),
                "width": PlotNumber.of(max(to - from, 2)),
                "height": PlotNumber.of(height - bottom - top),
            ], [])
    }

    private func publishedMark(_ up: PlotScale, _ across: PlotScale) -> Markup {
        let (low, high) = (up.place(published.lowerBound), up.place(published.upperBound))
        return .element(
            "rect",
            [
                "class": "published", "x": PlotNumber.of(left), "y": PlotNumber.of(high - 0.75),
                "width": PlotNumber.of(width - 4 - left), "height": PlotNumber.of(low - high + 1.5),
            ], [])
    }

    /// The ledger's value: level from a day on at which it changed to the next.
    private func line(_ across: PlotScale, _ up: PlotScale) -> Markup {
        var steps = ""
        for (index, value) in values.enumerated() {
            let x = PlotNumber.of(across.place(Double(value.start.number)))
            let y = PlotNumber.of(up.place(Double(value.value.low)))
            steps += index == 0 ? "M\(x) \(y)" : "H\(x)V\(y)"
        }
        return .element("path", ["class": "line", "d": steps + "H\(PlotNumber.of(width - 4))"], [])
    }

    /// The first day, and those on which it ceased to hold, as far as they do not cover each other.
    private func dates(_ across: PlotScale) -> [Markup] {
        let wanted = [values[0].start] + held.compactMap { $0.ended?.day } + [values[values.count - 1].start]
        // So wide is a day.
        let long = 72.0
        var free = -long
        return Set(wanted).sorted().compactMap { day in
            let x = across.place(Double(day.number))
            let anchor = x < left + long / 2 ? "start" : x > width - 4 - long / 2 ? "end" : "middle"
            let begin = anchor == "start" ? x : anchor == "end" ? x - long : x - long / 2
            guard begin >= free else { return nil }
            free = begin + long
            return .element(
                "text",
                ["x": PlotNumber.of(x), "y": PlotNumber.of(height - 8), "text-anchor": anchor], day.description)
        }
    }
}
