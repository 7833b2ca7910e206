extension Count {
    /// The largest magnitude that is accepted and summed: nine thousand of them fit 64 bits, and nothing in the field comes
    /// near.
    public static let largest: Int64 = 1_000_000_000_000_000

    /// A bound is beyond ``largest``: such a count is refused at entry, and a log that holds one all the same says so
    /// instead of summing it.
    public var isTooLarge: Bool {
        max(low.magnitude, (high ?? 0).magnitude) > Count.largest.magnitude
    }

    /// Completes a sentence about a count that ``isTooLarge``.
    public static let tooLarge = "is beyond \(grouped(largest)), which is too large to be summed"

    /// The source stated a number.
    public var isReported: Bool { qualifier != .notReported }

    /// The number where the source stated exactly one; nil otherwise.
    public var exactValue: Int64? { qualifier == .exact ? low : nil }

    /// The largest value that the statement allows; nil where it is unbounded, approximate or not reported.
    public var upperBound: Int64? {
        switch qualifier {
        case .exact: low
        case .between, .nearly, .upTo: high
        case .atLeast, .moreThan, .approximately, .notReported: nil
        }
    }

    /// The smallest value that the statement allows; nil where none is stated.
    public var lowerBound: Int64? {
        switch qualifier {
        case .exact, .between, .atLeast: low
        case .moreThan: low < .max ? low + 1 : low
        case .nearly, .upTo, .approximately, .notReported: nil
        }
    }

    /// What is wrong with the bounds, where they do not fit the qualifier; nil where they do.
    var inconsistency: String? {
        switch qualifier {
        case .exact, .atLeast, .moreThan, .approximately:
            high == nil ? nil : "has an upper bound, which \"\(qualifier.code)\" does not"
        case .nearly, .upTo:
            high == nil || low != 0 ? "must have an upper bound and no lower one to be \"\(qualifier.code)\"" : nil
        case .between:
            high.map { $0 < low } ?? true ? "must have two bounds, the smaller first, to be \"between\"" : nil
        case .notReported:
            low != 0 || high != nil ? "states a number although it is \"not-reported\"" : nil
        }
    }
}
