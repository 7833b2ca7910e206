import Incidents

/// What rows are made with, beside the records: what the moment of an export decides for all of them.
struct ExportContext: Sendable {
    /// The region scheme in which views answer; nil: there is none.
    var scheme: String?
    /// The spelling in which views show a text that is published in several.
    var spelling: @Sendable (_ column: String, _ text: String) -> String
}

/// Some columns of a kind of record, and what a record has in them.
struct RecordColumns<Root>: Sendable {
    var columns: [ExportColumn]
    /// One for each column.
    var cells: @Sendable (Root, ExportContext) -> [ExportCell]
}

extension RecordColumns {
    static func text(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> String
    ) -> RecordColumns {
        RecordColumns(columns: [ExportColumn(name, .text, description)]) { root, _ in [ExportCell(get(root))] }
    }

    static func code<C: Coded>(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> C?
    ) -> RecordColumns {
        RecordColumns(columns: [ExportColumn(name, .text, description, codes: C.allCases.map(\.code))]) { root, _ in
            [ExportCell(get(root))]
        }
    }

    static func integer<N: BinaryInteger & Sendable>(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> N?
    ) -> RecordColumns {
        RecordColumns(columns: [ExportColumn(name, .integer, description)]) { root, _ in [ExportCell(get(root))] }
    }

    static func day(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> Day?
    ) -> RecordColumns {
        RecordColumns(columns: [ExportColumn(name, .day, description)]) { root, _ in [ExportCell(get(root))] }
    }

    /// A country, by code and by name: programs that take `NA` for nothing lose Namibia's code, and not its name.
    static func country(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> String
    ) -> RecordColumns {
        RecordColumns(columns: [
            ExportColumn(name, .text, description + " ISO 3166-1, two letters; NA is Namibia."),
            ExportColumn("\(name)_name", .text, "Its English name in ISO 3166-1."),
        ]) { root, _ in
            let code = get(root)
            return [ExportCell(code), ExportCell(Countries.name(of: code) ?? "")]
        }
    }

    /// A count: as it is printed, and the lowest and highest number that it adds to a sum.
    ///
    /// - Parameters:
    ///   - unit: of all rows; nil: the next column has it.
    ///   - caution: a sentence on what a sum of the column must heed.
    static func count(
        _ name: String, _ description: String, unit: String?, caution: String,
        _ get: @escaping @Sendable (Root) -> Count
    ) -> RecordColumns {
        let forms =
            "As stated: 12, 12..15, 12.. (at least), >12, <12, ..12, ~12 (about); empty: not reported, which is not 0."
        return RecordColumns(columns: [
            ExportColumn(name, .text, "\(description) \(forms)"),
            ExportColumn(
                "\(name)_low", .integer, "The lowest number that it adds to a sum, as views add it. \(caution)",
                unit: unit),
            ExportColumn(
                "\(name)_high", .integer,
                "The highest number that it adds to a sum; empty where it has no upper bound. \(caution)", unit: unit),
        ]) { root, _ in cells(of: get(root)) }
    }

    /// By the rule by which sums add counts (`Folding.Sum`): one that is only approximate as the number that it states.
    static func cells(of count: Count) -> [ExportCell] {
        switch count.qualifier {
        case .notReported: [.nothing, .nothing, .nothing]
        case .exact, .approximately: [.text(count.notation), .integer(count.low), .integer(count.low)]
        case .atLeast, .moreThan: [.text(count.notation), .integer(count.low), .nothing]
        case .between, .nearly, .upTo:
            [.text(count.notation), .integer(count.low), .integer(count.high ?? count.low)]
        }
    }

    /// When something occurred.
    static func period(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> Period?
    ) -> RecordColumns {
        RecordColumns(columns: [
            ExportColumn(name, .text, "\(description) A day, a month, a year, or first and last day."),
            ExportColumn("first_day", .day, "The first day of \(name)."),
            ExportColumn("last_day", .day, "The last day of \(name), inclusive."),
            ExportColumn(
                "precision", .text, "How precisely the days are known.", codes: DatePrecision.allCases.map(\.code)),
            ExportColumn("basis", .text, "What the days are the days of.", codes: DateBasis.allCases.map(\.code)),
            ExportColumn(
                "year", .integer, "The year in which it counts; a source's own year wins over its dates."),
            ExportColumn("month", .integer, "The month in which it counts, 1 to 12; empty where it is not known."),
        ]) { root, _ in cells(of: get(root)) }
    }

    static func cells(of period: Period?) -> [ExportCell] {
        guard let period else { return [ExportCell](repeating: .nothing, count: 7) }
        return [
            .text(period.notation), .day(period.firstDay), .day(period.lastDay), .text(period.precision.code),
            .text(period.basis.code), ExportCell(period.year), ExportCell(period.month),
        ]
    }
}
