/// A calendar day (proleptic Gregorian, no time zone): the unit in which sources date what they assert.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public var number: Int32

    /// - Parameter number: days since 1970-01-01.
    public init(number: Int32) {
        self.number = number
    }

    public static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }
}
