/// A number of persons, arrests, checks … as its source stated it.
///
/// *Not reported* is not zero. A sum adds lows and highs, and is exact only if every part is.
public struct Count: Hashable, Sendable {
    /// The smallest value that the statement allows. Negative values are balances between rows that a publisher split.
    public var low: Int64
    /// The largest value that the statement allows; nil where it is unbounded, and for *exact* and *approximately*,
    /// which state one value.
    public var high: Int64?
    public var qualifier: Qualifier
    /// What is counted (persons, arrests, checks …); empty where the field that holds the count fixes it.
    public var unit: String

    public init(low: Int64, high: Int64? = nil, qualifier: Qualifier, unit: String = "") {
        self.low = low
        self.high = high
        self.qualifier = qualifier
        self.unit = unit
    }

    /// Exactly `value`.
    public static func exactly(_ value: Int64, unit: String = "") -> Count {
        Count(low: value, qualifier: .exact, unit: unit)
    }

    /// The source is silent; not zero.
    public static let notReported = Count(low: 0, qualifier: .notReported)
}
