public import Forms
public import Incidents

/// Why counts cannot be added up: a sentence without its end's full stop, such as "the count 9,000,… is beyond …".
public struct SumError: ExplainedError, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }

    public var failure: LedgerError.Code { .refused }

    public var sentence: String { "It cannot be added up: \(description)." }
}

/// Sums outside the fold: of counts that nobody has checked, as an entry may hold them that was written by other means.
extension Sum {
    /// One count; what was not reported adds nothing.
    ///
    /// - Throws: ``SumError`` where the count is beyond `Count.largest`.
    public init(_ count: Count) throws(SumError) {
        guard !count.isTooLarge else { throw SumError("the count \(count.text) \(Count.tooLarge)") }
        self.init(CountFacts(low: count.low, high: count.high, qualifier: count.qualifier))
    }

    /// Adds another sum.
    ///
    /// - Throws: ``SumError`` where 64 bits cannot hold the result; the sum is then as it was.
    public mutating func add(_ other: Sum) throws(SumError) {
        self = try combined(with: other, "added to") { $0.addingReportingOverflow($1) }
    }

    /// Takes away what was added.
    ///
    /// - Throws: ``SumError`` where 64 bits cannot hold the result; the sum is then as it was.
    public mutating func subtract(_ other: Sum) throws(SumError) {
        self = try combined(with: other, "taken from") { $0.subtractingReportingOverflow($1) }
    }

    private func combined(
        with other: Sum, _ verb: String, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(SumError) -> Sum {
        let parts = [
            operation(low, other.low), operation(high, other.high), operation(unbounded, other.unbounded),
            operation(approximate, other.approximate), operation(reported, other.reported),
        ]
        guard !parts.contains(where: \.overflow) else {
            throw SumError("\(other) \(verb) \(self) gives more than a sum can hold")
        }
        return Sum(
            low: parts[0].partialValue, high: parts[1].partialValue, unbounded: parts[2].partialValue,
            approximate: parts[3].partialValue, reported: parts[4].partialValue)
    }
}

extension Sequence where Element == Count {
    /// All of them added up.
    ///
    /// - Throws: ``SumError`` where one is beyond `Count.largest` or 64 bits cannot hold the result.
    public func sum() throws(SumError) -> Sum {
        var sum = Sum.zero
        for count in self { try sum.add(Sum(count)) }
        return sum
    }
}
