package import LedgerSchema

/// The definition of every view, written down a second time: decodes whole messages, keeps no state, knows nothing of
/// the engine. The state of a record as of position P and known by day D is the last event of its stream by (known at,
/// position) among those with position ≤ P and known at ≤ D; an answer is what all states together say.
package struct NaiveModel {
    package let entries: [WireEntry]

    package init(entries: [WireEntry]) {
        self.entries = entries
    }

    package func states(asOf position: UInt64, knownBy day: Int32?) -> [WireEntry] {
        var last: [String: WireEntry] = [:]
        for entry in entries where entry.position <= position && entry.knownAt <= day ?? .max {
            let stream = "\(entry.kind.rawValue)/\(entry.id)"
            if let other = last[stream], (other.knownAt, other.position) > (entry.knownAt, entry.position) { continue }
            last[stream] = entry
        }
        return last.values.filter { $0.type != .withdrawn }
    }

    /// The rows of a view as canonical CSV without its header, in order.
    package func rows(of view: String, asOf position: UInt64, knownBy day: Int32?) -> [String] {
        var cells: [ModelKey: [ModelSum]] = [:]
        for state in states(asOf: position, knownBy: day) {
            for (key, sums) in self.cells(view, state) {
                let old = cells[key] ?? Array(repeating: ModelSum(), count: sums.count)
                cells[key] = zip(old, sums).map { $0 + $1 }
            }
        }
        return cells.keys.sorted().map { key in
            (key.parts.map(\.text) + cells[key]!.map(\.text)).map(Self.quoted).joined(separator: ",")
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private func cells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        switch view {
        case "region-year":
            guard let (period, place) = toll(entry) else { return [] }
            return regions(place).map { (ModelKey([.text($0.scheme), .text($0.code), period.0]), tollSums(entry)) }
        case "year": return toll(entry).map { [(ModelKey([$0.0.0]), tollSums(entry))] } ?? []
        case "month": return toll(entry).map { [(ModelKey([$0.0.0, $0.0.1]), tollSums(entry))] } ?? []
        case "route-year":
            guard let (period, _) = toll(entry) else { return [] }
            let route = entry.kind == .incident ? entry.incident.route : entry.deaths.route
            return [(ModelKey([.text(route), period.0]), tollSums(entry))]
        case "cause-year", "origin-year", "quality-year": return deathsCells(view, entry)
        case "arrests-region-year", "arrests-operation": return arrestsCells(view, entry)
        case "operations": return operationCells(entry)
        default: preconditionFailure("the model does not know the view \(view)")
        }
    }

    private func regions(_ place: WirePlace) -> [(scheme: String, code: String)] {
        place.regions.isEmpty ? [("", "")] : place.regions.map { ($0.scheme, $0.code) }
    }

    private func when(_ period: WirePeriod?) -> (ModelPart, ModelPart) {
        guard let period else { return (.nothing, .nothing) }
        return (.number(period.year), period.month == 0 ? .nothing : .number(Int32(period.month)))
    }

    private func toll(_ entry: WireEntry) -> ((ModelPart, ModelPart), WirePlace)? {
        switch entry.kind {
        case .incident:
            (when(entry.incident.hasOccurred ? entry.incident.occurred : nil), entry.incident.place)
        case .deaths: (when(entry.deaths.hasOccurred ? entry.deaths.occurred : nil), entry.deaths.place)
        default: nil
        }
    }

    private func tollSums(_ entry: WireEntry) -> [ModelSum] {
        if entry.kind == .incident { return [ModelSum(1)] + Array(repeating: ModelSum(), count: 8) }
        return [ModelSum()] + deathsSums(entry.deaths)
    }

    private func deathsSums(_ deaths: WireDeaths) -> [ModelSum] {
        let (dead, missing) = (ModelSum(deaths.dead, deaths.hasDead), ModelSum(deaths.missing, deaths.hasMissing))
        let isTotalStated = deaths.hasStatedTotal && deaths.statedTotal.qualifier != .notReported
        return [
            ModelSum(1), dead, missing, isTotalStated ? ModelSum(deaths.statedTotal, true) : dead + missing,
            ModelSum(deaths.survivors, deaths.hasSurvivors), ModelSum(deaths.females, deaths.hasFemales),
            ModelSum(deaths.males, deaths.hasMales), ModelSum(deaths.children, deaths.hasChildren),
        ]
    }

    private func deathsCells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard entry.kind == .deaths else { return [] }
        let deaths = entry.deaths
        let year = when(deaths.hasOccurred ? deaths.occurred : nil).0
        let key: [ModelPart] =
            switch view {
            case "cause-year": [.text(Self.causes[deaths.causeClass] ?? "?"), year]
            case "origin-year": [.text(deaths.regionOfOrigin), .text(deaths.countryOfOrigin), year]
            default: [deaths.sourceQuality == 0 ? .nothing : .number(Int32(deaths.sourceQuality)), year]
            }
        return [(ModelKey(key), deathsSums(deaths))]
    }

    private func arrestsCells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard entry.kind == .arrests else { return [] }
        let arrests = entry.arrests
        let count = ModelSum(arrests.count, arrests.hasCount)
        if view == "arrests-operation" {
            if arrests.operation.isEmpty { return [] }
            return [
                (ModelKey([.text(arrests.operation), .text(Self.phases[arrests.phase] ?? "?")]), [ModelSum(1), count])
            ]
        }
        var roles = Array(repeating: ModelSum(), count: 9)
        roles[arrests.role == .unspecified ? 8 : arrests.role.rawValue - 1] = count
        let year = when(arrests.hasOccurred ? arrests.occurred : nil).0
        return regions(arrests.place).map {
            (ModelKey([.text($0.scheme), .text($0.code), year]), [ModelSum(1), count] + roles)
        }
    }

    private func operationCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard entry.kind == .operation else { return [] }
        var seen: [[String]: Int32] = [:]
        return entry.operation.results.map { result in
            let words = [
                entry.id, result.measure, Self.phases[result.phase] ?? "?", result.publisher,
                result.hasAsAt ? Self.days[result.asAt] ?? "?" : "", result.count.unit,
                result.hasCount ? Self.qualifiers[result.count.qualifier] ?? "?" : "not-reported",
            ]
            seen[words, default: 0] += 1
            let key = ModelKey(words.map { ModelPart.text($0) } + [.number(seen[words]!)])
            return (key, [ModelSum(result.count, result.hasCount)])
        }
    }

    private static let causes: [WireCauseClass: String] = [
        .unspecified: "", .drowning: "drowning", .violence: "violence", .mixedOrUnknown: "mixed-or-unknown",
        .other: "other",
    ]
    private static let phases: [WireOperationPhase: String] = [
        .unspecified: "", .preOperational: "pre-operational", .action: "action", .followUp: "follow-up",
    ]
    private static let qualifiers: [WireQualifier: String] = [
        .exact: "exact", .atLeast: "at-least", .moreThan: "more-than", .nearly: "nearly",
        .approximately: "approximately", .between: "between", .upTo: "up-to", .notReported: "not-reported",
    ]
    private static let days: [Int32: String] = [17_900: "2019-01-04", 17_901: "2019-01-05", 17_902: "2019-01-06"]
}
