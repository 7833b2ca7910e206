internal import Incidents

/// Lowest and highest value that something may have.
public struct FindRange: Hashable, Sendable {
    public var low: Int64
    /// Nil: unbounded.
    public var high: Int64?

    public init(low: Int64, high: Int64?) {
        self.low = low
        self.high = high
    }

    /// Of a count that is reported. What is only approximate is taken as the number that it states.
    init(of count: Count) {
        switch count.qualifier {
        case .exact, .approximately, .notReported: self.init(low: count.low, high: count.low)
        case .between, .upTo, .nearly: self.init(low: count.low, high: count.high)
        case .atLeast: self.init(low: count.low, high: nil)
        case .moreThan: self.init(low: count.low < .max ? count.low + 1 : count.low, high: nil)
        }
    }

    /// Reads `12`, `8..12`, `8..` and `..12`.
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
}
