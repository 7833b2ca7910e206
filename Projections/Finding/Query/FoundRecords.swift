public import Forms

/// What was found.
public struct FoundRecords: Sendable {
    public struct Column: Hashable, Sendable {
        public var name: String
        public var field: FindField
        /// One of the numbers beside a count.
        public var isBound: Bool

        public init(_ name: String, of field: FindField, isBound: Bool = false) {
            self.name = name
            self.field = field
            self.isBound = isBound
        }

        public var isNumber: Bool { field.form.isNumber }
    }

    /// Of each count three.
    public var columns: [Column]
    /// A value for each column.
    public var rows: [[JSONValue]]
    /// For each row its point; nil where it has none.
    public var points: [Point?]
    /// Where each row stands, where the rows are to be put among those of others; none otherwise.
    public var places: [FoundPlace] = []
    /// How many records there are, of which the rows may be some.
    public var matched: Int
    /// Records that meet all else, and say nothing of one thing that was asked: what that is, and how many.
    public var leftOut: [LeftOut]
    /// Records that meet all, and are withdrawn; 0 where those were asked for.
    public var withdrawn: Int
    /// Of the records found, how many are of which dataset and year, in any order; an empty one: the desk's own.
    public var datasets: [DatasetYear]
    /// Events that could not be read: what they say is not found.
    public var parked: [Parked]
    /// The position of the event by which the last row stands; nil: there is none.
    public var last: UInt64?

    public struct Point: Hashable, Sendable {
        public var latitude: Double
        public var longitude: Double
    }

    public struct LeftOut: Hashable, Sendable {
        /// Completes "… records that …".
        public var what: String
        public var count: Int
    }

    public struct DatasetYear: Hashable, Sendable {
        public var dataset: String
        public var year: Int32?
        public var count: Int
    }

    public struct Parked: Hashable, Sendable {
        public var position: UInt64
        public var error: String
    }
}
