import Incidents
import Tables

/// What was found out of a table by all its rows.
struct TableFindings: Hashable, Sendable {
    /// Of its dates of numbers; nil: it has none, or the mapping says their order.
    var dateOrder: DateOrder?
    /// The scheme of regions of each reading that allows several, by its index.
    var schemes: [Int: String] = [:]
    var dateSystem = DateSystem.from1900
}

extension CompiledMapping {
    /// A reader of its own for each reading: they remember cells, so that each thread has its own.
    func makeReaders(_ findings: TableFindings) -> [any CellReader] {
        readings.indices.map { reader(readings[$0], index: $0, findings) }
    }

    /// Words that say nothing to readers of numbers, days and points.
    var nothing: NothingWords { mapping.row.nothing.map { NothingWords($0) } ?? .usual }

    /// The same for texts: there only what a mapping says itself.
    private var statedNothing: NothingWords? { mapping.row.nothing.map { NothingWords($0) } }

    private func reader(_ reading: Reading, index: Int, _ findings: TableFindings) -> any CellReader {
        let field = reading.field
        let own = reading.columns[field.reader.rawValue]
        switch field.reader {
        case .constant: return ConstantReader(constant(reading))
        case .count:
            return CountReader(
                best: own, low: reading.columns["low"], high: reading.columns["high"], form: numberForm(field),
                nothing: nothing)
        case .date: return dateReader(reading, findings)
        case .point: return pointReader(reading)
        case .sources: return SourcesReader(own, addresses: reading.columns["addresses"], nothing: statedNothing)
        case .text, .country, .region, .code, .number, .link:
            guard let own else { return ConstantReader(.none) }
            return oneColumnReader(reading, own, index: index, findings)
        }
    }

    private func oneColumnReader(
        _ reading: Reading, _ own: CellColumn, index: Int, _ findings: TableFindings
    ) -> any CellReader {
        let field = reading.field
        switch field.reader {
        case .country:
            return CountryReader(
                own, separators: field.options["separator"].map { Set($0.joined()) },
                isKept: field.options["else"] != ["ignore"], isSingle: !reading.rule.isList,
                nothing: statedNothing ?? .ofCountries)
        case .region:
            let scheme = findings.schemes[index] ?? field.options["scheme"]?.first ?? ""
            return RegionReader(own, scheme: scheme, nothing: nothing)
        case .code: return codeReader(reading, own)
        case .number:
            return NumberReader(
                own, range: reading.rule.range, several: field.options["several"]?.first, nothing: nothing)
        case .link: return LinkReader(own, prefix: field.options["prefix"]?.first ?? "", nothing: nothing)
        default: return TextReader(own, nothing: statedNothing)
        }
    }

    private func constant(_ reading: Reading) -> MappedValue {
        let given = reading.field.options["constant"]?.first ?? ""
        if let raw = reading.rule.codes.first(where: { $0.code == given })?.raw { return .codes([raw]) }
        return reading.rule.readers.contains(.country) ? .countries(countryCodes(in: given)) : .text(given)
    }

    private func numberForm(_ field: Mapping.Field) -> NumberForm {
        let decimal = field.options["decimal"]?.first?.first ?? (field.options["thousands"] == ["."] ? "," : ".")
        guard let thousands = field.options["thousands"]?.first else { return NumberForm(decimal: decimal) }
        return NumberForm(
            thousands: thousands == "none" ? nil : thousands.first, isPlain: thousands == "none", decimal: decimal)
    }

    private func codeReader(_ reading: Reading, _ own: CellColumn) -> CodeReader {
        let field = reading.field
        func raw(_ code: String?) -> Int32? { reading.rule.codes.first { $0.code == code }?.raw }
        let otherwise: CodeReader.Otherwise =
            switch field.options["else"]?.first {
            case nil, "keep"?: .keep
            case "refuse"?: .refuse
            case let code?: raw(code).map { .code($0) } ?? .keep
            }
        return CodeReader(
            own, table: WordTable(field.codes, raw: reading.rule.codes, dropped: field.options["drop"] ?? []),
            separator: field.options["separator"]?.first?.first, mixed: raw(field.options["mixed"]?.first),
            otherwise: otherwise, isList: reading.rule.isList, nothing: nothing)
    }

    private func pointReader(_ reading: Reading) -> any CellReader {
        let options = reading.field.options
        let order = options["order"]?.first.flatMap { PointOrder(rawValue: $0) } ?? .byRegion
        let decimal: UInt8 = options["decimal"] == [","] ? 0x2C : 0x2E
        if let one = reading.columns["point"] {
            return PointReader(.one(one), order: order, decimal: decimal, nothing: nothing)
        }
        guard let latitude = reading.columns["latitude"], let longitude = reading.columns["longitude"] else {
            return ConstantReader(.none)
        }
        return PointReader(
            .two(latitude, longitude), order: options["order"] == nil ? .latitudeFirst : order, decimal: decimal,
            nothing: nothing)
    }

    /// Whether a date's order is for the file to say.
    static func isOrderOpen(_ field: Mapping.Field) -> Bool {
        field.reader == .date && field.options["order"].map { $0 == ["auto"] } ?? true
    }

    func dateReader(_ reading: Reading, _ findings: TableFindings) -> DateReader {
        let options = reading.field.options
        let stated = options["order"]?.first.flatMap { DateOrder(rawValue: $0) }
        let columns = DateReader.Columns(
            date: reading.columns["date"], end: reading.columns["end"], year: reading.columns["year"],
            month: reading.columns["month"], precision: reading.columns["precision"],
            cumulative: reading.columns["cumulative"])
        let isReported =
            columns.date.map { headingForm($0.heading).hasPrefix("reported") }
            ?? columns.year.map { headingForm($0.heading).hasPrefix("reported") } ?? false
        let basis = options["basis"]?.first.flatMap { try? DateBasis(code: $0) } ?? (isReported ? .reported : .occurred)
        var precisions = reading.field.codes.compactMapValues { try? DatePrecision(code: $0) }
        for precision in DatePrecision.allCases where precisions[precision.code] == nil {
            precisions[precision.code] = precision
        }
        return DateReader(
            columns,
            DateForm(basis: basis, order: stated ?? findings.dateOrder ?? .undecided, system: findings.dateSystem),
            precisions: precisions, begins: normalised(options["begins"]?.first ?? "cumulative"), nothing: nothing)
    }
}
