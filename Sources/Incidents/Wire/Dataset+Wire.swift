internal import LedgerSchema

extension Dataset: WireCodable {
    var wire: WireDataset {
        var wire = WireDataset()
        wire.publisher = publisher
        wire.title = title
        wire.prefix = prefix
        wire.identifierScheme = identifierScheme
        wire.regionScheme = regionScheme
        wire.succeeds = succeeds
        wire.disjointFrom = disjointFrom
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireDataset) throws(ValidationError) {
        self.init()
        publisher = wire.publisher
        title = wire.title
        prefix = wire.prefix
        identifierScheme = wire.identifierScheme
        regionScheme = wire.regionScheme
        succeeds = wire.succeeds
        disjointFrom = wire.disjointFrom
        notes = try Notes(wire: wire)
    }
}
