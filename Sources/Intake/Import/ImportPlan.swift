public import Incidents
package import Tables

/// An import as it is planned: what it appends, all of it in one request or none, and what a person should know of it.
public struct ImportPlan: Sendable {
    /// The identifier of the import's own record: the dataset's prefix, the as-at day and the first 12 digits of the
    /// file's digest; with a number where the same file was imported for that day and undone.
    public var importID: String
    public var dataset: String
    public var asAt: Day
    public var scope: FileScope
    public var summary: ImportSummary
    /// Every cell that was refused; the summary has as many as fit its entry.
    public var refusedCells: [RefusedCell]
    /// By kind of record, without the import's own.
    public var kinds: [RecordKind: ImportTally]
    /// By year and region, of tolls.
    public var cells: [ImportCell]
    /// The changes of the ten largest tolls, the largest first.
    public var largest: [PlannedChange]
    public var rearrangements: [Rearrangement]
    /// Records that the desk had spoken of and the publisher has changed.
    public var desk: [DeskEncounter]
    /// What a person should know, in sentences.
    public var notices: [String]
    /// Why it is not appended as it stands: each names what is to be said for it to be.
    public var obstacles: [ImportError]
    /// The earlier import of the same file for the same day; nil where there is none.
    public var repeats: String?
    /// What was found out of the file's form.
    package var table: TableDescription?
    /// In the order in which they are appended; none where the file was imported before.
    var events: [PlannedEvent]

    /// Same import, same key, for ever.
    var idempotencyKey: String { "import/\(importID)/\(scope.text.prefix(200))" }
}

/// An event to append, in wire form, and how many events its stream has before it.
struct PlannedEvent: Hashable, Sendable {
    let record: RecordID
    let callerPart: [UInt8]
    /// 0: the stream must be absent.
    let expectedVersion: UInt32

    init(_ event: Event, expectedVersion: UInt32) throws(ValidationError) {
        record = event.record
        callerPart = try event.callerPart()
        self.expectedVersion = expectedVersion
    }

    /// By record, and of one record in the order in which they are to be appended.
    static func isBefore(_ left: PlannedEvent, _ right: PlannedEvent) -> Bool {
        left.record == right.record
            ? left.expectedVersion < right.expectedVersion : left.record.isBefore(right.record)
    }
}
