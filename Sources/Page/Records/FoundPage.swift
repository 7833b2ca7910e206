package import Federation
import Finding
import Forms
import Incidents
package import Ledger
import Presentation

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

    /// The path of the page, and what of the moment stays.
    var action: String
    var hidden: [PageFrame.MomentForm.Field]
    /// The other pages over a federation; empty: there is one ledger.
    var places: [FederationPlace]
    var hasPlaces: Bool
    var kinds: [Choice]
    var fields: [Field]
    var further: [Field]
    var checks: [Field]
    /// Something beyond the first fields is asked for.
    var isFurtherOpen: Bool
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

    /// Finds in what all members of a federation contribute.
    ///
    /// - Throws: `LedgerError`.
    package static func content(
        of federation: Federation, _ asked: FindRequest, _ items: Items, at moment: PoolMoment
    ) throws -> PageContent {
        var request = asked
        request.limit = mostRows
        if request.order == nil { request.order = request.kind.isDated ? "-first_day" : nil }
        request.columns = FindField.usual(of: request.kind).filter { $0 != .regions }.map(\.name)
        let found = try federation.find(request, at: moment.moment)
        let shown = min(found.matched, mostRows)
        var page = FoundPage(request, items)
        (page.action, page.hasPlaces) = (FederationPlace.Page.records.path, true)
        page.places = FederationPlace.all(at: moment, current: .records, recordsAreShown: true)
        page.hide([("at", moment.asked), ("known-by", moment.knownBy?.description)])
        page.summary =
            "\(FigureText.count(found.matched, "record")) of \(request.kind.code) found"
            + (shown < found.matched ? "; \(shown) of them shown." : ".")
        page.notes = FederatedFindingLayout(found).notices.map(AnswerNotes.sentence)
        (page.isEmpty, page.table) = (found.rows.isEmpty, table(found, at: moment))
        let question = items.filter { !["kind", "sort"].contains($0.name) }.map { ($0.name, Optional($0.value)) }
        page.downloads = [("CSV", "csv"), ("JSON", "json")].map {
            Download(title: $0.0, address: moment.pinned("/v1/federation/\(request.kind.code).\($0.1)", question))
        }
        var content = PageContent("Records of all members", "records", page)
        content.isComplete = found.isComplete
        return content
    }

    private mutating func hide(_ items: [(name: String, value: String?)]) {
        hidden = items.compactMap { name, value in value.map { .init(name: name, value: $0) } }
    }

    /// The form, with what was asked in it.
    private init(_ request: FindRequest, _ items: Items) {
        (action, hidden, places, hasPlaces) = ("/records", [], [], false)
        (summary, notes, table, isEmpty, downloads) = ("", [], .nothing, true, [])
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
        order =
            request.order.map { order in
                let name = FieldWords.of(order.hasPrefix("-") ? String(order.dropFirst()) : order).lowercased()
                return "By \(name), "
                    + (order.hasPrefix("-") ? "the last or largest first." : "the first or smallest first.")
            }
    }

    private init(
        _ found: FoundAnswer, _ request: FindRequest, _ items: Items, at moment: PageMoment
    ) {
        self.init(request, items)
        hide([("as-of", moment.asked), ("known-by", moment.knownBy?.description)])
        summary = found.summary
        notes = found.notes.map(AnswerNotes.sentence)
        isEmpty = found.records.rows.isEmpty
        table = Self.table(found, at: moment)
        let hasMore = found.records.rows.count < found.records.matched
        let asked = items.filter { $0.name != "after" && $0.name != "sort" }.map { ($0.name, Optional($0.value)) }
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

    private static func table(_ found: FederatedFinding, at moment: PoolMoment) -> Markup {
        let all = found.parts.first?.answer.records.columns ?? []
        let columns = all.enumerated().filter { !$0.element.isBound }
        let rows = found.rows.map { place -> [PageTable.Cell] in
            let part = found.parts[place.part]
            let row = part.answer.records.rows[place.row]
            let cells = columns.map { place, column -> PageTable.Cell in
                let text = row[place].plain
                guard column.field == .id else { return .init(shown(text, column)) }
                return .init(
                    text, to: moment.address(of: RecordID(kind: part.answer.kind, id: text), in: part.member))
            }
            return cells.prefix(1) + [.init(part.member)] + cells.dropFirst()
        }
        let heads = columns.map { heading($0.element) }
        return PageTable(
            "Records found, each with the member that has it", heads.prefix(1) + [.init("Member")] + heads.dropFirst(),
            rows
        )
        .markup
    }

    private static func heading(_ column: FoundRecords.Column) -> PageTable.Column {
        .init(
            FieldWords.of(column.name), isNumber: column.isNumber,
            isWide: [.place, .title, .subject].contains(column.field))
    }

    private static func table(_ found: FoundAnswer, at moment: PageMoment) -> Markup {
        let columns = found.records.columns.enumerated().filter { !$0.element.isBound }
        let idPlace = found.records.columns.firstIndex { $0.field == .id }
        return PageTable(
            "Records found",
            columns.map { heading($0.element) },
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
