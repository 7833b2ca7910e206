internal import LedgerSchema

extension Source: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, publisher)
        writer.text(2, locator)
        writer.optional(3, asAt?.number)
        writer.uint(4, UInt32(clamping: quality ?? 0))
    }

    init(wire: WireSource) {
        self.init(
            publisher: wire.publisher, locator: wire.locator, asAt: wire.hasAsAt ? Day(number: wire.asAt) : nil,
            quality: wire.quality == 0 ? nil : Int32(clamping: wire.quality))
    }
}

extension ExternalID: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, scheme)
        writer.text(2, value)
    }

    init(wire: WireExternalID) {
        self.init(scheme: wire.scheme, value: wire.value)
    }
}

extension RawCell: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, column)
        writer.text(2, text)
    }

    init(wire: WireRawCell) {
        self.init(column: wire.column, text: wire.text)
    }
}

extension Flag: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, code)
        writer.text(2, field)
        writer.text(3, detail)
    }

    init(wire: WireFlag) {
        self.init(code: wire.code, field: wire.field, detail: wire.detail)
    }
}

/// The fields that every kind of record carries under the same numbers and names.
protocol WireNotes {
    var externalIds: [WireExternalID] { get }
    var sources: [WireSource] { get }
    var flags: [WireFlag] { get }
    var rawCells: [WireRawCell] { get }
    var note: String { get }
}

extension WireIncident: WireNotes {}
extension WireDeaths: WireNotes {}
extension WireArrests: WireNotes {}
extension WireOperation: WireNotes {}
extension WirePublishedFigure: WireNotes {}
extension WireDataset: WireNotes {}
extension WireCourtCase: WireNotes {}
extension WireProceeding: WireNotes {}
extension WireLaw: WireNotes {}
extension WireProvision: WireNotes {}
extension WireIndicator: WireNotes {}
extension WireActivity: WireNotes {}
extension WireImport: WireNotes, WireNotesWithoutIDs {}
extension WireImportCells: WireNotes, WireNotesWithoutIDs {}
extension WireLink: WireNotes, WireNotesWithoutIDs {}
extension WireSettlement: WireNotes, WireNotesWithoutIDs {}

/// An import's own identifiers are its digest and the record's, a link's its records': their messages have no field for
/// others.
protocol WireNotesWithoutIDs {}

extension WireNotesWithoutIDs {
    var externalIds: [WireExternalID] { [] }
}

extension Notes {
    init(wire: some WireNotes) throws(ValidationError) {
        self.init(
            externalIDs: try values(wire.externalIds, "externalIds"), sources: try values(wire.sources, "sources"),
            flags: try values(wire.flags, "flags"), rawCells: try values(wire.rawCells, "rawCells"), note: wire.note)
    }

    /// All but the identifiers, whose field has another number in each kind of record.
    func write(to writer: inout WireWriter) {
        writer.messages(19, sources)
        writer.messages(20, flags)
        writer.messages(21, rawCells)
        writer.text(22, note)
    }
}
