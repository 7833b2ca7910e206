/// When something occurred: one or more days, how precisely they are known, and the year and month it counts in.
public struct Period: Hashable, Sendable {
    public var firstDay: Day
    /// Inclusive; equal to `firstDay` for one day.
    public var lastDay: Day
    public var precision: DatePrecision
    public var basis: DateBasis
    /// The year it counts in. A source's own year column wins over its dates; a flag says where they contradict.
    public var year: Int32
    /// 1 to 12, or nil where it is not known.
    public var month: Int32?

    public init(
        firstDay: Day, lastDay: Day, precision: DatePrecision, basis: DateBasis, year: Int32, month: Int32?
    ) {
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.precision = precision
        self.basis = basis
        self.year = year
        self.month = month
    }
}
