import Foundation

/// Values on a stretch of a drawing: linear, with round numbers to read it by.
struct PlotScale: Sendable {
    let values: ClosedRange<Double>
    /// Where the ends of `values` are; the second may be the smaller, as heights are.
    let from: Double
    let to: Double

    /// - Parameter values: a range without width is widened, so that there is something to draw.
    init(_ values: ClosedRange<Double>, from: Double, to: Double) {
        self.values =
            values.lowerBound == values.upperBound ? values.lowerBound...(values.upperBound + 1) : values
        (self.from, self.to) = (from, to)
    }

    func place(_ value: Double) -> Double {
        from + (value - values.lowerBound) / (values.upperBound - values.lowerBound) * (to - from)
    }

    /// Multiples of 1, 2 or 5 times a power of ten, not more than so many, whole numbers only.
    static func ticks(_ values: ClosedRange<Double>, atMost most: Int) -> [Double] {
        let width = max(values.upperBound - values.lowerBound, 1)
        let rough = width / Double(max(most, 1))
        let power = pow(10, floor(log10(rough)))
        let step = max([1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough, 1)
        let first = (values.lowerBound / step).rounded(.up) * step
        return Array(stride(from: first, through: values.upperBound, by: step))
    }

    /// From 0 to the first tick that is not below the largest value.
    static func range(to largest: Double) -> ClosedRange<Double> {
        guard largest > 0 else { return 0...1 }
        let ticks = ticks(0...largest, atMost: 4)
        let step = ticks.count > 1 ? ticks[1] - ticks[0] : largest
        return 0...((largest / step).rounded(.up) * step)
    }
}

/// Numbers in attributes of a drawing: no more digits than one can see.
enum PlotNumber {
    static func of(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
