/// How a source qualified a number.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Qualifier: Int32, CaseIterable, Sendable {
    case exact = 1
    case atLeast = 2
    case moreThan = 3
    case nearly = 4
    case approximately = 5
    case between = 6
    case upTo = 7
    case notReported = 8

    public var code: String {
        switch self {
        case .exact: "exact"
        case .atLeast: "at-least"
        case .moreThan: "more-than"
        case .nearly: "nearly"
        case .approximately: "approximately"
        case .between: "between"
        case .upTo: "up-to"
        case .notReported: "not-reported"
        }
    }
}

/// How precisely it is known when something occurred.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum DatePrecision: Int32, CaseIterable, Sendable {
    case day = 1
    case month = 2
    case year = 3
    case range = 4

    public var code: String {
        switch self {
        case .day: "day"
        case .month: "month"
        case .year: "year"
        case .range: "range"
        }
    }
}

/// What the days of a period are the days of.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum DateBasis: Int32, CaseIterable, Sendable {
    /// The day on which it happened.
    case occurred = 1
    /// The day on which it was reported or the bodies were found.
    case reported = 2
    /// The last day of the period that a cumulative row covers.
    case lastDayOfPeriod = 3

    public var code: String {
        switch self {
        case .occurred: "occurred"
        case .reported: "reported"
        case .lastDayOfPeriod: "last-day-of-period"
        }
    }
}

/// How precisely a point is known.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum PointPrecision: Int32, CaseIterable, Sendable {
    case exact = 1
    case approximate = 2
    case centroid = 3
    /// As published, with more digits than anybody measured.
    case asPublished = 4

    public var code: String {
        switch self {
        case .exact: "exact"
        case .approximate: "approximate"
        case .centroid: "centroid"
        case .asPublished: "as-published"
        }
    }
}

/// Sex, as the source recorded it.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Sex: Int32, CaseIterable, Sendable {
    case female = 1
    case male = 2
    case other = 3
    case unknown = 4

    public var code: String {
        switch self {
        case .female: "female"
        case .male: "male"
        case .other: "other"
        case .unknown: "unknown"
        }
    }
}

/// Age group, as the source recorded it.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum AgeGroup: Int32, CaseIterable, Sendable {
    case adult = 1
    case child = 2
    case unaccompaniedChild = 3
    case unknown = 4

    public var code: String {
        switch self {
        case .adult: "adult"
        case .child: "child"
        case .unaccompaniedChild: "unaccompanied-child"
        case .unknown: "unknown"
        }
    }
}
