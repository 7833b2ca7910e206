public import Forms

/// One field that cannot be read or accepted: what was given, what is wrong with it, and what is allowed.
///
/// The only error of this module. Where a whole record is checked, every field's error is collected in
/// ``ValidationErrors``; what is merely implausible is no error but a ``Flag``.
public struct ValidationError: ExplainedError, Hashable, CustomStringConvertible {
    /// What kind of error it is: what programs and tests compare.
    public enum Code: String, CaseIterable, Sendable {
        /// A word that is not one of an enumeration's codes.
        case unknownCode = "unknown-code"
        /// Text that is no calendar day.
        case notADay = "not-a-day"
        /// Text that is no period of days.
        case notAPeriod = "not-a-period"
        /// Text that is no moment.
        case notAnInstant = "not-an-instant"
        /// Text that is no count.
        case notACount = "not-a-count"
        /// A count whose bounds do not fit its qualifier.
        case inconsistentCount = "inconsistent-count"
        /// A count that no sum could hold.
        case countTooLarge = "count-too-large"
        /// A negative count that nobody gave a reason for.
        case negativeCount = "negative-count"
        /// A period that ends before it begins, or has no such month.
        case inconsistentPeriod = "inconsistent-period"
        /// A day later than is possible.
        case tooLate = "too-late"
        /// Text that is no region.
        case notARegion = "not-a-region"
        /// A region scheme that is not in the catalogue.
        case unknownRegionScheme = "unknown-region-scheme"
        /// A region or group that its scheme does not have.
        case unknownRegion = "unknown-region"
        /// Two regions of one scheme for one place.
        case regionTwice = "region-twice"
        /// Text that is no point.
        case notAPoint = "not-a-point"
        /// A point outside ±90 degrees of latitude or ±180 degrees of longitude.
        case pointOutsideTheGlobe = "point-outside-the-globe"
        /// A country code that ISO 3166-1 does not have.
        case unknownCountry = "unknown-country"
        /// Text that has not the form of an ISO 4217 currency code.
        case notACurrency = "not-a-currency"
        /// A number outside its scale.
        case outOfRange = "out-of-range"
        /// A field that must be stated and is not.
        case missing = "missing"
        /// An identifier that cannot name a record.
        case badIdentifier = "bad-identifier"
        /// A state where there must be none, or none where there must be one, or one of another kind.
        case stateDoesNotFit = "state-does-not-fit"
        /// JSON that cannot be parsed.
        case notJSON = "not-json"
        /// A JSON value of another type than its field's.
        case wrongType = "wrong-type"
        /// A JSON key that the record does not have.
        case unknownKey = "unknown-key"
        /// Bytes that are no entry.
        case unreadableEntry = "unreadable-entry"
    }

    public var code: Code
    /// The field's path in lowerCamelCase, for example `place.regions[0]`; empty where a text stands alone.
    public var field: String
    /// What was given, as it stood.
    public var given: String
    /// What is wrong with it: completes "…, which".
    public var problem: String
    /// What would have been accepted.
    public var allowed: String
    /// What was probably meant, the likeliest first; empty where nothing is like it.
    public var meant: [String]

    public init(
        code: Code, field: String = "", given: String, problem: String, allowed: String, meant: [String] = []
    ) {
        self.code = code
        self.field = field
        self.given = given
        self.problem = problem
        self.allowed = allowed
        self.meant = meant
    }

    /// One sentence, for example `dead: given "abc", which is not a count; allowed: 12, 12..15, …`, and a question where
    /// something was probably meant.
    public var description: String {
        let place = field.isEmpty ? "" : field + ": "
        let what = given.isEmpty ? "given nothing" : "given \"\(given)\""
        let question = meant.isEmpty ? "" : " — did you mean \(alternatives(meant))?"
        return "\(place)\(what), which \(problem); allowed: \(allowed)\(question)"
    }

    public var failure: LedgerError.Code { .refused }

    /// The same error at `path`: put before the field that it already names.
    public func at(_ path: String) -> ValidationError {
        guard !path.isEmpty else { return self }
        var copy = self
        if field.isEmpty {
            copy.field = path
        } else if field.hasPrefix("[") {
            copy.field = path + field
        } else {
            copy.field = path + "." + field
        }
        return copy
    }
}

/// Every field of a record or event that was refused: at least one.
public struct ValidationErrors: ExplainedError, Hashable, CustomStringConvertible {
    public var errors: [ValidationError]

    public init(_ errors: [ValidationError]) {
        self.errors = errors
    }

    /// One line for each field.
    public var description: String {
        errors.map(\.description).joined(separator: "\n")
    }

    public var failure: LedgerError.Code { .refused }
}

extension ValidationError {
    init(_ error: NotJSON) {
        self.init(
            code: .notJSON, given: error.beginning, problem: "is not JSON\(error.reason)",
            allowed: "one JSON object; // comments are allowed")
    }
}
