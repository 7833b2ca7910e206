/// A figure that somebody printed, to be held against the records; never part of a sum of records.
public struct PublishedFigure: Hashable, Sendable {
    public var publisher = ""
    public var subject = ""
    /// As published.
    public var measure = ""
    /// What of the ledger answers it: `dead`, `missing`, `dead-and-missing`, `arrests`, `checks` …; empty: nothing does.
    public var measureCode = ""
    /// With its unit and qualifier.
    public var count = Count.notReported
    /// As published.
    public var geography = ""
    /// The region or the named group of regions that `geography` is, where it is one; nil with an empty
    /// `geography` means the world.
    public var region: Region?
    /// Nil where none is stated.
    public var period: Period?
    /// As published, where it cannot be read as a period.
    public var periodText = ""
    public var publishedOn: Day?
    /// The day to which it refers.
    public var asAt: Day?
    /// As published, where it cannot be read as a day.
    public var asAtText = ""
    public var citation = ""
    public var paragraph = ""
    /// The identifier of the operation that it is about; empty where it is about none.
    public var operation = ""
    /// The identifier of the dataset that it is a sum of; empty: those of its own publisher.
    public var dataset = ""
    public var notes = Notes()

    public init() {}
}
