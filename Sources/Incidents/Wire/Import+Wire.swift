internal import Foundation
internal import LedgerSchema

extension Import: WireCodable {
    var wire: WireImport {
        var wire = WireImport()
        wire.fileDigest = Data(fileDigest)
        wire.fileName = fileName
        wire.publisher = publisher
        wire.asAt = asAt.number
        wire.scheme = scheme
        wire.dataset = dataset
        wire.partial = isPartial
        if summary != ImportSummary() { wire.summary = summary.wire }
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireImport) throws(ValidationError) {
        self.init()
        fileDigest = [UInt8](wire.fileDigest)
        fileName = wire.fileName
        publisher = wire.publisher
        asAt = Day(number: wire.asAt)
        scheme = wire.scheme
        dataset = wire.dataset
        isPartial = wire.partial
        summary = ImportSummary(wire: wire.summary)
        notes = try Notes(wire: wire)
    }
}

extension ImportSummary {
    var wire: WireImportSummary {
        var wire = WireImportSummary()
        wire.rows = rows
        wire.recorded = recorded
        wire.corrected = corrected
        wire.withdrawn = withdrawn
        wire.reinstated = reinstated
        wire.unchanged = unchanged
        wire.restated = restated
        wire.flags = flags.map { tally in
            var wire = WireFlagTally()
            wire.code = tally.code
            wire.count = tally.count
            return wire
        }
        wire.refusedCells = refusedCells.map { cell in
            var wire = WireRefusedCell()
            wire.row = cell.row
            wire.column = cell.column
            wire.text = cell.text
            wire.reason = cell.reason
            return wire
        }
        wire.unknownColumns = unknownColumns
        return wire
    }

    init(wire: WireImportSummary) {
        self.init()
        rows = wire.rows
        recorded = wire.recorded
        corrected = wire.corrected
        withdrawn = wire.withdrawn
        reinstated = wire.reinstated
        unchanged = wire.unchanged
        restated = wire.restated
        flags = wire.flags.map { FlagTally(code: $0.code, count: $0.count) }
        refusedCells = wire.refusedCells.map {
            RefusedCell(row: $0.row, column: $0.column, text: $0.text, reason: $0.reason)
        }
        unknownColumns = wire.unknownColumns
    }
}
