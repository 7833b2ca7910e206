internal import LedgerSchema

extension Dataset: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, publisher)
        writer.text(2, title)
        writer.text(3, prefix)
        writer.text(4, identifierScheme)
        writer.text(5, regionScheme)
        writer.texts(6, succeeds)
        writer.texts(7, disjointFrom)
        writer.messages(16, notes.externalIDs)
        notes.write(to: &writer)
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
    func write(to writer: inout WireWriter) {
        writer.bytes(1, fileDigest)
        writer.text(2, fileName)
        writer.text(3, publisher)
        writer.signed(4, asAt.number)
        writer.text(5, columnScheme)
        writer.text(6, dataset)
        writer.code(7, scope)
        writer.message(8, summary == ImportSummary() ? nil : summary)
        writer.messages(9, years)
        writer.message(10, reading == TableReading() ? nil : reading)
        notes.write(to: &writer)
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

extension TableReading: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.text(1, mapping)
        writer.uint(2, mappingVersion)
        writer.bytes(3, mappingDigest)
        writer.text(4, container)
        writer.text(5, delimiter)
        writer.text(6, encoding)
        writer.text(7, sheet)
        writer.uint(8, headerRow)
        writer.text(9, dateOrder)
        writer.text(10, dateSystem)
        writer.messages(11, stated)
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

extension ImportSummary: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.uint(1, rows)
        writer.uint(2, recorded)
        writer.uint(3, corrected)
        writer.uint(4, withdrawn)
        writer.uint(5, reinstated)
        writer.uint(6, unchanged)
        writer.uint(7, restated)
        writer.messages(8, flags)
        writer.messages(9, refusedCells)
        writer.texts(10, unknownColumns)
        writer.uint(11, confirmed)
        writer.uint(12, rearranged)
        writer.uint(13, disputed)
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

extension StatedFields: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.code(1, Optional(kind))
        writer.text(2, part)
        writer.texts(3, fields)
    }
}

extension FlagTally: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.text(1, code)
        writer.uint(2, count)
    }
}

extension RefusedCell: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.uint(1, row)
        writer.text(2, column)
        writer.text(3, text)
        writer.text(4, reason)
    }
}

extension ImportCellRow: WireWritable {
    func write(to writer: inout WireWriter) {
        writer.uint(1, row)
        writer.texts(2, texts)
    }
}

extension ClosedRange: WireWritable where Bound == Int32 {
    func write(to writer: inout WireWriter) {
        writer.int(1, lowerBound)
        writer.int(2, upperBound)
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
    func write(to writer: inout WireWriter) {
        writer.text(1, importID)
        writer.texts(2, columns)
        writer.messages(3, rows)
        notes.write(to: &writer)
    }

    init(wire: WireImportCells) throws(ValidationError) {
        self.init()
        importID = wire.import
        columns = wire.columns
        rows = wire.rows.map { ImportCellRow(row: $0.row, texts: $0.texts) }
        notes = try Notes(wire: wire)
    }
}
