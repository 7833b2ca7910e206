package import LedgerSchema

/// The definition of every view, written down a second time: decodes whole messages, keeps no state, knows nothing of
/// the engine. What is said of a record at a moment is remembered by ``StreamModel``; an answer is what all records
/// together say, owner by owner.
package struct NaiveModel {
    package let entries: [WireEntry]
    private let streams: [StreamModel]

    package init(entries: [WireEntry]) {
        self.entries = entries
        let streams = Dictionary(grouping: entries) { "\($0.kind.rawValue)/\($0.id)" }
        self.streams = streams.values.map { StreamModel($0) }
    }

    /// A row of one owner.
    package struct Row: Hashable {
        package var dataset: String
        package var voice: String
        package var year: Int32?
        /// Escaped, so that texts are the same only if their bytes are.
        package var key: [String]
        package var records: Int64
        /// Low, high, unbounded parts, approximate parts and reported parts, for each measure.
        package var sums: [[Int64]]

        package init(
            dataset: String, voice: String, year: Int32?, key: [String], records: Int64, sums: [[Int64]]
        ) {
            self.dataset = dataset
            self.voice = voice
            self.year = year
            self.key = key.map { $0.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() }
            self.records = records
            self.sums = sums
        }
    }

    /// What the records add to sums at a moment.
    package struct Moment {
        fileprivate let parts: [StreamModel.Part]
        /// The kinds of records that have the word of a dataset that they do not belong to: views that want them lack it.
        package let lacking: Set<Int32>
    }

    package func moment(asOf position: UInt64, knownBy day: Int32?) throws -> Moment {
        Moment(
            parts: try streams.flatMap { try $0.parts(asOf: position, knownBy: day) },
            lacking: Set(streams.filter { $0.hasStranger(asOf: position, knownBy: day) }.map(\.kind)))
    }

    /// The state of every record that stands at a moment, in any order.
    package func states(asOf position: UInt64, knownBy day: Int32?) throws -> [WireEntry] {
        try streams.compactMap { try $0.state(asOf: position, knownBy: day) }
    }

    /// The identifiers of the records of a kind that somebody has spoken of by a moment, and that do not stand then.
    package func withdrawn(_ kind: WireRecordKind, asOf position: UInt64, knownBy day: Int32?) throws -> Set<String> {
        var ids: Set<String> = []
        for stream in streams where stream.kind == Int32(kind.rawValue) {
            guard stream.isSpokenOf(asOf: position, knownBy: day),
                try stream.state(asOf: position, knownBy: day) == nil
            else { continue }
            ids.insert(stream.id)
        }
        return ids
    }

    /// The rows of a view by owner.
    package func ownedRows(of view: String, _ moment: Moment) -> Set<Row> {
        struct Cell: Hashable {
            var dataset: String
            var voice: String
            var year: Int32?
            var key: ModelKey
        }
        var cells: [Cell: (records: Int64, sums: [ModelSum])] = [:]
        for part in moment.parts {
            for (key, own) in self.cells(view, part.entry) {
                let sums = part.isPossible ? own.map(\.possible) : own
                let cell = Cell(dataset: part.dataset, voice: part.voice, year: part.year, key: key)
                let old = cells[cell] ?? (0, Array(repeating: ModelSum(), count: sums.count))
                cells[cell] = (old.records + part.sign, zip(old.sums, sums).map { $0 + $1 * part.sign })
            }
        }
        let rows = cells.map { cell, value in
            Row(
                dataset: cell.dataset, voice: cell.voice, year: cell.year, key: cell.key.parts.map(\.text),
                records: value.records, sums: value.sums.map(\.parts))
        }
        return Set(rows.filter { $0.records != 0 || $0.sums.contains { $0 != [0, 0, 0, 0, 0] } })
    }

    /// The rows of a view, whoever they belong to, as canonical CSV without its header, in order.
    package func rows(of view: String, _ moment: Moment) -> [String] {
        var cells: [ModelKey: (records: Int64, sums: [ModelSum])] = [:]
        for part in moment.parts {
            for (key, own) in self.cells(view, part.entry) {
                let sums = part.isPossible ? own.map(\.possible) : own
                let old = cells[key] ?? (0, Array(repeating: ModelSum(), count: sums.count))
                cells[key] = (old.records + part.sign, zip(old.sums, sums).map { $0 + $1 * part.sign })
            }
        }
        return cells.filter { $0.value.records != 0 }.sorted { $0.key < $1.key }.map { key, value in
            Self.line(key.parts.map(\.text) + value.sums.map(\.text))
        }
    }

    /// A row as a line of CSV.
    package static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private func cells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        switch view {
        case "region-year":
            guard let (period, place) = toll(entry) else { return [] }
            return [(ModelKey([.text(regions(place)), period.0]), tollSums(entry))]
        case "year": return toll(entry).map { [(ModelKey([$0.0.0]), tollSums(entry))] } ?? []
        case "month": return toll(entry).map { [(ModelKey([$0.0.0, $0.0.1]), tollSums(entry))] } ?? []
        case "route-year":
            guard let (period, _) = toll(entry) else { return [] }
            let route = entry.kind == .incident ? entry.incident.route : entry.deaths.route
            return [(ModelKey([.text(route), period.0]), tollSums(entry))]
        case "grid-year":
            guard let (period, place) = toll(entry) else { return [] }
            return [(ModelKey(corner(place) + [period.0]), tollSums(entry))]
        case "cause-year", "origin-year", "quality-year": return deathsCells(view, entry)
        case "arrests-region-year", "arrests-operation": return arrestsCells(view, entry)
        case "operations": return operationCells(entry)
        default: return listedCells(view, entry) ?? caseCells(view, entry)
        }
    }

    /// The first region of each scheme, a line each, in the order of the schemes: none of its names has a colon.
    private func regions(_ place: WirePlace) -> String {
        var regions: [(scheme: String, code: String)] = []
        for region in place.regions where !region.scheme.isEmpty && !region.code.isEmpty {
            if !regions.contains(where: { $0.scheme == region.scheme }) { regions.append((region.scheme, region.code)) }
        }
        return regions.sorted { $0.scheme < $1.scheme }.map { "\($0.scheme):\($0.code)" }.joined(separator: "\n")
    }

    /// South and west of the point; nothing where there is none, or the middle of a region.
    private func corner(_ place: WirePlace) -> [ModelPart] {
        guard place.hasPoint, place.point.precision != .centroid else { return [.nothing, .nothing] }
        return [place.point.latitudeE7, place.point.longitudeE7].map {
            .number(Int32((Double($0) / 1e7).rounded(.down)))
        }
    }

    func when(_ period: WirePeriod?) -> (ModelPart, ModelPart) {
        guard let period else { return (.nothing, .nothing) }
        return (.number(period.year), period.month == 0 ? .nothing : .number(Int32(period.month)))
    }

    func toll(_ entry: WireEntry) -> ((ModelPart, ModelPart), WirePlace)? {
        switch entry.kind {
        case .incident:
            (when(entry.incident.hasOccurred ? entry.incident.occurred : nil), entry.incident.place)
        case .deaths: (when(entry.deaths.hasOccurred ? entry.deaths.occurred : nil), entry.deaths.place)
        default: nil
        }
    }

    func tollSums(_ entry: WireEntry) -> [ModelSum] {
        if entry.kind == .incident { return [ModelSum(1)] + Array(repeating: ModelSum(), count: 8) }
        return [ModelSum()] + deathsSums(entry.deaths)
    }

    func deathsSums(_ deaths: WireDeaths) -> [ModelSum] {
        let (dead, missing) = (ModelSum(deaths.dead, deaths.hasDead), ModelSum(deaths.missing, deaths.hasMissing))
        let isTotalStated = deaths.hasStatedTotal && deaths.statedTotal.qualifier != .notReported
        return [
            ModelSum(1), dead, missing, isTotalStated ? ModelSum(deaths.statedTotal, true) : dead.joined(to: missing),
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
        return [(ModelKey([.text(regions(arrests.place)), year]), [ModelSum(1), count] + roles)]
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
