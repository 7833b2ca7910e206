import Forms
package import Incidents
import Ledger

extension FieldFlag<Period?> {
    /// When something was: of a record that occurs, or of a figure.
    package static func period(_ field: String) -> [FieldFlag] {
        [
            FieldFlag(
                name: "date", value: "period",
                help: "When: a day 2020-02-03, a month 2020-02, a year 2020, or first..last of them.", paths: [field]
            ) { period, given, faults in
                guard let text = given.one("date", &faults) else { return }
                let basis = period?.basis ?? .occurred
                guard text != "=" else {
                    period = nil
                    return
                }
                if let read = faults.reading("date", { try Period(text, basis: basis) }) { period = read }
            }.showing { $0.map { [$0.notation] } ?? [] },
            FieldFlag(
                name: "date-basis", value: "basis", help: "What its days are the days of: \(DateBasis.allowedCodes).",
                paths: [field + ".basis"], codes: DateBasis.allCases.map(\.code), follows: "date"
            ) { period, given, faults in
                guard let text = given.one("date-basis", &faults),
                    let basis = faults.reading("date-basis", { try DateBasis(code: text) }),
                    let days = period.stated("date-basis", &faults)
                else { return }
                period = try? Period(days.notation, basis: basis)
            }.showing { $0.map { [$0.basis.code] } ?? [] },
            FieldFlag(
                name: "counted-in", value: "year[-month]",
                help: "The year, or year and month, in which it counts, where that does not follow from its days.",
                paths: [field + ".year", field + ".month"], follows: "date"
            ) { period, given, faults in
                guard let text = given.one("counted-in", &faults),
                    let counted = faults.reading("counted-in", { try Reading.yearOrMonth(text) }),
                    let days = period.stated("counted-in", &faults)
                else { return }
                var changed = days
                (changed.year, changed.month) = (counted.year, counted.month)
                period = changed
            }.showing { $0?.countedElsewhere.map { [$0] } ?? [] },
        ]
    }
}

extension Period {
    /// The year, or year and month, in which it counts, where that does not follow from its days.
    fileprivate var countedElsewhere: String? {
        let plain = try? Period(notation, basis: basis)
        guard plain?.year != year || plain?.month != month else { return nil }
        return Period.month(year: year, month: month ?? 0, basis: basis)?.notation
            ?? Period.year(year, basis: basis)?.notation
    }
}

extension Period? {
    /// The period that a flag says more of; nil, and a fault, where there is none.
    fileprivate func stated(_ flag: String, _ faults: inout Faults) -> Period? {
        if let self { return self }
        if !faults.wrong.contains("date") {
            faults.add(.refused, "--\(flag) says more of a --date, and none is stated.", of: flag)
        }
        return nil
    }
}

extension FieldFlag<Place> {
    /// Where something was, but for the country, of which an operation has several.
    package static let place: [FieldFlag] = [
        .text("place", "text", "Where, in words.", "place.description", \.description),
        .one(
            "point", "latitude, longitude", "Degrees north and east: \"38.61, 26.65\".", "place.point", \.point,
            read: Reading.point, text: \.degrees),
        FieldFlag(
            name: "point-precision", value: "precision", help: "\(PointPrecision.allowedCodes).",
            paths: ["place.point.precision"], codes: PointPrecision.allCases.map(\.code), follows: "point"
        ) { place, given, faults in
            guard let text = given.one("point-precision", &faults),
                let precision = faults.reading("point-precision", { try PointPrecision(code: text) }),
                place.hasPoint("point-precision", &faults)
            else { return }
            place.point?.precision = precision
        }.showing { $0.point.map { [$0.precision.code] } ?? [] },
        FieldFlag(
            name: "point-text", value: "text", help: "The point as it was published.", paths: ["place.point.text"],
            follows: "point"
        ) { place, given, faults in
            guard let text = given.one("point-text", &faults), place.hasPoint("point-text", &faults) else { return }
            place.point?.text = text == "=" ? "" : text
        }.showing { $0.point.flatMap { $0.text.isEmpty ? nil : [$0.text] } ?? [] },
        .list(
            "region", "scheme:code",
            "A region as scheme:code, for example mmp-2014:Mediterranean. May be repeated, once a scheme.",
            "place.regions", \.regions),
    ]

    package static func country(_ name: String) -> FieldFlag {
        text(name, "code", "The country: ISO 3166-1 alpha-2.", "place.country", \.country)
    }
}

extension EnteredState {
    /// The flags of its period, as flags of the record; those of its place and its notes in the same way.
    package static func period(
        _ field: String, _ path: any WritableKeyPath<Self, Period?> & Sendable
    ) -> [FieldFlag<Self>] {
        FieldFlag<Period?>.period(field).map { $0.of(path) }
    }

