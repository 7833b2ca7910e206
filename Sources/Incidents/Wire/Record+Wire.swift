internal import LedgerSchema

extension Record {
    var wire: WireEntry.OneOf_Record {
        switch self {
        case .incident(let record): .incident(record.wire)
        case .deaths(let record): .deaths(record.wire)
        case .arrests(let record): .arrests(record.wire)
        case .operation(let record): .operation(record.wire)
        case .publishedFigure(let record): .publishedFigure(record.wire)
        case .import(let record): .import(record.wire)
        case .dataset(let record): .datasetRecord(record.wire)
        case .importCells(let record): .importCells(record.wire)
        }
    }

    init(wire: WireEntry.OneOf_Record) throws(ValidationError) {
        switch wire {
        case .incident(let wire): self = .incident(try Incident(wire: wire))
        case .deaths(let wire): self = .deaths(try Deaths(wire: wire))
        case .arrests(let wire): self = .arrests(try Arrests(wire: wire))
        case .operation(let wire): self = .operation(try Operation(wire: wire))
        case .publishedFigure(let wire): self = .publishedFigure(try PublishedFigure(wire: wire))
        case .import(let wire): self = .import(try Import(wire: wire))
        case .datasetRecord(let wire): self = .dataset(try Dataset(wire: wire))
        case .importCells(let wire): self = .importCells(try ImportCells(wire: wire))
        }
    }
}
