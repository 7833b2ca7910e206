/// Lowest and highest number that something may be, as people type it: `12`, `8..12`, `8..`, `..12`.
public struct NumberRange: Hashable, Sendable {
    public var low: Int64
    /// Nil: unbounded.
    public var high: Int64?

    public init(low: Int64, high: Int64?) {
        self.low = low
        self.high = high
    }

    /// Reads one number, two with two points between them, or one of the two alone.
    ///
    /// - Returns: nil for anything else, and where the second number is smaller than the first.
    public init?(_ text: String) {
        guard let dots = text.firstRange(of: "..") else {
            guard let value = Int64(text) else { return nil }
            self.init(low: value, high: value)
            return
        }
        let (first, last) = (text[..<dots.lowerBound], text[dots.upperBound...])
        guard !(first.isEmpty && last.isEmpty), let low = first.isEmpty ? .min : Int64(first),
            let high = last.isEmpty ? .max : Int64(last), low <= high
        else { return nil }
        self.init(low: low, high: last.isEmpty ? nil : high)
    }

    /// Whether a number is neither lower nor higher.
    public func contains(_ number: Int64) -> Bool { number >= low && high.map { number <= $0 } ?? true }
}
