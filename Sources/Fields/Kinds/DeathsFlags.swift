package import Incidents
import Ledger

/// The toll of an incident, in persons.
extension Deaths: EnteredState {
    package static let flags =
        period("occurred", \.occurred) + place(\.place) + own + notes(\.notes).filter { $0.name != "quality" }
        + [FieldFlag<Deaths>.quality]

    private static let own: [FieldFlag<Deaths>] = [
        .toll("dead", "dead", \.dead),
        .toll("missing", "missing", \.missing),
        .count(
            "total", "Dead and missing, where the source says another than their sum.", "statedTotal", \.statedTotal),
        .count("survivors", "Persons.", "survivors", \.survivors),
        .count("females", "Of the dead and missing.", "females", \.females),
        .count("males", "Of the dead and missing.", "males", \.males),
        .count("children", "Of the dead and missing.", "children", \.children),
        .text("cause", "text", "The cause of death, as published.", "cause", \.cause),
        .code("cause-class", "class", "", "causeClass", \.causeClass),
        .text("route", "text", "The migration route, as published.", "route", \.route),
        .text(
            "origin-region", "text", "The region where the dead came from, as published.", "regionOfOrigin",
            \.regionOfOrigin),
        .origin,
        .list(
            "from", "code", "The same as a country, ISO 3166-1 alpha-2. May be repeated.", "countriesOfOrigin",
            \.countriesOfOrigin),
        .text("incident", "id", "The incident that it belongs to.", "incident", \.incident),
    ]

    package static let examples = """
        Examples:
          incident-ledger record deaths --region mmp-2014:Mediterranean \\
            --date 2020-01-11 --dead 12 --missing 17 --survivors 21 \\
            --cause Drowning --source "IOM Greece" --quality 5
          incident-ledger record deaths --template > deaths.json
          incident-ledger record deaths --json deaths.json
        """
}

extension FieldFlag<Deaths> {
    /// A total that was stated beside other dead and missing says nothing of those that are stated now.
    fileprivate static func toll(
        _ name: String, _ field: String, _ path: any WritableKeyPath<Deaths, Count> & Sendable
    ) -> FieldFlag {
        var flag = count(name, "Persons.", field, path)
        let write = flag.write
        flag.write = { state, given, faults in
            let before = state[keyPath: path]
            write(&state, given, &faults)
            if state[keyPath: path] != before, !given.has("total") { state.statedTotal = .notReported }
        }
        return flag
    }

    /// The countries are those that the text named: another text has others.
    fileprivate static var origin: FieldFlag {
        var flag = text(
            "origin", "text", "Where the dead came from, as published.", "countryOfOrigin", \.countryOfOrigin)
        let write = flag.write
        flag.write = { state, given, faults in
            let before = state.countryOfOrigin
            write(&state, given, &faults)
            if state.countryOfOrigin != before, !given.has("from") { state.countriesOfOrigin = [] }
        }
        return flag
    }

    /// Of all sources, and of the record.
    fileprivate static var quality: FieldFlag {
        var flag = FieldFlag<Notes>.quality.of(\Deaths.notes)
        flag.help = "Of the record and its sources, 1 (one source) to 5 (official)."
        flag.paths.append("sourceQuality")
        let write = flag.write
        flag.write = { state, given, faults in
            write(&state, given, &faults)
            if let quality = given.all("quality").last.flatMap({ try? Reading.quality($0) }) {
                state.sourceQuality = quality
            }
        }
        return flag.showing { $0.sourceQuality.map { ["\($0)"] } ?? [] }
    }
}
