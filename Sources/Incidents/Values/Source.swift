/// Who said so.
public struct Source: Hashable, Sendable {
    public var publisher: String
    /// An address or a citation, as published.
    public var locator: String
    public var asAt: Day?
    /// 1 (one source) to 5 (official, or several official sources): the Missing Migrants Project's scale. Nil: not stated.
    public var quality: Int32?

    public init(publisher: String, locator: String = "", asAt: Day? = nil, quality: Int32? = nil) {
        self.publisher = publisher
        self.locator = locator
        self.asAt = asAt
        self.quality = quality
    }
}

/// An identifier under which others know the record.
public struct ExternalID: Hashable, Sendable {
    public var scheme: String
    public var value: String

    public init(scheme: String, value: String) {
        self.scheme = scheme
        self.value = value
    }
}

/// A cell of an imported row that no field holds as it stood: of an unknown column, or one that could not be read.
public struct RawCell: Hashable, Sendable {
    public var column: String
    public var text: String

    public init(column: String, text: String) {
        self.column = column
        self.text = text
    }
}

/// What is implausible, and kept.
public struct Flag: Hashable, Sendable {
    /// A stable word, for example `females-and-males-exceed-toll`.
    public var code: String
    /// The field concerned, in lowerCamelCase; empty for the whole record.
    public var field: String
    public var detail: String

    public init(code: String, field: String = "", detail: String = "") {
        self.code = code
        self.field = field
        self.detail = detail
    }
}

/// What every kind of record carries beside its own fields.
public struct Notes: Hashable, Sendable {
    public var externalIDs: [ExternalID]
    public var sources: [Source]
    public var flags: [Flag]
    public var rawCells: [RawCell]
    /// A remark in free text; never names a living person.
    public var note: String

    public init(
        externalIDs: [ExternalID] = [], sources: [Source] = [], flags: [Flag] = [], rawCells: [RawCell] = [],
        note: String = ""
    ) {
        self.externalIDs = externalIDs
        self.sources = sources
        self.flags = flags
        self.rawCells = rawCells
        self.note = note
    }
}

/// A flag of a record that somebody has looked at: it stays with the record, and asks for no more work.
///
/// Why, the event says that records it. A flag that says something else, as after a correction, is another one. Its own
/// identifier is a digest of the record and the flag: of a flag there is one settlement, whoever makes it.
public struct Settlement: Hashable, Sendable {
    public var kind: RecordKind
    /// The identifier of the record that has the flag.
    public var record: String
    /// As the record has it.
    public var flag: Flag
    public var notes = Notes()

    public init(kind: RecordKind, record: String, flag: Flag) {
        self.kind = kind
        self.record = record
        self.flag = flag
    }

    /// The record that has the flag.
    public var flagged: RecordID { RecordID(kind: kind, id: record) }
}
