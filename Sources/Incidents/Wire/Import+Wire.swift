internal import Foundation
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

extension Import: WireCodable {
    var wire: WireImport {
        var wire = WireImport()
        wire.fileDigest = Data(fileDigest)
        wire.fileName = fileName
        wire.publisher = publisher
        wire.asAt = asAt.number
        wire.scheme = columnScheme
        wire.dataset = dataset
        wire.scopeOfFile = wireCode(scope)
        wire.years = years.map(\.wire)
        if reading != TableReading() { wire.reading = reading.wire }
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
        columnScheme = wire.scheme
        dataset = wire.dataset
        scope = try requiredCode(wire.scopeOfFile, "scope")
        years = try wire.years.map(ClosedRange.init(wire:))
        reading = try TableReading(wire: wire.reading)
        summary = ImportSummary(wire: wire.summary)
        notes = try Notes(wire: wire)
    }
}

extension TableReading {
    var wire: WireTableReading {
        var wire = WireTableReading()
        wire.mapping = mapping
        wire.mappingVersion = mappingVersion
        wire.mappingDigest = Data(mappingDigest)
        wire.container = container
        wire.delimiter = delimiter
        wire.encoding = encoding
        wire.sheet = sheet
        wire.headerRow = headerRow
        wire.dateOrder = dateOrder
        wire.dateSystem = dateSystem
        wire.stated = stated.map { stated in
            var wire = WireStatedFields()
            wire.kind = wireCode(stated.kind)
            wire.part = stated.part
            wire.fields = stated.fields
            return wire
        }
        return wire
    }

    init(wire: WireTableReading) throws(ValidationError) {
        self.init()
        mapping = wire.mapping
        mappingVersion = wire.mappingVersion
        mappingDigest = [UInt8](wire.mappingDigest)
        container = wire.container
        delimiter = wire.delimiter
        encoding = wire.encoding
        sheet = wire.sheet
        headerRow = wire.headerRow
        dateOrder = wire.dateOrder
        dateSystem = wire.dateSystem
        stated = try wire.stated.map { wire throws(ValidationError) in
            StatedFields(kind: try requiredCode(wire.kind, "reading.stated.kind"), part: wire.part, fields: wire.fields)
        }
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
        wire.confirmed = confirmed
        wire.rearranged = rearranged
        wire.disputed = disputed
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
        confirmed = wire.confirmed
        rearranged = wire.rearranged
        disputed = wire.disputed
    }
}

extension ClosedRange<Int32> {
    fileprivate var wire: WireYearRange {
        var wire = WireYearRange()
        wire.first = lowerBound
        wire.last = upperBound
        return wire
    }

    fileprivate init(wire: WireYearRange) throws(ValidationError) {
        guard wire.first <= wire.last else {
            throw ValidationError(
                code: .outOfRange, field: "years", given: "\(wire.first)..\(wire.last)",
                problem: "end before they begin",
                allowed: "the first and the last year")
        }
        self = wire.first...wire.last
    }
}

extension ImportCells: WireCodable {
    var wire: WireImportCells {
        var wire = WireImportCells()
        wire.import = importID
        wire.columns = columns
        wire.rows = rows.map { row in
            var wire = WireImportCellRow()
            wire.row = row.row
            wire.texts = row.texts
            return wire
        }
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireImportCells) throws(ValidationError) {
        self.init()
        importID = wire.import
        columns = wire.columns
        rows = wire.rows.map { ImportCellRow(row: $0.row, texts: $0.texts) }
        notes = try Notes(wire: wire)
    }
}
