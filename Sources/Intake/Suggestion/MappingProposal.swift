import Forms
import Incidents

/// Decides column by column what it may feed, and writes the mapping that comes of it.
struct MappingProposal {
    private let columns: [ColumnLook]
    private let rows: Int
    private var used: Set<String> = []
    private var kind = RecordKind.incident
    private var row: [(String, JSONValue)] = []
    /// Of every record.
    private var shared: [(String, JSONValue)] = []
    /// Of the record that a row makes.
    private var own: [(String, JSONValue)] = []
    /// Of arrests by role, where each role has a column of its own.
    private var parts: [(heading: String, role: OffenderRole)] = []
    /// What a person must decide, in sentences.
    private(set) var unsure: [String] = []

    init(_ columns: [ColumnLook], rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    mutating func propose() {
        proposeIdentifier()
        proposeTime()
        proposePlace()
        proposeCounts()
        proposeCountries()
        proposeWords()
        for column in free() {
            unsure.append(
                "nothing is proposed for the column \"\(column.heading)\"; its cells would be kept with the import.")
        }
        if kind == .arrests { unsure.append("each row is taken for an interception: say what kind of incident it is.") }
        unsure.append("the dataset's id, publisher, title and prefix are placeholders: say whose table it is.")
    }

    private func free() -> [ColumnLook] { columns.filter { !used.contains($0.heading) } }

    private static func headings(_ column: ColumnLook) -> JSONValue { .array([.string(column.heading)]) }

    private mutating func take(_ column: ColumnLook) { used.insert(column.heading) }

    private mutating func proposeIdentifier() {
        let named = free().filter {
            $0.has("id", "identifier", "number", "no", "nr", "case", "ref", "reference", "file", "key")
        }
        if let column = named.first(where: { $0.isUnique(of: rows) && !$0.isDate }) {
            row.append(("identifier", Self.headings(column)))
            return take(column)
        }
        unsure.append(
            "no column identifies a row: later files would be followed by what rows say, which is less sure.")
    }

    private mutating func proposeTime() {
        var members: [(String, JSONValue)] = []
        let dates = free().filter(\.isDate)
        let main = dates.first { !$0.has("publication", "updated", "created", "entry") } ?? dates.first
        if let main {
            take(main)
            members.append(("date", Self.headings(main)))
            let evidence = main.evidence
            let (isDay, isMonth) = (evidence.dayFirst != nil, evidence.monthFirst != nil)
            if evidence.ambiguous > 0 || isDay || isMonth {
                members.append(("order", .string(isDay && !isMonth ? "dmy" : isMonth && !isDay ? "mdy" : "auto")))
                if isDay == isMonth {
                    unsure.append(
                        "whether the day or the month comes first in \"\(main.heading)\": "
                            + (isDay ? "its dates contradict each other." : "no date of the table decides it."))
                }
            }
            if let end = dates.first(where: { $0.heading != main.heading && $0.has("end", "until", "to", "last") }) {
                take(end)
                members.append(("end", Self.headings(end)))
            }
        }
        if main != nil, let precision = free().first(where: { $0.has("prec", "precision") && $0.isVocabulary }) {
            take(precision)
            members.append(("precision", Self.headings(precision)))
            members.append(("table", .members(precision.distinct.keys.sorted().map { ($0, .string("day")) })))
            unsure.append(
                "how much of a date each word of \"\(precision.heading)\" says is known: day, range, month or year.")
        }
        for word in ["year", "month"] {
            guard
                let column = free().first(where: { $0.has(word) && $0.filled > 0 && (word == "month" || $0.isNumber) })
            else { continue }
            take(column)
            members.append((word, Self.headings(column)))
        }
        guard members.contains(where: { $0.0 == "date" || $0.0 == "year" }) else {
            unsure.append("no column says when: the records would count in no year.")
            return
        }
        shared.append(("occurred", .members(members)))
    }

    private mutating func proposePlace() {
        let latitude = free().first { $0.has("lat", "latitude") }
        let longitude = free().first { $0.has("lon", "long", "lng", "longitude") }
        if let latitude, let longitude {
            take(latitude)
            take(longitude)
            var members = [("latitude", Self.headings(latitude)), ("longitude", Self.headings(longitude))]
            if latitude.hasDecimalComma { members.append(("decimal", .string(","))) }
            shared.append(("place.point", .members(members)))
        } else if let column = free().first(where: { $0.isPoint && !$0.isNumber }) {
            take(column)
            shared.append(
                ("place.point", .members([("point", Self.headings(column)), ("order", .string("by-region"))])))
        }
        if let column = free().first(where: {
            $0.scheme != nil && !$0.isCountry && $0.has("region", "area", "grouping", "zone")
        }),
            let scheme = column.scheme
        {
            take(column)
            shared.append(("place.region", .members([("region", Self.headings(column)), ("scheme", .string(scheme))])))
        }
        let named = free().first {
            !$0.isNumber && !$0.isCountry
                && $0.has("place", "location", "town", "city", "where", "site", "district", "port")
        }
        if let named {
            take(named)
            shared.append(("place.description", .members([("text", Self.headings(named))])))
        }
    }

    private mutating func proposeCounts() {
        proposeArrests()
        if kind != .arrests, free().contains(where: { $0.isNumber && Self.isToll($0) }) { kind = .deaths }
        let fields: [(String, Set<String>)] = [
            ("females", ["female", "women", "woman"]), ("males", ["male", "men", "man"]),
            ("children", ["child", "children", "minor"]), ("survivors", ["survivor", "rescued", "survived"]),
            ("missing", ["missing", "disappeared"]),
            ("dead", ["dead", "death", "killed", "fatality", "fatalitie", "body", "best"]),
        ]
        guard kind == .deaths else { return }
        if let total = free().first(where: { $0.isNumber && $0.has("total") && $0.has("dead", "missing", "death") }) {
            own.append(("statedTotal", .members([("count", Self.headings(total))])))
            take(total)
        }
        for (field, words) in fields {
            let found = free().filter {
                $0.isNumber && !$0.words.isDisjoint(with: words.union(field == "dead" ? ["low", "high"] : []))
            }
            guard !found.isEmpty else { continue }
            let low = found.first { $0.has("low", "min", "minimum", "lowest") && !$0.has("missing") }
            let high = found.first { $0.has("high", "max", "maximum", "highest") }
            let best = found.first { $0.heading != low?.heading && $0.heading != high?.heading }
            var members: [(String, JSONValue)] = []
            for (name, column) in [("count", best), ("low", low), ("high", high)] {
                guard let column else { continue }
                take(column)
                members.append((name, Self.headings(column)))
                if column.hasPoints, !members.contains(where: { $0.0 == "thousands" }) {
                    members.append(("thousands", .string(".")))
                }
            }
            own.append((field, .members(members)))
            if found.count > members.count { unsure.append("several columns may be \"\(field)\": look at them.") }
        }
    }

    private static func isToll(_ column: ColumnLook) -> Bool {
        column.has("dead", "death", "killed", "fatality", "fatalitie", "missing", "best")
    }

    private static let roles: [(OffenderRole, Set<String>)] = [
        (.transporter, ["driver", "transporter", "skipper", "captain", "pilot"]), (.guide, ["guide", "scout"]),
        (.organizer, ["organiser", "organizer", "leader", "head"]), (.recruiter, ["recruiter"]),
        (.financier, ["financier"]), (.documentForger, ["forger"]), (.corruptOfficial, ["official"]),
    ]

    private mutating func proposeArrests() {
        let counts = free().filter(\.isNumber)
        let byRole = counts.compactMap { column in
            Self.roles.first { !$0.1.isDisjoint(with: column.words) }.map { (column.heading, $0.0) }
        }
        if byRole.count > 1 {
            kind = .arrests
            parts = byRole
            for part in byRole { used.insert(part.0) }
            unsure.append("which role each column counts was guessed from its heading.")
        } else if let column = counts.first(where: {
            $0.has("arrest", "arrested", "detained", "detainee", "apprehended", "suspect")
        }) {
            kind = .arrests
            take(column)
            own.append(("count", .members([("count", Self.headings(column))])))
        }
    }

    private mutating func proposeCountries() {
        for column in free() where column.isCountry {
            let isPerson = column.has("nationality", "nationalitie", "citizenship", "origin")
            let field = isPerson ? (kind == .arrests ? "people" : "countriesOfOrigin") : "place.country"
            guard !(own + shared).contains(where: { $0.0 == field }) else { continue }
            take(column)
            let value = (field, JSONValue.members([("country", Self.headings(column))]))
            if field == "place.country" { shared.append(value) } else { own.append(value) }
        }
    }

    private mutating func proposeWords() {
        for column in free() where column.filled > 0 {
            if column.isAddress || column.has("source", "publisher") {
                let reader = column.isAddress ? "addresses" : "sources"
                guard !shared.contains(where: { $0.0 == "sources" }) else { continue }
                take(column)
                shared.append(("sources", .members([(reader, Self.headings(column))])))
            } else if kind == .arrests, column.isVocabulary, column.has("role", "function") {
                propose(column, field: "role", codes: OffenderRole.allCases.map(\.code), "unknown")
            } else if kind == .arrests, column.isVocabulary, column.has("offence", "offense", "charge", "crime") {
                propose(column, field: "offences", codes: Conduct.allCases.map(\.code), Conduct.smuggling.code)
            } else if kind == .deaths, column.has("cause") {
                take(column)
                own.append(("cause", .members([("text", Self.headings(column))])))
            } else if column.has("route"), kind != .arrests {
                take(column)
                own.append(("route", .members([("text", Self.headings(column))])))
            } else if column.has("note", "remark", "comment"), !shared.contains(where: { $0.0 == "note" }) {
                take(column)
                shared.append(("note", .members([("text", Self.headings(column))])))
            }
        }
    }

    /// A table of the words that the column has; which code each means, a person must say.
    private mutating func propose(_ column: ColumnLook, field: String, codes: [String], _ guess: String) {
        take(column)
        var seen: Set<String> = []
        let table = column.distinct.keys.sorted().filter { seen.insert(normalised($0)).inserted }.map { word in
            (word, JSONValue.string(codes.first { normalised(word).contains($0) } ?? guess))
        }
        own.append(
            (field, .members([("code", Self.headings(column)), ("table", .members(table)), ("else", .string("keep"))])))
        unsure.append(
            "which code each word of \"\(column.heading)\" means: every line of its table is a guess; the codes are"
                + " \(codes.joined(separator: ", ")).")
    }

    /// The file.
    func text(name: String) -> String {
        var members: [(String, JSONValue)] = [
            ("format", .integer(1)), ("name", .string(name)), ("version", .integer(1)),
            (
                "dataset",
                .members([
                    ("id", .string(name)), ("publisher", .string("Who publishes the table")),
                    ("title", .string("What the publisher calls it")), ("prefix", .string(name.prefix(20) + "-")),
                ])
            ),
        ]
        if !row.isEmpty { members.append(("row", .members(row))) }
        // What is said of each of several records is said once.
        let common = shared + (parts.isEmpty ? [] : own)
        if !common.isEmpty { members.append(("shared", .members(common))) }
        members.append(("records", .members(records)))
        return JSONValue.members(members).text(isPretty: true)
    }

    private var records: [(String, JSONValue)] {
        switch kind {
        case .arrests: [("incident", .members([Self.kind("interception")])), ("arrests", arrests)]
        case .deaths: [("deaths", .members(own))]
        default: [("incident", .members([Self.kind("other")] + own))]
        }
    }

    private static func kind(_ code: String) -> (String, JSONValue) {
        ("kind", .members([("constant", .string(code))]))
    }

    private var arrests: JSONValue {
        guard !parts.isEmpty else { return .members(own) }
        return .array(
            parts.map { part in
                .members([
                    ("part", .string(part.role.code)), ("if", .array([.string(part.heading)])),
                    ("count", .members([("count", .array([.string(part.heading)]))])),
                    ("role", .members([("constant", .string(part.role.code))])),
                ])
            })
    }
}