    package static func place(
        _ path: any WritableKeyPath<Self, Place> & Sendable, country: String = "country"
    ) -> [FieldFlag<Self>] {
        (FieldFlag<Place>.place + [FieldFlag<Place>.country(country)]).map { $0.of(path) }
    }

    /// Countries by the part that they play.
    package static func journey(
        from origin: any WritableKeyPath<Self, [String]> & Sendable,
        via transit: any WritableKeyPath<Self, [String]> & Sendable,
        to destination: any WritableKeyPath<Self, [String]> & Sendable
    ) -> [FieldFlag<Self>] {
        [
            .list(
                "from", "code", "Country of origin, ISO 3166-1 alpha-2. May be repeated.", "countriesOfOrigin", origin),
            .list(
                "via", "code", "Country of transit, ISO 3166-1 alpha-2. May be repeated.", "countriesOfTransit", transit
            ),
            .list(
                "to", "code", "Country of destination, ISO 3166-1 alpha-2. May be repeated.", "countriesOfDestination",
                destination),
        ]
    }

    package static func notes(_ path: any WritableKeyPath<Self, Notes> & Sendable) -> [FieldFlag<Self>] {
        FieldFlag<Notes>.notes.map { $0.of(path) }
    }
}

extension Place {
    fileprivate func hasPoint(_ flag: String, _ faults: inout Faults) -> Bool {
        if point == nil, !faults.wrong.contains("point") {
            faults.add(.refused, "--\(flag) says more of a --point, and none is stated.", of: flag)
        }
        return point != nil
    }
}

extension FieldFlag<Notes> {
    /// What every kind carries beside its own fields. Flags and cells are what the ledger and imports write.
    package static let notes: [FieldFlag] = [
        FieldFlag(
            name: "source", value: "publisher", help: "Who published it. May be repeated.", paths: ["sources"],
            isRepeated: true
        ) { notes, given, faults in
            guard let edits = given.sources(&faults) else { return }
            notes.sources.edit(edits, flag: "source", &faults)
        }.showing { $0.sources.map(\.publisher) },
        .inTurn(
            "url", of: "source", "address", "Where it was published", "sources.locator",
            shown: { $0.sources.map(\.locator) }),
        .inTurn(
            "source-as-at", of: "source", "YYYY-MM-DD", "The day to which it refers", "sources.asAt",
            shown: { $0.sources.map { $0.asAt?.description ?? "" } }),
        .inTurn(
            "source-quality", of: "source", "1-5", "1 (one source) to 5 (official)", "sources.quality",
            shown: { $0.sources.map { $0.quality.map { "\($0)" } ?? "" } }),
        quality,
        .list(
            "external-id", "scheme:value", "An identifier under which others know it. May be repeated.", "externalIds",
            \.externalIDs),
        .text("note", "text", "A remark that is kept with the record; never a living person's name.", "note", \.note),
    ]
}

extension FieldFlag<Notes> {
    package static let quality = FieldFlag(
        name: "quality", value: "1-5", help: "Of the sources, 1 (one source) to 5 (official).",
        paths: ["sources.quality"]
    ) { notes, given, faults in
        guard let text = given.one("quality", &faults),
            let quality = faults.reading("quality", { try Reading.quality(text) })
        else { return }
        // Where sources are named, it is said of those of which nothing else is.
        let isMeant = { (source: Source) in !given.has("source") || source.quality == nil }
        for index in notes.sources.indices where isMeant(notes.sources[index]) {
            notes.sources[index].quality = quality
        }
    }.showing { _ in [] }
}

extension GivenFlags {
    /// The sources with what other flags state of them in turn.
    fileprivate func sources(_ faults: inout Faults) -> [ListEdit<Source>]? {
        guard let edits: [ListEdit<Source>] = edits("source", &faults) else { return nil }
        let days = all("source-as-at").map { text in
            text.isEmpty ? nil : faults.reading("source-as-at") { try Reading.day(text) }
        }
        let qualities = all("source-quality").map { text in
            text.isEmpty ? nil : faults.reading("source-quality") { try Reading.quality(text) }
        }
        var (urlsLeft, daysLeft, qualitiesLeft) = (all("url")[...], days[...], qualities[...])
        return edits.map { edit in
            edit.map { source in
                Source(
                    publisher: source.publisher, locator: urlsLeft.popFirst() ?? "", asAt: daysLeft.popFirst() ?? nil,
                    quality: qualitiesLeft.popFirst() ?? nil)
            }
        }
    }
}

/// What the articles of the Protocol are about, before their codes.
enum ArticleWords {
    static let conduct =
        "By article of the Protocol, 6.1.a smuggling; 6.1.b producing, or procuring, providing or possessing, a fraudulent "
        + "document; 6.1.c enabling illegal stay; 6.2.a attempt; 6.2.b taking part as an accomplice; 6.2.c organizing or "
        + "directing others: "
    static let aggravation =
        "By article of the Protocol, 6.3.a endangering life or safety; 6.3.b inhuman or degrading treatment: "
}
