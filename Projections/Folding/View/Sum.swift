public import Incidents

/// A sum of counts that keeps what is known of its parts: it is exact only if every part is, and nothing at all where no
/// part was reported.
///
/// Sums add and subtract part by part, so that what a record's state before added can be taken away again. 64 bits
/// hold nine thousand of the largest counts (`Count.largest`). The fold, which reads no larger ones, wraps rather than
/// stops the program; everybody else adds with ``add(_:)``.
public struct Sum: Hashable, Sendable {
    /// Low, high, reported parts, and in one lane unbounded parts and, 32 bits above them, approximate parts: one vector,
    /// so that adding is one instruction or two. Either half is negative where more was taken away than added.
    @usableFromInline
    var parts: SIMD4<Int64>

    @usableFromInline
    @inline(__always)
    init(parts: SIMD4<Int64>) { self.parts = parts }

    public static var zero: Sum { Sum(parts: SIMD4(0, 0, 0, 0)) }

    /// - Parameters:
    ///   - unbounded: within 32 bits, as `approximate`.
    public init(low: Int64, high: Int64, unbounded: Int64, approximate: Int64, reported: Int64) {
        parts = SIMD4(low, high, reported, unbounded &+ approximate << 32)
    }

    /// One number of records, for example.
    @inlinable
    @inline(__always)
    public init(exactly value: Int64) {
        parts = SIMD4(value, value, 1, 0)
    }

    /// One count. What was not reported adds nothing, which is not to say that it is zero.
    public init(_ count: CountFacts) {
        switch count.qualifier {
        case .exact: self.init(exactly: count.low)
        case .approximately: self.init(low: count.low, high: count.low, unbounded: 0, approximate: 1, reported: 1)
        case .atLeast, .moreThan: self.init(low: count.low, high: count.low, unbounded: 1, approximate: 0, reported: 1)
        case .between, .nearly, .upTo:
            self.init(low: count.low, high: count.high ?? count.low, unbounded: 0, approximate: 0, reported: 1)
        case .notReported: self = .zero
        }
    }

    /// The lows of the parts.
    public var low: Int64 { parts[0] }
    /// The highs of the parts, with the low of each part that has no high.
    public var high: Int64 { parts[1] }
    /// How many parts were reported; of a view's measure, how many records report it.
    public var reported: Int64 { parts[2] }
    /// How many parts have no upper bound.
    public var unbounded: Int64 { Int64(Int32(truncatingIfNeeded: parts[3])) }
    /// How many parts are approximate.
    public var approximate: Int64 { (parts[3] &- unbounded) >> 32 }

    /// Somebody reported something. A difference of sums can be a number although as many reported it before.
    public var isReported: Bool { self != .zero }

    /// As a difference it changes no number, though it may change how many report it.
    public var addsNothing: Bool { low == 0 && high == 0 && parts[3] == 0 }

    /// What it is where all of it may count or none of it.
    public var possible: Sum {
        var possible = self
        (possible.parts[0], possible.parts[1]) = (min(low, 0), max(high, 0))
        return possible
    }

    /// The value, where every part states exactly one.
    public var exactValue: Int64? {
        low == high && parts[3] == 0 ? low : nil
    }

    /// Wraps: for the fold, and what checks it.
    @inline(__always)
    package static func += (left: inout Sum, right: Sum) { left.parts &+= right.parts }

    /// Wraps: for the fold, and what checks it.
    @inline(__always)
    package static func -= (left: inout Sum, right: Sum) { left.parts &-= right.parts }

    /// Adds another part of what one record reports of one measure: it reports that measure once.
    @usableFromInline
    @inline(__always)
    mutating func addPart(_ part: Sum) {
        parts &+= part.parts
        parts[2] = 1
    }
}

extension Sum: CustomStringConvertible {
    /// The notation of counts in CSV: `12`, `12..15`, `12..` where a part has no upper bound; `~` before it where a
    /// part is approximate; nothing where none was reported.
    public var description: String {
        guard isReported else { return "" }
        let mark = approximate == 0 ? "" : "~"
        if unbounded != 0 { return "\(mark)\(low).." }
        return low == high ? "\(mark)\(low)" : "\(mark)\(low)..\(high)"
    }
}
