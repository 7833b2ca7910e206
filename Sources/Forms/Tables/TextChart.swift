/// Numbers as bars and lines in a terminal. A range is drawn up to its low and, lighter, on to its high.
public struct TextChart: Sendable {
    /// A number, or a range of them.
    public struct Value: Hashable, Sendable {
        public var low: Double
        public var high: Double
        /// As it is printed.
        public var text: String

        public init(low: Double, high: Double, text: String) {
            self.low = low
            self.high = high
            self.text = text
        }
    }

    private static let fewestCells = 10

    /// - Parameter width: of the terminal.
    /// - Returns: a line for each value: its label, a bar, and what it is; nothing is drawn for what is not reported (nil) or
    ///   below zero.
    public static func bars(_ values: [(label: String, value: Value?)], width: Int) -> String {
        let labels = fitted(values.map(\.label))
        let texts = values.map { $0.value?.text ?? "–" }
        let taken = (labels.map(DisplayWidth.of).max() ?? 0) + (texts.map(DisplayWidth.of).max() ?? 0) + 4
        let cells = max(fewestCells, width - taken)
        let most = values.compactMap { $0.value?.high }.max() ?? 0
        return zip(labels, zip(values, texts)).map { label, shown in
            let (value, text) = (shown.0.value, shown.1)
            let scaled = { (number: Double) in most > 0 ? Int((max(0, number) / most * Double(cells)).rounded()) : 0 }
            let (low, high) = (scaled(value?.low ?? 0), scaled(value?.high ?? 0))
            let bar = String(repeating: "█", count: low) + String(repeating: "░", count: max(0, high - low))
            return "\(label)  \(bar)\(bar.isEmpty ? "" : "  ")\(text)\n"
        }.joined()
    }

    private static let levels: [Character] = Array("▁▂▃▄▅▆▇█")

    /// - Parameters:
    ///   - across: what the values of each line are of, in order.
    /// - Returns: a line for each series, all to one scale: its label, a mark for each value by its high, and its largest.
    public static func lines(_ series: [(label: String, values: [Value?])], across: [String], width: Int) -> String {
        let labels = fitted(series.map(\.label))
        let most = series.flatMap { $0.values.compactMap { $0?.high } }.max() ?? 0
        // As wide as there is room for, each mark the same.
        let room = width - (labels.map(DisplayWidth.of).max() ?? 0) - 24
        let each = max(1, min(4, room / max(1, across.count)))
        let body = zip(labels, series).map { label, line in
            let marks = line.values.map { value -> String in
                guard let value, most > 0 else { return String(repeating: " ", count: each) }
                let level = Int((max(0, value.high) / most * Double(levels.count - 1)).rounded())
                return String(repeating: levels[level], count: each)
            }
            let largest = zip(across, line.values).compactMap { name, value in value.map { (name, $0) } }
                .max { $0.1.high < $1.1.high }
            return "\(label)  \(marks.joined())  \(largest.map { "\($0.1.text) (\($0.0))" } ?? "–")\n"
        }
        let axis = across.count < 2 ? across.joined() : "\(across[0]) to \(across[across.count - 1])"
        return body.joined() + "from left to right \(axis); each line's largest at its end\n"
    }

    /// Labels as wide as the widest.
    private static func fitted(_ labels: [String]) -> [String] {
        let labels = labels.map(DisplayWidth.onOneLine)
        let width = labels.map(DisplayWidth.of).max() ?? 0
        return labels.map { $0 + String(repeating: " ", count: width - DisplayWidth.of($0)) }
    }
}
