import Finding
import Forms
import Incidents
package import Ledger

/// Records that were found: the form that asks for them, the list, and where all of it is had as a file.
package struct FoundPage: Sendable {
    struct Choice: Sendable {
        var value: String
        var title: String
        var isChosen: Bool
    }

    struct Field: Sendable {
        var name: String
        var title: String
        var value: String?
        /// How it is written.
        var example: String
        var isChecked: Bool
    }

    struct Download: Sendable {
        var title: String
        var address: String
    }

    var kinds: [Choice]
    var fields: [Field]
    var further: [Field]
    var checks: [Field]
    /// Something beyond the first fields is asked for.
    var isFurtherOpen: Bool
    var asOf: String?
    var knownBy: String?
    var summary: String
    var notes: [Markup]
    var table: Markup
    var isEmpty: Bool
    /// What of the list is shown, where it is not all of it.
    var order: String?
    var next: String?
    var inOrder: String?
    var downloads: [Download]

    /// So many records are on a page.
    package static let mostRows = 100

    /// What was asked for, by the names of the address.
    package typealias Items = [(name: String, value: String)]

    /// Finds.
    ///
    /// - Parameters:
    ///   - asked: what `items` say; without a limit.
    ///   - items: of the page's query, without the moment.
    /// - Throws: `LedgerError`.
    package static func content(
        of ledger: Ledger, _ asked: FindRequest, _ items: Items, at moment: PageMoment
    ) throws -> PageContent {
        var request = asked
        request.moment = moment.moment
        request.limit = mostRows
        // Who looks a thing up wants the latest of it; who goes through all takes the order of the log.
        let isLatestFirst = request.after == nil && request.order == nil
        if isLatestFirst { request.order = request.kind.isDated ? "-first_day" : nil }
        // Regions are asked by, and take the room of everything else.
        request.columns = FindField.usual(of: request.kind).filter { $0 != .regions }.map(\.name)
        let found = try ledger.find(request)
        var content = PageContent("Records", "records", FoundPage(found, request, items, at: moment))
        content.isComplete = found.isComplete
        return content
    }

    private init(
        _ found: FoundAnswer, _ request: FindRequest, _ items: Items, at moment: PageMoment
    ) {
        kinds = FindRequest.kinds.map { kind in
            Choice(
                value: kind.code, title: FieldWords.of(kind.code.replacing("-", with: "_")),
                isChosen: kind == request.kind)
        }
        let field = { (name: String, title: String, example: String) in
            let value = items.first { $0.name == name }?.value
            return Field(name: name, title: title, value: value, example: example, isChecked: value == "true")
        }
        fields = Self.first.map(field)
        further = Self.others.map(field)
        checks = Self.truths.map(field)
        isFurtherOpen = further.contains { $0.value != nil }
        (asOf, knownBy) = (moment.asked, moment.knownBy?.description)
        summary = found.summary
        notes = found.notes.map(AnswerNotes.sentence)
        isEmpty = found.records.rows.isEmpty
        table = Self.table(found, at: moment)
        let hasMore = found.records.rows.count < found.records.matched
        let asked = items.filter { $0.name != "after" && $0.name != "sort" }.map { ($0.name, Optional($0.value)) }
        order =
            request.order.map { order in
                let name = FieldWords.of(order.hasPrefix("-") ? String(order.dropFirst()) : order).lowercased()
                return "By \(name), "
                    + (order.hasPrefix("-") ? "the last or largest first." : "the first or smallest first.")
            }
        inOrder =
            hasMore && request.after == nil ? moment.address("/records", asked + [("after", "0")]) : nil
        let isFull = found.records.rows.count == Self.mostRows
        next =
            request.after != nil && isFull
            ? found.records.last.map { moment.address("/records", asked + [("after", "\($0)")]) } : nil
        let question = asked.filter { $0.0 != "kind" }
        downloads = [("CSV", "csv"), ("Workbook", "xlsx"), ("GeoJSON", "geojson"), ("JSON", "json")].map {
            Download(title: $0.0, address: moment.pinned("/v1/\(request.kind.code).\($0.1)", question))
        }
    }

    private static let first = [
        ("text", "Words", "Zuwara boat"), ("region", "Region", "Mediterranean"), ("country", "Country", "Libya or LY"),
        ("year", "Year", "2019, 2015..2019"), ("dead", "Dead", "10, 8..12, 8.."),
    ]
    private static let others = [
        ("from", "Occurred on or after", "2019-10"), ("to", "Occurred on or before", "2019-10-31"),
        ("dataset", "Dataset", "an identifier, or desk"), ("source", "Words of a source", "IOM Greece"),
        ("publisher", "Publisher", "INTERPOL"), ("actor", "Who said something of it", "desk"),
        ("incident", "Incident", "an identifier"), ("operation", "Operation", "turquesa"),
        ("case", "Case", "an identifier"),
        ("flag", "Flag", "a code"), ("near", "Near", "35.5,12.6"), ("within", "Within kilometres of it", "50"),
        ("changed-from", "Changed in the ledger from", "2020-01-08 or an event"),
        ("changed-to", "to", "2020-01-16 or an event"), ("sort", "In the order of", "-dead, date"),
    ]
    private static let truths = [
        ("disputed", "Disputed: desk and dataset say different things", ""), ("withdrawn", "Withdrawn records", ""),
    ]

    private static func table(_ found: FoundAnswer, at moment: PageMoment) -> Markup {
        let columns = found.records.columns.enumerated().filter { !$0.element.isBound }
        let idPlace = found.records.columns.firstIndex { $0.field == .id }
        return PageTable(
            "Records found",
            columns.map {
                .init(
                    FieldWords.of($0.element.name), isNumber: $0.element.isNumber,
                    isWide: [.place, .title, .subject].contains($0.element.field))
            },
            found.records.rows.map { row in
                columns.map { place, column in
                    let text = row[place].plain
                    guard place == idPlace else { return PageTable.Cell(Self.shown(text, column)) }
                    return .init(text, to: moment.address(of: RecordID(kind: found.kind, id: text)))
                }
            }
        ).markup
    }

    private static func shown(_ text: String, _ column: FoundRecords.Column) -> String {
        switch column.field.form {
        case .count: text.isEmpty ? FigureText.notReported : text
        default: text
        }
    }
}

extension RecordKind {
    /// It occurred at some time.
    fileprivate var isDated: Bool { FindField.firstDay.belongs(to: self) }
}
