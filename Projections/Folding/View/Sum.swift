public import Incidents

/// A sum of counts that keeps what is known of its parts: it is exact only if every part is.
///
/// Sums add and subtract part by part, so that what a record's state before added can be taken away again. 64 bits
/// hold nine thousand of the largest counts (`CountFacts.largest`); arithmetic wraps rather than stops the program.
public struct Sum: Hashable, Sendable {
    /// Low, high, unbounded parts, approximate parts: one vector, so that adding is one instruction or two.
    private var parts: SIMD4<Int64>

    public static var zero: Sum { Sum(low: 0, high: 0, unbounded: 0, approximate: 0) }

    public init(low: Int64, high: Int64, unbounded: Int64, approximate: Int64) {
        parts = SIMD4(low, high, unbounded, approximate)
    }

    /// One number of records, for example.
    public init(exactly value: Int64) {
        parts = SIMD4(value, value, 0, 0)
    }

    /// One count. What was not reported adds nothing, which is not to say that it is zero.
    public init(_ count: CountFacts) {
        switch count.qualifier {
        case .exact: self.init(exactly: count.low)
        case .approximately: self.init(low: count.low, high: count.low, unbounded: 0, approximate: 1)
        case .atLeast, .moreThan: self.init(low: count.low, high: count.low, unbounded: 1, approximate: 0)
        case .between, .nearly, .upTo:
            self.init(low: count.low, high: count.high ?? count.low, unbounded: 0, approximate: 0)
        case .notReported: self = .zero
        }
    }

    /// The lows of the parts.
    public var low: Int64 { parts[0] }
    /// The highs of the parts, with the low of each part that has no high.
    public var high: Int64 { parts[1] }
    /// How many parts have no upper bound.
    public var unbounded: Int64 { parts[2] }
    /// How many parts are approximate.
    public var approximate: Int64 { parts[3] }

    /// The value, where every part states exactly one.
    public var exactValue: Int64? {
        low == high && unbounded == 0 && approximate == 0 ? low : nil
    }

    @inline(__always)
    public static func += (left: inout Sum, right: Sum) { left.parts &+= right.parts }

    @inline(__always)
    public static func -= (left: inout Sum, right: Sum) { left.parts &-= right.parts }
}

extension Sum: CustomStringConvertible {
    /// The notation of counts in CSV: `12`, `12..15`, `12..` where a part has no upper bound; `~` before it where a
    /// part is approximate.
    public var description: String {
        let mark = approximate == 0 ? "" : "~"
        if unbounded != 0 { return "\(mark)\(low).." }
        return low == high ? "\(mark)\(low)" : "\(mark)\(low)..\(high)"
    }
}
