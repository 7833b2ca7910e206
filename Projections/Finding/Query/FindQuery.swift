public import Forms
public import Incidents

/// What is looked for: records of one kind of which all that is stated here is true.
public struct FindQuery: Hashable, Sendable {
    public var kind: RecordKind
    /// As of which position.
    public var position: UInt64
    /// Known by which day; nil: whenever.
    public var knownBy: Day?
    /// In one of them; empty: anywhere.
    public var regions: [Region] = []
    /// Codes; in one of them. Of operations: taking part.
    public var countries: [String] = []
    /// The year that it counts in.
    public var years: ClosedRange<Int32>?
    /// It may have occurred on or after this day.
    public var from: Day?
    /// It may have occurred on or before this day.
    public var to: Day?
    /// Words that all occur, in any text of it.
    public var text: String?
    /// Words that all occur among its sources.
    public var source: String?
    /// It is published by one of them: figures, imports, datasets, results of operations, and the records of their datasets.
    public var publishers: Publishers?
    /// Who has said something of it.
    public var actor: String?
    /// Codes; it has one of them.
    public var flags: [String] = []
    /// The identifier of the operation that it belongs to.
    public var operation: String?
    /// The identifier of the incident that it belongs to.
    public var incident: String?
    /// The identifier of the case that it belongs to.
    public var caseID: String?
    /// It is of one of them; an empty one: the desk's own.
    public var datasets: [String] = []
    public var near: Near?
    /// Its dead may be so many; of an incident those of its records of deaths together.
    public var dead: NumberRange?
    /// Of the records of deaths that are added up for an incident, those that links leave out of the sum, by identifier.
    public var leftOut: [String] = []
    /// And those that links make only possible: their lowest value is 0.
    public var possible: [String] = []
    public var isDisputed = false
    /// Only what is withdrawn; else only what stands.
    public var isWithdrawn = false
    /// Positions; something was changed, withdrawn or reinstated by one of these events.
    public var changed: ClosedRange<UInt64>?
    /// Positions; it was first recorded by one of these events.
    public var recorded: ClosedRange<UInt64>?

    public init(kind: RecordKind, position: UInt64, knownBy: Day? = nil) {
        self.kind = kind
        self.position = position
        self.knownBy = knownBy
    }

    /// Publishers, and their datasets.
    public struct Publishers: Hashable, Sendable {
        public var names: [String]
        public var datasets: [String]

        public init(names: [String], datasets: [String]) {
            self.names = names
            self.datasets = datasets
        }
    }

    /// A circle on the globe.
    public struct Near: Hashable, Sendable {
        /// Degrees, north positive.
        public var latitude: Double
        /// Degrees, east positive.
        public var longitude: Double
        public var kilometres: Double

        public init(latitude: Double, longitude: Double, kilometres: Double) {
            self.latitude = latitude
            self.longitude = longitude
            self.kilometres = kilometres
        }
    }
}

/// What of the records that are found is answered.
public struct FindSelection: Hashable, Sendable {
    public var fields: [FindField]
    /// Nil: by distance where that is asked for, else by the first day and the identifier.
    public var order: FindOrder?
    /// Nil: all.
    public var limit: Int?
    /// Only rows by events after this position, in the order of these: a page that begins where another ended. Every record
    /// that is found stands by one event. Nil: from the first, in their own order.
    public var after: UInt64?
    /// The rows are to be put among those of other stores.
    public var isMerged: Bool

    public init(
        fields: [FindField], order: FindOrder? = nil, limit: Int? = nil, after: UInt64? = nil, isMerged: Bool = false
    ) {
        self.isMerged = isMerged
        self.fields = fields
        self.order = order
        self.limit = limit
        self.after = after
    }
}

/// By which column records are sorted. What does not state it comes last.
public struct FindOrder: Hashable, Sendable {
    public var field: FindField
    public var isDescending: Bool

    public init(field: FindField, isDescending: Bool = false) {
        self.field = field
        self.isDescending = isDescending
    }
}
