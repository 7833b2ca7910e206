import Finding
import Forms
import Incidents
import Ledger

/// What records are looked for, as the query of an address says it: by the names of the command line.
enum FindQuestion {
    /// So many records are on a page where nobody says how many.
    private static let page = 1_000

    /// - Throws: ``Problem`` with what cannot be read.
    static func request(_ call: Call, of kind: RecordKind) throws -> FindRequest {
        let query = call.query
        var request = FindRequest(kind)
        (request.regions, request.countries) = (query.texts("region"), query.texts("country"))
        (request.flags, request.datasets) = (query.texts("flag"), query.texts("dataset"))
        (request.operation, request.incident) = (query.text("operation"), query.text("incident"))
        request.caseID = query.text("case")
        (request.text, request.source) = (query.text("text"), query.text("source"))
        (request.publisher, request.actor) = (query.text("publisher"), query.text("actor"))
        request.years = try query.value("year", "2019, 2015..2019, 2015.. or ..2019", YearSpan.open)
        request.from = try query.value("from", "a day, a month or a year") { try Period($0).firstDay }
        request.to = try query.value("to", "a day, a month or a year") { try Period($0).lastDay }
        request.dead = try query.value("dead", "10, 8..12, 8.. or ..12") { text in
            guard let range = NumberRange(text) else { throw LedgerError(.usage, "\"\(text)\" is no range.") }
            return range
        }
        request.near = try circle(query)
        (request.isDisputed, request.isWithdrawn) = (try query.truth("disputed"), try query.truth("withdrawn"))
        request.changed = try span(query, "changed-from", "changed-to")
        request.recorded = try span(query, "recorded-from", "recorded-to")
        request.columns = query.texts("columns").flatMap { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
        request.order = query.text("sort")
        request.limit = try query.integer("limit", limits).map { Int($0) }
        request.after = try query.integer("after", 0...Int64.max).map { UInt64($0) }
        if request.after != nil {
            guard request.order == nil else {
                throw Problem(
                    together: "sort", given: request.order, allowed: "nothing beside after",
                    "Pages go through the records in the order of their events: leave sort or after out.")
            }
            request.limit = request.limit ?? page
        }
        return request
    }

    private static let limits: ClosedRange<Int64> = 1...1_000_000_000

    private static func circle(_ query: QueryItems) throws -> FindQuery.Near? {
        let allowed = "a number of kilometres, 0 or more"
        let kilometres = try query.value("within", allowed) { text in
            guard let number = Double(text), number >= 0, number.isFinite else {
                throw LedgerError(.usage, "\"\(text)\" is not \(allowed).")
            }
            return number
        }
        let point = try query.value("near", "degrees north and east: 35.5,12.6") { try Point($0) }
        guard let point, let kilometres else {
            guard point == nil, kilometres == nil else {
                throw Problem(
                    together: point == nil ? "near" : "within", given: nil, allowed: point == nil ? "35.5,12.6" : "50",
                    "near and within go together: a point, and how far from it in kilometres.")
            }
            return nil
        }
        return FindQuery.Near(
            latitude: Double(point.latitudeE7) / 1e7, longitude: Double(point.longitudeE7) / 1e7,
            kilometres: kilometres)
    }

    private static func span(_ query: QueryItems, _ first: String, _ last: String) throws -> LogSpan? {
        guard let from = query.text(first), let to = query.text(last) else {
            guard query.text(first) == nil, query.text(last) == nil else {
                throw Problem(
                    together: query.text(first) == nil ? first : last, given: nil,
                    allowed: "a position, a day or an instant",
                    "\(first) and \(last) go together; both are included.")
            }
            return nil
        }
        return try query.value(first, "a position, a day or an instant") { _ in try LogSpan(from, to) }
    }

    static let parameters: [Parameter] =
        [
            .query(
                "region", "In this region or group: scheme:code, or its name in any scheme.", .said, isRepeated: true),
            .query("country", "In this country, by code or name.", .said, isRepeated: true),
            .query("year", "It counts in one of these years: 2019, 2015..2019, 2015..", .years, example: "2015..2019"),
            .query("from", "It may have occurred on this day or later; 2019-10 is its first day.", .period),
            .query("to", "It may have occurred on this day or before; 2019-10 is its last day.", .period),
            .query("text", "These words stand in it.", .said),
            .query(
                "near", "Not farther than within from this point: degrees north and east.", .point, example: "35.5,12.6"
            ),
            .query("within", "How far from near, in kilometres.", .kilometres),
            .query("dead", "So many may have died: 10, 8..12, 8.., ..12.", .range),
            .query("flag", "It carries this flag.", .said, isRepeated: true),
            .query("operation", "It belongs to this operation.", .said),
            .query("incident", "It belongs to this incident.", .said),
            .query("case", "It belongs to this case.", .said),
            .query("source", "These words stand among its sources.", .said),
            .query("publisher", "Of a publisher with these words in its name, or of a dataset of it.", .said),
            .query("actor", "This actor has said something of it.", .said),
            .query("dataset", "Of this dataset; desk: what people recorded on their own.", .said, isRepeated: true),
            .query("disputed", "Desk and dataset say different things of it.", .truthText),
            .query("withdrawn", "It is withdrawn; what it said last is answered.", .truthText),
            .query("changed-from", "With changed-to: the ledger took in a change of it between the two.", .bound),
            .query("changed-to", "See changed-from.", .bound),
            .query("recorded-from", "With recorded-to: the ledger first took it in between the two.", .bound),
            .query("recorded-to", "See recorded-from.", .bound),
            .query("columns", "Only these columns, in this order; divided by commas.", .said, isRepeated: true),
            .query("sort", "By this column; with a hyphen before it the largest first.", .said),
            .query("limit", "At most so many records.", .integer(from: 1, through: limits.upperBound)),
            .query(
                "after",
                "Pages: records that stand by an event after this position, in the order of their events; 0 begins. Link "
                    + "rel=\"next\" has the next page of the same answer.", .integer(from: 0, through: Int64.max)),
        ] + Parameter.moment
}

extension Schema {
    /// A text that says something.
    static let said = text(longest: 200, shortest: 1)
    static let years = text(pattern: #"^([0-9]{1,4}(\.\.([0-9]{1,4})?)?|\.\.[0-9]{1,4})$"#)
    static let period = text(pattern: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    static let point = text(pattern: #"^-?[0-9]{1,2}(\.[0-9]{1,7})?,-?[0-9]{1,3}(\.[0-9]{1,7})?$"#)
    static let kilometres = text(pattern: #"^[0-9]{1,5}(\.[0-9]{1,6})?$"#)
    static let range = text(pattern: #"^([0-9]{1,9}(\.\.([0-9]{1,9})?)?|\.\.[0-9]{1,9})$"#)
    static let truthText = text(oneOf: ["true", "false"])
    /// A position, a day or an instant.
    static let bound = text(
        pattern: "^([0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)$")
}
