internal import LedgerSchema

extension Source: WireCodable {
    var wire: WireSource {
        var wire = WireSource()
        wire.publisher = publisher
        wire.locator = locator
        if let asAt { wire.asAt = asAt.number }
        wire.quality = UInt32(clamping: quality ?? 0)
        return wire
    }

    init(wire: WireSource) {
        self.init(
            publisher: wire.publisher, locator: wire.locator, asAt: wire.hasAsAt ? Day(number: wire.asAt) : nil,
            quality: wire.quality == 0 ? nil : Int32(clamping: wire.quality))
    }
}

extension ExternalID: WireCodable {
    var wire: WireExternalID {
        var wire = WireExternalID()
        wire.scheme = scheme
        wire.value = value
        return wire
    }

    init(wire: WireExternalID) {
        self.init(scheme: wire.scheme, value: wire.value)
    }
}

extension RawCell: WireCodable {
    var wire: WireRawCell {
        var wire = WireRawCell()
        wire.column = column
        wire.text = text
        return wire
    }

    init(wire: WireRawCell) {
        self.init(column: wire.column, text: wire.text)
    }
}

extension Flag: WireCodable {
    var wire: WireFlag {
        var wire = WireFlag()
        wire.code = code
        wire.field = field
        wire.detail = detail
        return wire
    }

    init(wire: WireFlag) {
        self.init(code: wire.code, field: wire.field, detail: wire.detail)
    }
}

/// The fields that every kind of record carries under the same numbers and names.
protocol WireNotes {
    var externalIds: [WireExternalID] { get set }
    var sources: [WireSource] { get set }
    var flags: [WireFlag] { get set }
    var rawCells: [WireRawCell] { get set }
    var note: String { get set }
}

extension WireIncident: WireNotes {}
extension WireDeaths: WireNotes {}
extension WireArrests: WireNotes {}
extension WireOperation: WireNotes {}
extension WirePublishedFigure: WireNotes {}
extension WireDataset: WireNotes {}
extension WireImport: WireNotes, WireNotesWithoutIDs {}
extension WireImportCells: WireNotes, WireNotesWithoutIDs {}
extension WireLink: WireNotes, WireNotesWithoutIDs {}

/// An import's own identifiers are its digest and the record's, a link's its records': their messages have no field for
/// others.
protocol WireNotesWithoutIDs {}

extension WireNotesWithoutIDs {
    var externalIds: [WireExternalID] {
        get { [] }
        set {}
    }
}

extension Notes {
    init(wire: some WireNotes) throws(ValidationError) {
        self.init(
            externalIDs: try values(wire.externalIds, "externalIds"), sources: try values(wire.sources, "sources"),
            flags: try values(wire.flags, "flags"), rawCells: try values(wire.rawCells, "rawCells"), note: wire.note)
    }

    func write(to wire: inout some WireNotes) {
        wire.externalIds = externalIDs.map(\.wire)
        wire.sources = sources.map(\.wire)
        wire.flags = flags.map(\.wire)
        wire.rawCells = rawCells.map(\.wire)
        wire.note = note
    }
}
